//! The command `intermission check`, as its users run it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

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
    assert_eq!(String::from_utf8(output.stdout).unwrap(), stdout);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn a_clean_document_is_status_0() {
    check(
        &["public/examples/minimal.json"],
        "",
        0,
        "public/examples/minimal.json: 0 services, 0 affected, 0 healthy, 0 unknown; \
         1 maintenances with 0 phases; 0 open incidents\n\
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
         -: 1 services, 0 affected, 0 healthy, 1 unknown; 0 maintenances with 0 phases; 0 open incidents\n\
         -: 1 problem\n",
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
fn programs_get_one_object() {
    let output = run(
        &["--format", "json", "-"],
        r#"{"components": [{"name": 7}]}"#,
    );
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = serde_json::json!({
        "file": "-",
        "verdict": "problems",
        "problems": [{
            "path": "components[0].status",
            "line": 1,
            "column": 17,
            "message": "expected a status, found nothing",
        }],
        "shown": "1 services, 0 affected, 0 healthy, 1 unknown; 0 maintenances with 0 phases; \
                  0 open incidents",
    });
    assert_eq!(found, expected);
    assert_eq!(output.status.code(), Some(1));
}
