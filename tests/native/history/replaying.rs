//! Versions of a document in a real git repository.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Home, document};
use crate::pseudo_terminal::Terminal;

/// Commits a file in the repository `repository` of the folder.
#[track_caller]
fn commit(home: &Home, text: &str, at: &str) {
    let repository = home.0.join("repository");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(&repository).args(arguments);
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            command.env(name, at);
        }
        let identity = [
            "user.name=Operator",
            "user.email=operator@example.com",
            "commit.gpgsign=false",
        ];
        command.env("GIT_CONFIG_COUNT", identity.len().to_string());
        for (index, setting) in identity.iter().enumerate() {
            let (key, value) = setting.split_once('=').unwrap();
            command.env(format!("GIT_CONFIG_KEY_{index}"), key);
            command.env(format!("GIT_CONFIG_VALUE_{index}"), value);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    if !repository.exists() {
        std::fs::create_dir(&repository).unwrap();
        git(&["init", "--quiet"]);
    }
    std::fs::create_dir_all(repository.join("public")).unwrap();
    std::fs::write(repository.join("public/status.json"), text).unwrap();
    git(&["add", "."]);
    git(&["commit", "--quiet", "--allow-empty", "--message", "Status"]);
}

fn shop(status: &str) -> Value {
    json!({"components": [{"id": "shop", "name": "Shop", "status": status}]})
}

/// The command that replays the repository of the tests.
const REPLAY: [&str; 7] = [
    "history",
    "replay",
    "repository",
    "--file",
    "public/status.json",
    "--to",
    "served",
];

#[track_caller]
fn replay(home: &Home, more: &[&str]) -> (i32, String, String) {
    home.run(&[&REPLAY, more].concat())
}

fn versions(home: &Home) {
    commit(
        home,
        &shop("operational").to_string(),
        "2026-08-31T23:59:00Z",
    );
    commit(
        home,
        &shop("major_outage").to_string(),
        "2026-09-01T00:02:00Z",
    );
    commit(home, "{broken", "2026-09-01T00:03:00Z");
    let mut over = shop("operational");
    over["incidents"] = json!([{"id": "x", "name": "Slow", "status": "resolved", "started_at": "2026-09-01T00:01:00Z"}]);
    commit(home, &over.to_string(), "2026-09-01T00:05:00Z");
    // Nothing of the file changes.
    std::fs::write(home.0.join("repository/README.md"), "Status").unwrap();
    commit(home, &over.to_string(), "2026-09-02T00:00:00Z");
}

#[test]
fn each_version_counts_from_its_commit() {
    let home = Home::new();
    versions(&home);
    let months = "history/2026-08.json, history/2026-09.json";
    let told = format!("3 versions replayed, 1 not readable; recorded in {months}\n");
    assert_eq!(replay(&home, &[]), (0, told, String::new()));
    let (august, september) = (home.read("2026-08.json"), home.read("2026-09.json"));
    assert_eq!(
        august["published"],
        json!([{"from": "2026-08-31T23:59:00Z", "until": "2026-09-01T00:00:00Z"}])
    );
    assert_eq!(
        september["published"],
        json!([{"from": "2026-09-01T00:00:00Z", "until": "2026-09-01T00:15:00Z"}])
    );
    assert_eq!(
        september["components"][0]["states"],
        json!([
            {"at": "2026-09-01T00:00:00Z", "status": "operational"},
            {"at": "2026-09-01T00:02:00Z", "status": "major_outage"},
            {"at": "2026-09-01T00:05:00Z", "status": "operational"},
        ])
    );
    assert_eq!(september["records"][0]["id"], "2026-09-x");
    assert!(september["records"][0]["last_named_at"].is_string());
    // A second time, and after the first publication, everything is known.
    let told = "0 versions replayed, 4 from after the history begins\n".to_owned();
    assert_eq!(replay(&home, &[]), (0, told.clone(), String::new()));
    home.publish(&document());
    assert_eq!(replay(&home, &[]), (0, told, String::new()));
    assert_eq!(home.run(&["check", "served"]).0, 0);
}

