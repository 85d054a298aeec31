//! The rules of the house that can be read off its files.

use std::path::{Path, PathBuf};

use crate::expect::repository;

pub(crate) fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&repository(folder), &mut found);
    let mut files = Vec::new();
    for path in found
        .into_iter()
        .filter(|path| path.to_str().unwrap().ends_with(ending))
    {
        let name = path
            .strip_prefix(repository(""))
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        files.push((name, std::fs::read_to_string(path).unwrap()));
    }
    assert!(!files.is_empty(), "expected {ending} files in {folder}");
    files
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Fails for every file in which one of `words` stands, but for those that may use it.
#[track_caller]
fn only_in(folder: &str, words: &[&str], allowed: &[&str]) {
    for (name, text) in files(folder, ".rs") {
        if allowed.iter().any(|allowed| name.starts_with(allowed)) {
            continue;
        }
        for word in words {
            assert!(!text.contains(word), "{name} names `{word}`");
        }
    }
}

#[test]
fn model_and_feeds_know_no_browser_no_clock_and_no_dice() {
    let words = [
        "web_sys",
        "js_sys",
        "gloo",
        "wasm_bindgen",
        "leptos",
        "crate::browser",
        "crate::view",
    ];
    only_in("src/model", &["crate::feeds"], &[]);
    let impure = [
        "Instant::now",
        "SystemTime",
        "Utc::now",
        "Local::now",
        "std::time",
        "rand::",
        "thread_rng",
        "getrandom",
        "std::fs",
        "std::env",
        "std::thread",
    ];
    for folder in ["src/model", "src/feeds"] {
        only_in(folder, &words, &[]);
        only_in(folder, &impure, &[]);
    }
}

#[test]
fn only_the_browser_folder_names_the_browser() {
    let allowed = [
        "src/browser/",
        "src/app.rs",
        "src/bin/feeds.rs",
        "src/bin/history.rs",
        "src/bin/page.rs",
        "src/bin/widget.rs",
    ];
    only_in(
        "src",
        &["web_sys", "js_sys", "gloo_net", "wasm_bindgen"],
        &allowed,
    );
    only_in("src", &["spawn_local"], &["src/app.rs"]);
    only_in(
        "src/view",
        &["crate::browser", "crate::app", "inner_html", "view!"],
        &[],
    );
}

/// These macros panic when the reader of the output has gone away, and escape nothing.
#[test]
fn commands_print_by_one_module() {
    for (name, text) in files("src/cli", ".rs") {
        for word in ["print!(", "println!("] {
            assert!(!text.contains(word), "{name} has `{word}`");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    for (name, text) in files("src", ".rs").into_iter().chain(files("tests", ".rs")) {
        assert!(
            text.starts_with("//! "),
            "{name} does not begin with its purpose"
        );
        let lines = text.lines().count();
        assert!(lines <= 400, "{name} has {lines} lines");
        for word in [
            "todo!(",
            "dbg!(",
            "#[ignore",
            "unimplemented!(",
            "TODO",
            "FIXME",
            "XXX",
        ] {
            assert!(
                name.ends_with("tidy.rs") || !text.contains(word),
                "{name} has `{word}`"
            );
        }
    }
}

#[test]
fn the_page_has_nothing_inline() {
    let page = std::fs::read_to_string(repository("index.html")).unwrap();
    for word in ["<script", "<style", " style=", "onload=", "onclick="] {
        assert!(!page.contains(word), "index.html has `{word}`");
    }
}

/// The packages that build the page have the sums that were committed, and none runs a script when it is installed.
#[test]
fn tools_are_those_that_their_lock_files_name() {
    let setup = std::fs::read_to_string(repository("scripts/setup.sh")).unwrap();
    assert!(!setup.contains("npm install"));
    let make = std::fs::read_to_string(repository("Makefile")).unwrap();
    let lines = setup.lines().chain(make.lines());
    for line in lines.filter(|line| line.contains("npm ci ")) {
        assert!(line.contains("--ignore-scripts"), "{line}");
    }
    // pip takes a package without a sum unless it is told not to.
    assert!(setup.contains("--require-hashes"));
    // The lock file of wasm-bindgen-cli 0.2.130 names a crate that was taken back.
    for line in setup.lines().filter(|line| line.contains("{ cargo_tool ")) {
        assert_eq!(
            line.contains("--locked"),
            !line.contains("wasm-bindgen-cli"),
            "{line}"
        );
    }
    for name in [
        "scripts/npm/npm",
        "scripts/npm/hosts",
        "scripts/npm/bundlers",
        "scripts/npm/audit",
        "scripts/npm/lint",
        "bench",
    ] {
        let path = repository(&format!("{name}/package-lock.json"));
        let lock = std::fs::read_to_string(path).unwrap();
        let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 3, "{name}");
        for (package, facts) in packages.iter().filter(|(package, _)| !package.is_empty()) {
            assert!(
                facts["integrity"].is_string(),
                "{package} of {name} has no sum"
            );
        }
    }
}
