//! The journal: who said what, what is said twice by a script, and what a process leaves that was ended.

use std::fs;

use super::{Desk, at};

const JOURNAL: &str = ".status.journal.jsonl";

#[test]
fn a_retry_with_an_id_says_nothing_twice() {
    let desk = Desk::new();
    let verb = ["incident", "open", "Checkout fails", "--id", "deploy-17"];
    desk.say("22:00", &verb);
    let document = desk.text();
    let told = desk.say("22:05", &verb);
    assert!(
        told.starts_with("already said at 2026-12-04T21:00:00Z, as number 1\n"),
        "{told}"
    );
    assert_eq!(desk.text(), document);
    desk.say("22:06", &["incident", "resolve", "--id", "deploy-18"]);
}

#[test]
fn the_log_has_everything_in_order() {
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage", "--note", "Disk full"]);
    desk.say("22:10", &["undo"]);
    let log = desk.say("22:20", &["log"]);
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 7, "{log}");
    assert!(
        lines[0].starts_with("   1  2026-12-04T21:00:00Z  "),
        "{log}"
    );
    assert!(
        lines[0].contains(": service db outage --note 'Disk full' --at"),
        "{log}"
    );
    assert_eq!(lines[1], "        Database: operational → major_outage");
    assert!(lines[3].contains(": undo "), "{log}");
}

/// A process was killed after it had written its line and before it had replaced the document: the line was never said.
#[test]
fn a_line_that_was_never_said_is_taken_back() {
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage"]);
    let before = desk.text();
    let verb = ["service", "api", "outage", "--id", "second"];
    desk.say("22:10", &verb);
    let after = desk.text();
    desk.write(&before);
    desk.say("22:10", &verb);
    assert_eq!(desk.text(), after);
    let journal = fs::read_to_string(desk.0.join(JOURNAL)).unwrap();
    assert_eq!(journal.lines().count(), 4, "{journal}");
    assert!(journal.contains("\"verb\":\"never said\""), "{journal}");
    assert!(!desk.say("22:20", &["log"]).contains("never said"));
}

/// A line that is cut off costs itself only.
#[test]
fn a_line_that_is_cut_off_is_told() {
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage"]);
    let path = desk.0.join(JOURNAL);
    let whole = fs::read_to_string(&path).unwrap();
    for length in [1, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, format!("{whole}{}", &whole[..length])).unwrap();
        desk.say("22:10", &["service", "api", "outage"]);
        desk.say("22:11", &["service", "api", "operational"]);
        let output = desk.run(&["log"]);
        let (log, errors) = (super::text(&output.stdout), super::text(&output.stderr));
        assert!(log.contains(": service api outage"), "{log}");
        // A line that only lacks its end is whole.
        let is_damaged = length < whole.len() - 1;
        assert_eq!(
            errors.contains("1 lines cannot be read"),
            is_damaged,
            "{errors}"
        );
    }
}

/// The journal is the operator's: no other user of the machine reads it.
#[cfg(unix)]
#[test]
fn others_do_not_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage"]);
    let mode = fs::metadata(desk.0.join(JOURNAL))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(desk.document()["published_at"], at("22:00"));
}