/// The history has begun already: what was before is put in front, also of a month that is there.
#[test]
fn versions_come_in_front_of_what_was_published() {
    let home = Home::new();
    home.publish(&document());
    let month = home.read("index.json")["current"]
        .as_str()
        .unwrap()
        .to_owned();
    let name = format!("{month}.json");
    let before = home.read(&name);
    let first = before["published"][0]["from"].as_str().unwrap().to_owned();
    commit(
        &home,
        &shop("operational").to_string(),
        &format!("{month}-01T00:00:00Z"),
    );
    commit(
        &home,
        &shop("operational").to_string(),
        "2037-01-01T00:00:00Z",
    );
    let (code, told, _) = replay(&home, &["--every", "3600"]);
    assert_eq!(code, 0);
    assert!(told.starts_with("1 versions replayed"), "{told}");
    let after = home.read(&name);
    let spans = after["published"].as_array().unwrap();
    assert_eq!(spans.len(), 2);
    assert_eq!(spans[0]["from"], format!("{month}-01T00:00:00Z"));
    let end = format!("{month}-01T10:00:00Z");
    assert_eq!(spans[0]["until"], end.clone().min(first.clone()));
    assert_eq!(spans[1]["from"], first);
    let states = after["components"][0]["states"].as_array().unwrap();
    let words: Vec<_> = states.iter().map(|it| it["status"].clone()).collect();
    assert_eq!(words, ["operational", "partial_outage"]);
    // The present is as before.
    assert_eq!(after["records"], before["records"]);
}

#[test]
fn what_is_no_repository_or_has_no_such_file_is_told() {
    let home = Home::new();
    let (code, _, error) = replay(&home, &[]);
    assert_eq!(code, 1);
    assert!(
        error.starts_with("repository: expected a git repository, found: "),
        "{error}"
    );
    versions(&home);
    let arguments = [
        "history",
        "replay",
        "repository",
        "--file",
        "pub*/status.json",
        "--to",
        "served",
    ];
    let told = "repository: expected versions of `pub*/status.json`, found none\n".to_owned();
    assert_eq!(home.run(&arguments), (1, String::new(), told));
}

/// Commits many versions at once.
fn many_versions(home: &Home, count: u64) {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(&home.0).args(arguments);
        command
    };
    let made = git(&["init", "--quiet", "repository"]).status().unwrap();
    assert!(made.success());
    let mut import = git(&["-C", "repository", "fast-import", "--quiet"]);
    let mut import = import.stdin(Stdio::piped()).spawn().unwrap();
    let mut input = import.stdin.take().unwrap();
    for number in 0..count {
        let mut document = shop("operational");
        let service = |it: u64| json!({"id": it, "name": number * it, "status": "operational"});
        document["components"] = (0..200).map(service).collect();
        let (text, at) = (document.to_string(), 1_600_000_000 + number * 200_000);
        let length = text.len();
        write!(
            input,
            "commit HEAD\ncommitter o <o@example.com> {at} +0000\ndata 0\n\
             M 100644 inline public/status.json\ndata {length}\n{text}\n"
        )
        .unwrap();
    }
    drop(input);
    assert!(import.wait().unwrap().success());
}

/// Bars on a terminal, which are gone at the end; nothing elsewhere.
#[test]
fn a_terminal_shows_how_many_versions_and_months_are_done() {
    let home = Home::new();
    many_versions(&home, 600);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command.current_dir(&home.0).args(arguments);
        Terminal::run(command)
    };
    let mut terminal = run(&REPLAY);
    terminal.wait_for(" of 600 versions, ");
    terminal.wait_for(" months, ");
    let (status, shown) = terminal.end();
    assert_eq!(status, 0, "{shown}");
    let told = "\r\u{1b}[2K600 versions replayed; recorded in history/2020-09.json, ";
    assert!(shown.contains(told), "{shown}");
    assert_eq!(
        shown.rfind("left"),
        shown.split(told).next().unwrap().rfind("left")
    );
    let mut terminal = run(&["history", "render", "served"]);
    terminal.wait_for(" months, ");
    assert_eq!(terminal.end().0, 0);
    let (status, told, errors) = home.run(&["history", "render", "served"]);
    assert_eq!((status, errors.as_str()), (0, ""), "{told}");
    std::fs::write(home.0.join("status.json"), shop("operational").to_string()).unwrap();
    for entry in std::fs::read_dir(home.served().join("history")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "html") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let publish = [
        "publish",
        "status.json",
        "--to",
        "served",
        "--no-page",
        "--quiet",
    ];
    assert_eq!(run(&publish).end(), (0, String::new()));
}
