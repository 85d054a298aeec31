//! The site that `publish` writes: the page with the operator's settings, and its files.

mod bad_input;
mod headers;
mod previous;
mod settings;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use intermission::cli::publish::packed::ENDINGS;

use crate::built_page;

static MADE: AtomicU32 = AtomicU32::new(0);

const DOCUMENT: &str = r#"{"published_at": "2026-11-23T12:00:00Z", "page": {"name": "Example"}}"#;

/// A folder with a built page, a document, and a folder that is served; gone when dropped.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-site-{}-{number}", std::process::id());
        let home = Self(std::env::temp_dir().join(name));
        std::fs::create_dir_all(home.served()).unwrap();
        home.build("1");
        home.write("document.json", DOCUMENT);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn served(&self) -> PathBuf {
        self.path("served")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.served().join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Puts a built page into `dist`, whose hashed files have `digit` in their names.
    fn build(&self, digit: &str) {
        built_page::write(&self.path("dist"), digit);
    }

    fn publishing(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command.current_dir(&self.0).env_clear();
        command.args([
            "publish",
            "document.json",
            "--no-social",
            "--no-history",
            "--dist",
            "dist",
            "--to",
            "served",
        ]);
        command
    }

    #[track_caller]
    fn publish(&self) -> String {
        let output = self.publishing().output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The names of the files that are served, without compressed copies.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        walk(&self.served(), "", &mut names);
        names.retain(|it| !ENDINGS.iter().any(|ending| it.ends_with(ending)));
        names.sort();
        names
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn walk(folder: &Path, below: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_whole_site_is_published_without_the_sample_and_the_template() {
    let home = Home::new();
    let told = home.publish();
    assert!(
        told.starts_with("published 5 files of the page, status.json, index.html, plain.html, status.txt, problem.json, badge.svg, as of 2026-11-23T12:00:00Z\n"),
        "{told}"
    );
    let hash = "1".repeat(16);
    assert_eq!(
        home.names(),
        [
            ".headers.json",
            ".publish.lock",
            ".publish.page",
            "badge.svg",
            "embed.html",
            "icons/outage.svg",
            "index.html",
            &format!("page-{hash}.js"),
            "plain.html",
            "problem.json",
            "status.json",
            "status.txt",
            "sw.js",
            &format!("tokens-{hash}.css"),
        ]
    );
    assert_eq!(home.read("status.json"), DOCUMENT);
    assert!(
        home.read("index.html")
            .contains("id=\"intermission-document\"")
    );
    assert!(home.served().join(format!("tokens-{hash}.css.br")).exists());
    let again = home.publish();
    assert!(
        again.starts_with("published nothing, all of it is there, as of"),
        "{again}"
    );
}

/// Without settings the files are those of the build: what was measured and tested is what visitors get.
#[test]
fn without_settings_no_file_of_the_page_changes() {
    let home = Home::new();
    home.publish();
    for name in [
        "sw.js",
        "embed.html",
        "icons/outage.svg",
        &format!("page-{}.js", "1".repeat(16)),
    ] {
        let built = std::fs::read_to_string(home.path("dist").join(name)).unwrap();
        assert_eq!(home.read(name), built, "{name}");
    }
}

/// An operator may edit a file of the built page.
#[test]
fn a_compressed_copy_that_does_not_fit_its_file_is_made_again() {
    let home = Home::new();
    let name = format!("dist/tokens-{}.css", "1".repeat(16));
    home.write(&name, &":root { color: blue } ".repeat(40));
    home.publish();
    let copy = std::fs::read(
        home.served()
            .join(format!("tokens-{}.css.br", "1".repeat(16))),
    )
    .unwrap();
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &*copy, &mut plain).unwrap();
    assert!(String::from_utf8(plain).unwrap().contains("blue"));
}

/// A folder that was published to may be that of `--dist`: its history is not part of the page.
#[test]
fn what_is_left_of_another_history_is_not_published() {
    let home = Home::new();
    for name in [
        "history.html",
        "history.ics",
        "feed.atom",
        "feed.json",
        "history/index.json",
        "history/2026-11.html",
        "history/service-api.atom",
    ] {
        home.write(&format!("dist/{name}"), "from the folder of the page");
    }
    let told = home.publish();
    assert!(told.starts_with("published 5 files of the page"), "{told}");
    let names = home.names();
    let of_history = names
        .iter()
        .filter(|it| it.contains("history") || it.contains("feed"));
    assert_eq!(of_history.collect::<Vec<_>>(), [""; 0]);
}
