//! What it prints, how it ends, and what is there afterwards.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Output;

use super::editions::{self, BADGE, PROBLEM, TELLING};
use super::{Scratch, document, names};

/// Its exit status, output and errors; `DOC` and `DIR` stand for the paths.
#[track_caller]
fn check(scratch: &Scratch, output: &Output, code: i32, stdout: &str, stderr: &str) {
    let shown = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let text = text.replace(scratch.document().to_str().unwrap(), "DOC");
        text.replace(scratch.served().to_str().unwrap(), "DIR")
    };
    let found = (
        output.status.code(),
        shown(&output.stdout),
        shown(&output.stderr),
    );
    assert_eq!(found, (Some(code), stdout.to_owned(), stderr.to_owned()));
}

#[track_caller]
fn everybody_sees(scratch: &Scratch, second: u32) {
    editions::check(&scratch.served(), editions::Kind::Plain, second);
}

#[test]
fn a_document_is_there_in_all_encodings_and_nothing_else_is() {
    let scratch = Scratch::new();
    let output = scratch.publish(&document(7), &[]);
    let told = "published status.json, index.html, plain.html, status.txt, problem.json, badge.svg, \
         as of 2026-11-23T12:00:07Z\nreturn: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n";
    check(&scratch, &output, 0, told, "");
    everybody_sees(&scratch, 7);
    let mut there = vec![".publish.lock".to_owned()];
    for name in TELLING.into_iter().chain([BADGE, PROBLEM]) {
        for ending in ["", ".br", ".gz"] {
            let name = [name, ending].concat();
            let metadata = fs::metadata(scratch.served().join(&name)).unwrap();
            assert_eq!(metadata.permissions().mode() & 0o777, 0o644, "{name}");
            there.push(name);
        }
    }
    there.sort();
    assert_eq!(names(&scratch.served()), there);
}

/// Without a page in the folder there is none afterwards: it is made by `make build` alone.
#[test]
fn a_folder_without_the_page_gets_everything_else() {
    let scratch = Scratch::new();
    fs::remove_file(scratch.served().join("index.html")).unwrap();
    let output = scratch.publish(&document(7), &[]);
    let told = "published status.json, plain.html, status.txt, problem.json, badge.svg, as of 2026-11-23T12:00:07Z\nreturn: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n";
    check(&scratch, &output, 0, told, "");
}

#[test]
fn a_page_that_is_not_ours_is_left_alone() {
    let scratch = Scratch::new();
    fs::write(scratch.served().join("index.html"), "<title>Shop</title>").unwrap();
    let output = scratch.publish(&document(7), &[]);
    let told =
        "DIR/index.html: expected a built page with `<div id=\"intermission\">`, found none\n";
    check(&scratch, &output, 1, "", told);
    assert_eq!(names(&scratch.served()), [".publish.lock", "index.html"]);
}

