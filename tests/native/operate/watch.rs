//! `watch` prints what visitors see, its age and what comes next, whenever the document changes.

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Stdio};

use super::{Desk, at};

/// A command that goes on until this is dropped.
struct Watching {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watching {
    fn of(desk: &Desk, clock: &str) -> Self {
        let mut command = desk.command(&["watch", "--at", &at(clock)]);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// Reads lines until one begins like this, and returns it.
    fn until(&mut self, beginning: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        lines.find(|it| it.starts_with(beginning)).unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[test]
fn a_change_is_shown_with_what_comes_next() {
    let desk = Desk::new();
    desk.say(
        "22:00",
        &["begin", "Upgrade", "--for", "2h", "--service", "db"],
    );
    let mut watching = Watching::of(&desk, "22:10");
    assert_eq!(
        watching.until("    Database"),
        "    Database: Under maintenance"
    );
    assert_eq!(
        watching.until("published"),
        "published 2026-12-04T21:00:00Z (22:00 Europe/Berlin), 10 min ago"
    );
    assert_eq!(
        watching.until("next"),
        "next, in 1 h 50 min: `Upgrade` is to end, 2026-12-04T23:00:00Z (2026-12-05 00:00 Europe/Berlin)"
    );
    desk.say("22:05", &["service", "api", "outage", "--eta", "+20m"]);
    assert_eq!(
        watching.until("next"),
        "next, in 15 min: `API` is expected back, 2026-12-04T21:25:00Z (22:25 Europe/Berlin)"
    );
    desk.write("{");
    watching.until("expected JSON");
}
