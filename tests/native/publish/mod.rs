//! The command `intermission publish`, as its users run it, and as a crash ends it.

mod command;
mod kills;
mod served;
mod watching;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat};

static MADE: AtomicU32 = AtomicU32::new(0);

/// A folder of its own, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-publish-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        std::fs::create_dir(path.join("served")).unwrap();
        Self(path)
    }

    fn document(&self) -> PathBuf {
        self.0.join("document.json")
    }

    fn served(&self) -> PathBuf {
        self.0.join("served")
    }

    /// The command that publishes this text.
    fn publishing(&self, text: &str, options: &[&str]) -> Command {
        std::fs::write(self.document(), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command
            .arg("publish")
            .args([self.document(), "--to".into(), self.served()]);
        command.args(options);
        command
    }

    fn publish(&self, text: &str, options: &[&str]) -> Output {
        self.publishing(text, options).output().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The document of a second, long enough to be compressed and different in every part from others.
fn document(second: u32) -> String {
    let at = DateTime::from_timestamp(1_795_435_200 + i64::from(second), 0).unwrap();
    let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let words: Vec<String> = (0..100u32)
        .map(|index| (index ^ second).wrapping_mul(2_654_435_761).to_string())
        .collect();
    let words = words.join(" ");
    format!(
        "{{\"published_at\": \"{at}\", \"page\": {{\"name\": \"{second}\"}}, \"summary\": \"{words}\"}}\n"
    )
}

/// Which second's document this is; fails unless it is all of it and nothing else.
#[track_caller]
fn second_of(bytes: &[u8], what: &str) -> u32 {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{what} is torn"));
    let second = text
        .split('"')
        .nth(9)
        .and_then(|second| second.parse().ok());
    let second = second.unwrap_or_else(|| panic!("{what} is torn: {text}"));
    assert_eq!(text, document(second), "{what} is torn");
    second
}

/// What is in a folder, and since when.
fn traces(folder: &Path) -> Vec<(String, SystemTime)> {
    let time = |name: String| {
        let metadata = std::fs::metadata(folder.join(&name)).unwrap();
        (name, metadata.modified().unwrap())
    };
    names(folder).into_iter().map(time).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
