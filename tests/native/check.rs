//! The command `intermission check`, as its users run it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use intermission::model::i18n::message::language::Language;
use intermission::model::i18n::message::meaning;
use intermission::model::status::situation::Situation;
use serde_json::{Value, json};

use crate::expect::repository;

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_intermission"))
        .arg("check")
        .args(arguments)
        .current_dir(repository(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn check(arguments: &[&str], input: &str, status: i32, stdout: &str) {
    let output = run(arguments, input);
    let text = String::from_utf8(output.stdout).unwrap();
    // What follows depends on the time, and has tests of its own.
    let findings = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("  "));
    let findings = findings.filter(|line| *line != "\n" && !line.contains(": recognised as "));
    assert_eq!(findings.collect::<String>(), stdout);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn a_clean_document_is_status_0() {
    check(
        &[
            "--at",
            "2026-11-23T11:00:00Z",
            "public/examples/minimal.json",
        ],
        "",
        0,
        "public/examples/minimal.json: 0 services, 0 affected, 0 healthy; 1 maintenance; \
         0 open incidents\n\
         public/examples/minimal.json: return: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n\
         public/examples/minimal.json: no problems\n",
    );
}

#[test]
fn a_usable_document_with_a_problem_is_status_1_and_says_where() {
    check(
        &["-"],
        "{\n \"components\": [\n  {\"name\": \"API\", \"status\": \"on fire\"}]}",
        1,
        "-:3:29: `components[0].status`: expected one of `operational`, `queued`, `under_maintenance`, \
         `read_only`, `degraded_performance`, `restarting`, `partial_outage`, `major_outage`, `offline`, \
         found `on fire`\n\
         -: 1 service, 0 affected, 0 healthy, 1 unknown; 0 maintenances; 0 open incidents\n\
         -: return: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n\
         -: 1 problem\n",
    );
}

/// Workflows of GitHub show each finding beside its line; nothing else is printed.
#[test]
fn findings_are_annotations() {
    check(
        &["-", "--format", "github"],
        "{\n \"components\": [\n  {\"name\": \"100 %\", \"status\": \"on, fire\"}]}",
        1,
        "::error file=-,line=3,col=31::`components[0].status`: expected one of `operational`, `queued`, \
         `under_maintenance`, `read_only`, `degraded_performance`, `restarting`, `partial_outage`, `major_outage`, \
         `offline`, found `on, fire`\n",
    );
    check(
        &["-", "--format", "github"],
        "{\"components\": [{\"name\": \"API\", \"not%e\": \"\", \"status\": \"operational\"}]}",
        0,
        "::warning file=-,line=1,col=42::`components[0].not%25e`: expected a member of the format, found `not%25e`; did you mean `note`?\n",
    );
    check(
        &["-", "--format", "github"],
        "<!doctype html>",
        2,
        "::error file=-::expected JSON, found a web page\n",
    );
}

/// Findings with their lines, as a terminal shows them; a long line is cut around the value.
#[test]
fn findings_are_shown_with_their_lines() {
    let shown = |document: &str| {
        let output = run(&["-", "-q", "--format", "snippets"], document);
        String::from_utf8(output.stdout).unwrap()
    };
    let document =
        "{\n \"components\": [\n  {\"name\": \"API\", \"status\": \"on \u{202e}fire\"}]}";
    assert_eq!(
        shown(document),
        "error: `components[0].status`: expected one of `operational`, `queued`, `under_maintenance`, `read_only`, \
         `degraded_performance`, `restarting`, `partial_outage`, `major_outage`, `offline`, found `on \\u{202e}fire`\n \
         --> -:3:29\n  |\n3 |   {\"name\": \"API\", \"status\": \"on \u{fffd}fire\"}]}\n  |                             ^^^^^^^^^^\n  |\n  \
         = help: see docs/status-document.md#component\n\n",
    );
    let document = "{\"scheduled_maintenances\": [{\"name\": \"A\", \"status\": \"inprogress\"}]}";
    let help = "  = help: did you mean `in_progress`?\n  = help: see docs/status-document.md#maintenance\n";
    assert!(shown(document).contains(help), "{}", shown(document));
    // Members of another format are not in this documentation.
    let feed =
        "{\"publicGroupList\": [{\"monitorList\": [{\"id\": 1}]}], \"config\": {\"slug\": 7}}";
    let text = shown(feed);
    assert!(
        text.starts_with("error: `") && !text.contains("help"),
        "{text}"
    );
    let name = "x".repeat(200);
    let document = format!(
        "{{\"components\": [{{\"name\": \"{name}\", \"status\": \"odd\"}}, {{\"name\": \"{name}\"}}]}}"
    );
    let text = shown(&document);
    let longest = text
        .lines()
        .filter(|line| !line.starts_with("error"))
        .map(str::len)
        .max();
    assert!(longest.unwrap() <= 90, "{text}");
    assert!(
        text.contains("\"status\": \"odd\"") && text.contains("^^^^^"),
        "{text}"
    );
}

#[test]
fn findings_alone_are_printed() {
    let document = "{\"components\": [{\"name\": \"API\", \"status\": \"operational\"}]}";
    check(&["-", "-q"], document, 0, "");
    check(
        &["-", "-q"],
        "<!doctype html>",
        2,
        "-: expected JSON, found a web page\n",
    );
}

#[test]
fn a_refused_document_is_status_2() {
    check(
        &["-"],
        "<!doctype html>",
        2,
        "-: expected JSON, found a web page\n-: refused; visitors keep the last good document\n",
    );
}

#[test]
fn a_missing_file_is_status_2_on_standard_error() {
    let output = run(&["no-such-file.json"], "");
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.starts_with("no-such-file.json: expected a readable file, found: "),
        "{text}"
    );
}

#[test]
fn a_document_that_is_cut_off_says_where_it_ends() {
    check(
        &["-"],
        "{\"page\":\n",
        2,
        "-:2:1: expected JSON: a value, found the end of the text\n\
         -: refused; visitors keep the last good document\n",
    );
}

#[test]
fn faults_come_in_the_order_of_the_text_and_once() {
    check(
        &["-"],
        "{\"published_at\": \"noon\",\n \"components\": [{\"name\": true}],\n \"links\": 7}",
        1,
        "-:1:18: `published_at`: expected an instant such as `2026-11-23T10:00:00Z`, found `noon`\n\
         -:2:17: `components[0].status`: expected a status, found nothing\n\
         -:2:26: `components[0].name`: expected a string, or an object of language to string, found \
         a truth value\n\
         -:3:11: `links`: expected a list, found a number\n\
         -: 1 service, 0 affected, 0 healthy, 1 unknown; 0 maintenances; 0 open incidents\n\
         -: return: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n\
         -: 4 problems\n",
    );
}

#[track_caller]
fn check_json(input: &str, status: i32, expected: Value) {
    let output = run(
        &["--format", "json", "--at", "2026-11-23T10:27:00Z", "-"],
        input,
    );
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found, expected);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn programs_get_one_object() {
    let shown = |unknown: u32| {
        json!({
            "services": unknown, "affected": 0, "healthy": 0, "unknown": unknown,
            "maintenances": 0, "phases": 0, "open_incidents": 0, "worst": "unknown",
        })
    };
    let usable = |verdict, problems: Value, shown, situation, headline, sentence| {
        json!({
            "file": "-", "format": "statuspage", "verdict": verdict, "problems": problems, "warnings": [], "unread": [], "shown": shown,
            "at": "2026-11-23T10:27:00Z", "situation": situation, "badge": "Unknown",
            "headline": headline, "sentence": sentence,
            "return": {
                "secs": 52,
                "requests_per_second": { "1000": 100, "100000": 10_000, "1000000": 100_000 },
            },
        })
    };
    check_json(
        r#"{"components": []}"#,
        0,
        usable(
            "ok",
            json!([]),
            shown(0),
            "silent",
            "No status available",
            meaning(Language::default(), Situation::Silent),
        ),
    );
    let problem = json!({
        "path": "components[0].status",
        "line": 1,
        "column": 17,
        "kind": "missing",
        "message": "expected a status, found nothing",
    });
    check_json(
        r#"{"components": [{"name": "7"}]}"#,
        1,
        usable(
            "problems",
            json!([problem]),
            shown(1),
            "silent",
            "No status available",
            meaning(Language::default(), Situation::Silent),
        ),
    );
    let refused = |error| json!({"file": "-", "verdict": "refused", "error": error, "problems": [], "warnings": [], "unread": []});
    let message = "expected JSON: a value, found `o`";
    let error = json!({"message": message, "line": 1, "column": 1});
    check_json("oops", 2, refused(error));
    let error = json!({"message": "expected a status document, found nothing"});
    check_json("", 2, refused(error));
}

/// Faults in every one of many entries are placed in one walk; a walk for each would take minutes here.
#[test]
fn many_faults_are_told_at_once() {
    let entry = r#"{"name": "a", "status": "?"}"#;
    let entries = vec![entry; 4_000].join(",");
    let input = format!(r#"{{"components": [{entries}]}}"#);
    let output = run(&["-"], &input);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        text.lines().filter(|line| line.starts_with('-')).count(),
        4_004
    );
    let last = text.lines().nth(3_999).unwrap();
    let column = input.len() - r#""?"}]}"#.len() + 1;
    let start = format!("-:1:{column}: `components[3999].status`: ");
    assert!(last.starts_with(&start), "{last}");
}

/// What visitors read of the reference window as of `at`.
#[track_caller]
fn read_at(at: &str, members: [&str; 3]) {
    let output = run(&["--format", "json", "--at", at, "public/status.json"], "");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = ["situation", "badge", "headline"].map(|name| found[name].as_str().unwrap());
    assert_eq!(found, members, "{at}");
}

#[test]
fn json_says_the_situation_and_what_visitors_read_as_of_an_instant() {
    read_at(
        "2026-11-23T10:27:00Z",
        ["running", "Maintenance", "Maintenance is under way"],
    );
    read_at(
        "2026-11-23T23:27:00Z",
        [
            "overrunning",
            "Maintenance overrunning",
            "Maintenance is taking longer than planned",
        ],
    );
    read_at(
        "2026-11-23T09:27:00Z",
        ["early", "Maintenance", "Maintenance has started early"],
    );
}

#[test]
fn the_sentence_is_the_publishers_summary_where_there_is_one() {
    let output = run(
        &["--format", "json", "-"],
        r#"{"summary": "All hands.", "components": [{"name": "API", "status": "offline"}]}"#,
    );
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        [&found["situation"], &found["sentence"]],
        ["affected", "All hands."]
    );
}