/// A calendar of nothing would be old news.
#[test]
fn the_calendar_goes_with_the_last_maintenance() {
    let scratch = Scratch::new();
    let calendar = scratch.served().join("maintenance.ics");
    let planned = document(7).replace(
        "\"summary\"",
        "\"scheduled_maintenances\": [{\"id\": \"1\", \"name\": \"Upgrade\", \"status\": \"scheduled\", \
         \"scheduled_for\": \"2026-11-24T10:00:00Z\", \"scheduled_until\": \"2026-11-24T12:00:00Z\"}], \"summary\"",
    );
    let output = scratch.publish(&planned, &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(fs::read_to_string(&calendar).unwrap().contains("Upgrade"));
    scratch.publish(&document(8), &[]);
    let left = names(&scratch.served());
    assert!(
        !left.iter().any(|name| name.starts_with("maintenance.ics")),
        "{left:?}"
    );
}

#[test]
fn the_same_again_touches_nothing() {
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    let time = || {
        fs::metadata(scratch.served().join("status.json"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = time();
    let output = scratch.publish(&document(7), &[]);
    let told = "published nothing, all of it is there, as of 2026-11-23T12:00:07Z\n";
    check(&scratch, &output, 0, told, "");
    assert_eq!(time(), before);
}

#[test]
fn what_a_kill_has_left_is_finished_by_the_same_document() {
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    let finished = names(&scratch.served());
    fs::remove_file(scratch.served().join("status.json.br")).unwrap();
    fs::remove_file(scratch.served().join("plain.html")).unwrap();
    fs::write(scratch.served().join(".status.json.br.part"), "half").unwrap();
    scratch.publish(&document(7), &[]);
    everybody_sees(&scratch, 7);
    assert_eq!(names(&scratch.served()), finished);
}

/// Servers tell by whole seconds and sizes whether anything has changed.
#[test]
fn each_edition_has_another_second_even_within_one() {
    let scratch = Scratch::new();
    let mut last = 0;
    for second in 0..5 {
        scratch.publish(&document(second), &[]);
        for name in ["status.json", "status.json.br", "status.json.gz"] {
            let modified = fs::metadata(scratch.served().join(name))
                .unwrap()
                .modified();
            let time = modified
                .unwrap()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap()
                .as_secs();
            assert!(
                time > last,
                "{name} of edition {second}: {time}, before: {last}"
            );
        }
        let modified = fs::metadata(scratch.served().join("status.json.gz"))
            .unwrap()
            .modified();
        last = modified
            .unwrap()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap()
            .as_secs();
    }
}

#[test]
fn nothing_goes_back_unless_it_is_asked_to() {
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    let output = scratch.publish(&document(6), &[]);
    let told = "DOC: expected `published_at` of `2026-11-23T12:00:07Z` or later, because that is \
         published, found `2026-11-23T12:00:06Z`; `--allow-older` publishes it all the same\n";
    check(&scratch, &output, 1, "", told);
    everybody_sees(&scratch, 7);
    let undated = "{\"page\": {\"name\": \"Example\"}, \"incidents\": []}";
    let output = scratch.publish(undated, &[]);
    let told = "DOC: expected `published_at` of `2026-11-23T12:00:07Z` or later, because that is \
         published, found none; `--allow-older` publishes it all the same\n";
    check(&scratch, &output, 1, "", told);
    let output = scratch.publish(&document(6), &["--allow-older"]);
    let told = "published status.json, index.html, plain.html, status.txt, problem.json, badge.svg, as of 2026-11-23T12:00:06Z\nreturn: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n";
    check(&scratch, &output, 0, told, "");
    everybody_sees(&scratch, 6);
}

/// Documents that are at fault, what is told of each, and whether it can be used.
const FAULTY: [(&str, &str); 3] = [
    (
        "",
        "DOC: expected a status document, found nothing\n\
         DOC: refused; visitors keep the last good document\n\
         nothing was published\n",
    ),
    (
        "{\"published_at\": \"2026-11-23T12:00:08Z\", \"page\": ",
        "DOC:1:50: expected JSON: a value, found the end of the text\n\
         DOC: refused; visitors keep the last good document\n\
         nothing was published\n",
    ),
    (
        "{\"published_at\": \"2026-11-23T12:00:08Z\", \"status\": {\"indicator\": \"fine\"}}",
        "DOC:1:66: `status.indicator`: expected one of `none`, `maintenance`, `minor`, `major`, `critical`, \
         found `fine`\n\
         DOC: 0 services, 0 affected, 0 healthy; 0 maintenances; 0 open incidents\n\
         DOC: return: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n\
         DOC: 1 problem\n\
         nothing was published; `--despite-problems` publishes what can be used\n",
    ),
];

#[test]
fn a_faulty_document_is_not_published() {
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    for (text, told) in FAULTY {
        let output = scratch.publish(text, &[]);
        check(&scratch, &output, 1, "", told);
        everybody_sees(&scratch, 7);
    }
}

#[test]
fn problems_are_told_and_may_be_let_pass() {
    let scratch = Scratch::new();
    let (text, told) = FAULTY[2];
    let output = scratch.publish(text, &["--despite-problems"]);
    let (told, _) = told.split_once("nothing was").unwrap();
    check(
        &scratch,
        &output,
        0,
        "published status.json, index.html, plain.html, status.txt, problem.json, badge.svg, as of 2026-11-23T12:00:08Z\nreturn: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n",
        told,
    );
    let output = scratch.publish(FAULTY[1].0, &["--despite-problems"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_is_missing_is_named() {
    let scratch = Scratch::new();
    let mut command = scratch.publishing("{}", &[]);
    fs::remove_file(scratch.document()).unwrap();
    let told = "DOC: expected a readable file, found: No such file or directory (os error 2)\n";
    check(&scratch, &command.output().unwrap(), 1, "", told);
    let mut command = scratch.publishing(&document(7), &[]);
    fs::remove_dir_all(scratch.served()).unwrap();
    let told = "DIR: expected a folder that can be read and written, found: No such file or directory (os error 2)\n";
    check(&scratch, &command.output().unwrap(), 1, "", told);
    fs::create_dir(scratch.served()).unwrap();
}

/// Of two that publish at once neither overtakes the other between looking and writing.
#[test]
fn two_publishers_never_bring_back_the_older() {
    let scratch = Scratch::new();
    let others = Scratch::new();
    for second in 0..20 {
        let mut newer = scratch.publishing(&document(2 * second + 1), &[]);
        fs::write(others.document(), document(2 * second)).unwrap();
        let mut older = std::process::Command::new(env!("CARGO_BIN_EXE_intermission"));
        older.args(["publish", "--no-social", "--no-page"]).args([
            others.document(),
            "--to".into(),
            scratch.served(),
        ]);
        let quiet = |command: &mut std::process::Command| {
            let command = command.stdout(std::process::Stdio::null());
            command.stderr(std::process::Stdio::null()).spawn().unwrap()
        };
        let (mut newer, mut older) = (quiet(&mut newer), quiet(&mut older));
        newer.wait().unwrap();
        older.wait().unwrap();
        everybody_sees(&scratch, 2 * second + 1);
    }
}
