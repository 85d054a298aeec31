//! `--watch`: what follows a change of the document, and that nothing follows where there is none.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command};

use super::host::Host;
use super::{Scratch, document, editions};

/// A command that goes on until this is dropped.
struct Watching {
    process: Child,
    told: Lines<BufReader<ChildStdout>>,
}

impl Watching {
    fn start(scratch: &Scratch, text: &str) -> Self {
        Self::run(scratch.publishing(text, &["--watch"]))
    }

    fn run(mut command: Command) -> Self {
        // Both kinds of lines by one pipe, in the order in which they are written.
        let (reader, writer) = std::io::pipe().unwrap();
        command.stderr(writer.try_clone().unwrap()).stdout(writer);
        let process = command.spawn().unwrap();
        drop(command);
        let reader: std::os::fd::OwnedFd = reader.into();
        let told = BufReader::new(ChildStdout::from(reader)).lines();
        Self { process, told }
    }

    /// The next line; blocks until there is one.
    fn line(&mut self) -> String {
        self.told.next().unwrap().unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn told(second: u32) -> String {
    format!(
        "published status.json, index.html, plain.html, status.txt, problem.json, badge.svg, as of 2026-11-23T12:00:0{second}Z"
    )
}

#[test]
fn each_change_is_published_and_faults_are_told_once() {
    let scratch = Scratch::new();
    let mut watching = Watching::start(&scratch, &document(1));
    assert_eq!(watching.line(), told(1));
    // Once, as long as it stays the same.
    assert!(
        watching
            .line()
            .starts_with("return: visitors in view are back within 52 s")
    );
    fs::write(scratch.document(), "{").unwrap();
    assert!(watching.line().contains("expected JSON"));
    assert!(watching.line().contains("refused"));
    assert_eq!(watching.line(), "nothing was published");
    fs::remove_file(scratch.document()).unwrap();
    assert!(watching.line().contains("expected a readable file"));
    fs::write(scratch.document(), document(0)).unwrap();
    assert!(watching.line().contains("`--allow-older`"));
    // As editors do that write another file and rename it, with nothing of the old one's time or size changed.
    let new = scratch.0.join("new.json");
    fs::write(&new, document(2)).unwrap();
    fs::rename(new, scratch.document()).unwrap();
    assert_eq!(watching.line(), told(2));
    editions::check(&scratch.served(), editions::Kind::Plain, 2);
}

/// A maintenance past its end is reminded of, once.
#[test]
fn a_maintenance_past_its_end_is_reminded_of() {
    let scratch = Scratch::new();
    let text = r#"{ "published_at": "2026-11-23T12:00:00Z", "scheduled_maintenances": [{ "name": "Upgrade",
        "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T11:00:00Z" }] }"#;
    let mut watching = Watching::run(scratch.publishing(text, &["--watch", "--every", "5"]));
    let reminder = "reminder: `Upgrade` was to end at 2026-11-23T11:00:00Z: `intermission eta` moves the end, \
        `intermission end` ends it";
    while watching.line() != reminder {}
    fs::write(scratch.document(), "{").unwrap();
    assert!(watching.line().contains("expected JSON"));
}

#[test]
fn a_folder_that_cannot_be_written_to_is_tried_again() {
    let scratch = Scratch::new();
    fs::remove_dir_all(scratch.served()).unwrap();
    let mut watching = Watching::start(&scratch, &document(1));
    assert!(
        watching
            .line()
            .contains("expected a folder that can be read and written")
    );
    scratch.lay_out();
    let mut line = watching.line();
    while line.contains("expected a folder") {
        line = watching.line();
    }
    assert_eq!(line, told(1));
}

/// The problem stays, and is told once; what changes is published at the next look.
#[test]
fn a_host_is_asked_at_intervals_and_the_same_problems_are_told_once() {
    let host = Host::start();
    let feed = |status: &str| {
        format!(
            r#"{{"probes": [{{"label": "Web", "nodes": [{{"label": "A", "status": "odd"}},
            {{"label": "B", "status": "{status}"}}]}}]}}"#
        )
    };
    host.put("/report", 200, &feed("healthy"));
    let scratch = Scratch::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.args(["publish", &host.url("/report"), "--watch", "--every", "5"]);
    command.args(["--no-social", "--no-page", "--to"]);
    command.arg(scratch.served());
    let mut watching = Watching::run(command);
    let mut problems = 0;
    let mut line = watching.line();
    while !line.starts_with("published ") {
        problems += usize::from(line.contains("found `odd`"));
        line = watching.line();
    }
    assert_eq!(problems, 1);
    let served = || fs::read_to_string(scratch.served().join("status.txt")).unwrap();
    assert!(!served().contains("Outage"), "{}", served());
    host.put("/report", 200, &feed("dead"));
    // Nothing but that it is published: at most once more for the state of before.
    let mut lines = 0;
    while !served().contains("Outage") {
        let line = watching.line();
        let is_published = line.starts_with("published ");
        let is_more = ["return: ", "recorded in "]
            .iter()
            .any(|it| line.starts_with(it));
        assert!(is_published || is_more, "{line}");
        lines += u32::from(is_published);
    }
    assert!(lines <= 2, "{lines}");
}

#[test]
fn standard_input_is_no_thing_to_watch() {
    let scratch = Scratch::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.args(["publish", "-", "--watch", "--to"]);
    let output = command.arg(scratch.served()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = "--watch: expected files or URLs, found standard input\n";
    assert_eq!(output.stderr, told.as_bytes());
}
