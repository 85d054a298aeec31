//! What commands print: nothing in it steers a terminal, and a reader that goes away is no failure.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use intermission::model::document::text::is_printable;
use serde_json::{Value, json};

use crate::expect::repository;

/// A title for the window, a control sequence of one byte, an override of the direction of writing, a noncharacter.
const HOSTILE: &str = "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200f}\u{ffff}b";

fn intermission() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command
        .current_dir(repository(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(command: &mut Command, input: &str) -> Output {
    let mut child = command.spawn().unwrap();
    // A command that refuses its arguments reads no document.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

/// Hostile names, words, ids, instants, URLs, member names and tags of languages.
fn document() -> String {
    json!({
        "published_at": "2026-11-23T10:00:00Z",
        "page": {"name": HOSTILE, "url": HOSTILE, "updated_at": HOSTILE},
        "status": {"indicator": HOSTILE, "description": {HOSTILE: 7, "en": HOSTILE}},
        "notice": HOSTILE,
        "components": [
            {"id": HOSTILE, "name": HOSTILE, "status": HOSTILE, "note": HOSTILE, "regions": [HOSTILE]},
            {"id": HOSTILE, "name": HOSTILE, "status": "offline", "eta": HOSTILE},
        ],
        "incidents": [{"name": HOSTILE, "status": HOSTILE, "components": [{"id": "b\u{202e}"}]}],
        "scheduled_maintenances": [{"name": HOSTILE, "status": HOSTILE, "scheduled_for": HOSTILE}],
    })
    .to_string()
}

/// Uptime Kuma's words and names are the feed's own too.
fn feed() -> String {
    json!({"publicGroupList": [{"name": HOSTILE, "monitorList": [{"id": 1, "name": HOSTILE}]}],
        "config": {"slug": HOSTILE, "title": HOSTILE},
        "incidents": [{"title": HOSTILE, "content": HOSTILE, "style": HOSTILE}]})
    .to_string()
}

#[track_caller]
fn check_printable(case: &str, output: &Output) {
    assert!(
        !output.stdout.is_empty() || !output.stderr.is_empty(),
        "{case}"
    );
    for bytes in [&output.stdout, &output.stderr] {
        let text = std::str::from_utf8(bytes).unwrap();
        let found = text.chars().find(|it| !is_printable(*it));
        assert_eq!(found, None, "{case}: {text}");
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn no_command_prints_what_steers_a_terminal() {
    let folder = Folder::new("terminal-hostile");
    let (document, feed) = (document(), feed());
    let plan = format!("[page]\nname = \"{HOSTILE}\"\n");
    for (name, text) in [
        ("document.json", &document),
        ("feed.json", &feed),
        ("plan.toml", &plan),
    ] {
        folder.file(name, text);
    }
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let to = folder.0.to_str().unwrap();
    let (hostile_file, hostile_fault) = (path(HOSTILE), format!("--fault={HOSTILE}"));
    let file = path("document.json");
    let plan = path("plan.toml");
    for arguments in [
        vec!["check", &file],
        vec!["check", "--format=json", &file],
        vec!["check", &hostile_file],
        vec!["check", &path("feed.json")],
        vec!["convert", &file],
        vec!["convert", &path("feed.json")],
        vec!["convert", &hostile_file],
        vec!["publish", &file, "--no-page", "--to", to],
        vec![
            "publish",
            &file,
            "--no-page",
            "--to",
            to,
            "--despite-problems",
        ],
        vec!["publish", &hostile_file, "--no-page", "--to", to],
        vec!["render", "--text", &file],
        vec!["render", "--text", &hostile_file],
        vec!["rehearse", "--plan", &plan],
        vec!["rehearse", &hostile_fault],
    ] {
        let output = run(intermission().args(&arguments), "");
        check_printable(&arguments.join(" "), &output);
    }
}

/// What is escaped in JSON means the same.
#[test]
fn json_keeps_its_meaning() {
    let printed = |arguments: &[&str]| {
        let output = run(intermission().args(arguments), &document());
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    assert_eq!(printed(&["convert", "-"])["page"]["name"], HOSTILE);
    let checked = printed(&["check", "--format=json", "-"]);
    let problems = checked["problems"].as_array().unwrap();
    let message = |problem: &Value| problem["message"].as_str().unwrap().contains(HOSTILE);
    assert!(problems.iter().any(message), "{checked:#}");
}

#[test]
fn a_document_adds_no_lines_of_its_own() {
    let word = "x`\n-: 0 services, 0 affected, 0 healthy\n-: no problems\n";
    let document = json!({"components": [{"name": "a", "status": word}]}).to_string();
    for command in ["check", "convert"] {
        let output = run(intermission().args([command, "-"]), &document);
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(text.contains("found `x`\\n-: 0 services"), "{text}");
        let adds = text.lines().any(|line| line == "-: no problems");
        assert!(!adds, "{text}");
    }
}

/// A pipe whose reader has gone away.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    Stdio::from(writer)
}

#[test]
fn a_closed_standard_output_ends_no_command_otherwise() {
    let folder = Folder::new("terminal-closed");
    let file = folder.file("document.json", &document());
    let to = folder.0.to_str().unwrap();
    let sound = r#"{"page": {"name": "a"}, "published_at": "2026-11-23T10:00:00Z"}"#;
    for (arguments, input, status) in [
        (vec!["check", "-"], sound, 0),
        (vec!["check", &*file], "", 1),
        (vec!["check", "--format=json", &*file], "", 1),
        (vec!["check", "-"], "nothing", 2),
        (vec!["convert", "-"], sound, 0),
        (vec!["convert", &*file], "", 1),
        (vec!["render", "--text", "-"], sound, 0),
        (vec!["render", "--plain", "-"], sound, 0),
        (
            vec![
                "publish",
                &*file,
                "--no-page",
                "--to",
                to,
                "--despite-problems",
            ],
            "",
            0,
        ),
        (vec!["fleet", "--visitors=10"], "", 0),
        (vec!["--help"], "", 0),
    ] {
        let output = run(intermission().args(&arguments).stdout(closed()), input);
        let told = String::from_utf8(output.stderr).unwrap();
        let case = arguments.join(" ");
        assert!(
            !told.contains("panicked") && !told.contains("Broken pipe"),
            "{case}: {told}"
        );
        assert_eq!(output.status.code(), Some(status), "{case}: {told}");
        let output = run(
            intermission()
                .args(&arguments)
                .stdout(closed())
                .stderr(closed()),
            input,
        );
        assert_eq!(output.status.code(), Some(status), "{case}");
    }
}

#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let Ok(full) = std::fs::File::create("/dev/full") else {
        panic!("expected `/dev/full`");
    };
    let output = run(
        intermission().args(["convert", "-"]).stdout(full),
        r#"{"page": {"name": "a"}, "incidents": []}"#,
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.starts_with("expected to write to standard output, found: "),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(2));
}
