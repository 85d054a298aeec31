//! The command `intermission render`, as its users run it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::{reference, still};
use crate::expect::repository;

const AT: &str = "--at=2026-11-23T10:28:00Z";

pub(super) fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_intermission"))
        .arg("render")
        .args(arguments)
        .current_dir(repository(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments reads no document.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

#[test]
fn each_output_is_what_the_library_renders() {
    let still = still(&reference(), "10:28:00");
    let badge = intermission::cli::render::BadgeStyle::Large;
    let cases = [
        ("--text", still.text()),
        ("--plain", still.plain()),
        ("--badge=large", still.badge(badge)),
        ("--ics", still.calendar("status.example.com").unwrap()),
    ];
    for (flag, expected) in cases {
        for (file, input) in [("public/status.json", ""), ("-", &*reference())] {
            let output = run(&[flag, AT, file], input);
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{flag}");
            assert_eq!(
                String::from_utf8(output.stdout).unwrap(),
                expected,
                "{flag}"
            );
            assert_eq!(output.status.code(), Some(0), "{flag}");
        }
    }
}

#[test]
fn it_is_as_of_now_unless_it_is_told_when() {
    let output = run(
        &["--text", "-"],
        r#"{"page": {"name": "Example"}, "incidents": []}"#,
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("\nAs of ") && !text.contains("1970"),
        "{text}"
    );
}

/// Errors, each on standard error alone, with the exit status of `intermission check`.
#[test]
fn what_cannot_be_rendered_says_why() {
    let over = r#"{"scheduled_maintenances": [{"name": "a", "status": "completed",
        "scheduled_for": "2026-11-23T10:00:00Z"}]}"#;
    let cases: [(&[&str], &str, &str); 8] = [
        (
            &["--text", "-"],
            "",
            "-: expected a status document, found nothing\n",
        ),
        (
            &["--plain", "-"],
            "<html>",
            "-: expected JSON, found a web page\n",
        ),
        (
            &["--badge", "-"],
            "{\"page\":\n",
            "-: expected JSON: a value, found the end of the text at line 2 column 1\n",
        ),
        (
            &["--ics", "-"],
            over,
            "-: `scheduled_maintenances`: expected one with a window that is ahead or under way, found none\n",
        ),
        (
            &["--text", "no-such.json"],
            "",
            "no-such.json: expected a readable file, found: No such file or directory (os error 2)\n",
        ),
        (
            &["--into", "no-such-folder", "public/status.json"],
            "",
            "no-such-folder/index.html: expected the built page, found: No such file or directory (os error 2); \
             `make build` makes it\n",
        ),
        (
            &["--text", "-o", "no-such-folder/a.txt", "public/status.json"],
            "",
            "no-such-folder/a.txt: expected a file that can be written, found: No such file or directory \
             (os error 2)\n",
        ),
        (
            &["--into", "public", "-"],
            "{\"version\": 2, \"components\": []}",
            "-: expected `version` 1, found 2\n",
        ),
    ];
    for (arguments, input, expected) in cases {
        let output = run(arguments, input);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
        assert_eq!(output.stdout, b"", "{arguments:?}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_file_that_is_no_built_page_is_named() {
    let dist = std::env::temp_dir().join(format!("intermission-not-ours-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    let folder = dist.display().to_string();
    for (form, name) in [
        (vec!["--into", &folder], "index.html"),
        (vec!["--one-file", "--dist", &folder], "intermission.html"),
    ] {
        let page = dist.join(name);
        std::fs::write(&page, "<html>").unwrap();
        let output = run(&[&*form, &["public/status.json"]].concat(), "");
        let told = String::from_utf8(output.stderr).unwrap();
        let expected = format!("{}: expected a built page with `", page.display());
        assert!(told.starts_with(&expected), "{told}");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(std::fs::read_to_string(&page).unwrap(), "<html>");
    }
    std::fs::remove_dir_all(dist).unwrap();
}

#[test]
fn arguments_that_do_not_go_together_are_refused() {
    let file = "public/status.json";
    let cases: [&[&str]; 9] = [
        &["--text", "--no-policy", file],
        &["--into", "public", "-o", "a.html", file],
        &[file],
        &["--text", "--plain", file],
        &["--text", "--source=https://a.example/", file],
        &["--plain", "--host=a.example", file],
        &["--badge=round", file],
        &["--text", "--at=noon", file],
        &["--text"],
    ];
    for arguments in cases {
        let output = run(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(output.stdout, b"", "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn usable_documents_are_rendered_whatever_is_wrong_with_an_entry() {
    let output = run(
        &["--text", AT, "-"],
        r#"{"components": [{"name": "API", "status": "on fire"}]}"#,
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("API  on fire"), "{text}");
    assert_eq!(output.status.code(), Some(0));
    assert!(Path::new(&repository("public/status.json")).exists());
}
