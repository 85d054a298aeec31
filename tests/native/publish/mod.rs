//! The command `intermission publish`, as its users run it, and as a crash ends it.

mod attacks;
mod command;
mod edited;
mod editions;
mod feeds;
mod further;
mod history;
pub(crate) mod host;
mod kills;
mod made_of_history;
mod picture;
mod refused;
mod served;
mod watching;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use chrono::SecondsFormat;
use intermission::model::time::instant::Instant;

static MADE: AtomicU32 = AtomicU32::new(0);

/// What the built page comes to, for rendering.
const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Status</title>\n</head>\n<body>\n\
    <div id=\"intermission\">\n</div>\n</body>\n</html>\n";

/// A folder of its own, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-publish-{}-{number}", std::process::id());
        let path = memory().join(name);
        std::fs::create_dir(&path).unwrap();
        let scratch = Self(path);
        scratch.lay_out();
        scratch
    }

    fn lay_out(&self) {
        std::fs::create_dir(self.served()).unwrap();
        std::fs::write(self.served().join("index.html"), PAGE).unwrap();
    }

    fn document(&self) -> PathBuf {
        self.0.join("document.json")
    }

    fn served(&self) -> PathBuf {
        self.0.join("served")
    }

    /// The command that publishes this text into the page that is there, without a history.
    fn publishing(&self, text: &str, options: &[&str]) -> Command {
        let mut command = self.recording(text);
        command.arg("--no-history").args(options);
        command
    }

    /// The command that publishes this text with a history, without a picture: that depends on the fonts of the
    /// machine.
    fn recording(&self, text: &str) -> Command {
        std::fs::write(self.document(), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command
            .arg("publish")
            .args([self.document(), "--to".into(), self.served()]);
        command.args(["--no-social", "--no-page"]);
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

/// Where files are in memory, if the system has such a place: tests publish many thousand times and sync each file,
/// for which a disk takes minutes.
fn memory() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() {
        shared.to_owned()
    } else {
        std::env::temp_dir()
    }
}

/// The document of a second, different in every part from others.
fn document(second: u32) -> String {
    let at = at(second).utc().to_rfc3339_opts(SecondsFormat::Secs, true);
    let words: Vec<String> = (0..40u32)
        .map(|index| (index ^ second).wrapping_mul(2_654_435_761).to_string())
        .collect();
    let words = words.join(" ");
    format!(
        "{{\"published_at\": \"{at}\", \"page\": {{\"name\": \"Edition-{second}.\"}}, \"summary\": \"{words}\"}}\n"
    )
}

/// The numbers of the messages in the document of a second: the last three of its incident. An incident has twenty.
fn messages_in(second: u32) -> RangeInclusive<u32> {
    let first = second / MESSAGES * MESSAGES;
    second.saturating_sub(2).max(first)..=second
}

const MESSAGES: u32 = 20;

/// The document of a second with an incident, each of which began in a month of its own, and a service whose state
/// changes.
fn eventful(second: u32) -> String {
    let status = ["operational", "partial_outage", "major_outage"][second as usize % 3];
    let messages: Vec<String> = messages_in(second)
        .rev()
        .map(|it| format!("{{\"id\": \"{it}\", \"body\": \"Message {it}.\"}}"))
        .collect();
    let messages = messages.join(", ");
    let number = second / MESSAGES;
    let (year, month) = (2000 + number / 12, number % 12 + 1);
    document(second).replace(
        "\"summary\"",
        &format!(
            "\"components\": [{{\"id\": \"shop\", \"name\": \"Shop\", \"status\": \"{status}\"}}], \
             \"incidents\": [{{\"id\": \"i{number}\", \"name\": \"Slow\", \"status\": \"identified\", \
             \"impact\": \"minor\", \"started_at\": \"{year}-{month:02}-01T12:00:00Z\", \
             \"incident_updates\": [{messages}]}}], \"summary\""
        ),
    )
}

fn at(second: u32) -> Instant {
    Instant::from_timestamp(1_795_435_200 + i64::from(second)).unwrap()
}

/// Which second's document this is, or which it was made of.
#[track_caller]
fn second_of(bytes: &[u8], what: &str) -> u32 {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{what} is torn"));
    let second = text
        .split("Edition-")
        .nth(1)
        .and_then(|it| it.split('.').next());
    let second = second.and_then(|it| it.parse().ok());
    second.unwrap_or_else(|| panic!("{what} is torn: {text}"))
}

/// The files of a folder, and since when they are there. The lock is left out, because its holder writes to it.
fn traces(folder: &Path) -> Vec<(String, SystemTime)> {
    let time = |name: String| {
        let metadata = std::fs::metadata(folder.join(&name)).unwrap();
        (name, metadata.modified().unwrap())
    };
    let names = names(folder).into_iter();
    names.filter(|it| it != ".publish.lock").map(time).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