#[test]
fn text_is_as_of_the_instant_that_was_asked_for() {
    for (at, badge) in [
        ("2026-11-23T10:27:00Z", "  Maintenance: "),
        ("2026-11-23T23:27:00Z", "  Maintenance overrunning: "),
    ] {
        let output = run(&["--at", at, "public/examples/minimal.json"], "");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(badge), "{text}");
    }
    let output = run(&["--at", "noon", "public/examples/minimal.json"], "");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("expected an instant such as"), "{text}");
    assert_eq!(output.status.code(), Some(2));
}

/// An operator's words on the return, and their meaning for the site.
#[test]
fn it_says_how_long_the_return_takes_and_what_it_costs() {
    for (resume, told) in [
        (
            r#"{"spread_secs": 300}"#,
            "within 16 min; 4 requests a second of 1,000 visitors, 334 of 100,000, 3,334 of 1,000,000",
        ),
        (
            r#"{"spread_secs": 300, "probe": "/health"}"#,
            "within 6 min; 10 requests a second of 1,000 visitors, 1,000 of 100,000, 10,000 of 1,000,000",
        ),
        (
            r#"{"spread_secs": 3600}"#,
            "within 181 min; 1 requests a second of 1,000 visitors, 28 of 100,000, 278 of 1,000,000",
        ),
    ] {
        let document = format!(r#"{{"status": {{"indicator": "none"}}, "resume": {resume}}}"#);
        let output = run(&["-"], &document);
        let text = String::from_utf8(output.stdout).unwrap();
        let line = format!("-: return: visitors in view are back {told}\n");
        assert!(text.contains(&line), "{text}");
    }
}
