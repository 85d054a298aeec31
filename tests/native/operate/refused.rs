//! Refusals, with their reasons and exit statuses: 1 where the document does not allow it, 2 where nothing would.

use super::{Desk, WRITTEN, at};
use crate::pseudo_terminal::Terminal;

const BEGIN: [&str; 6] = ["begin", "Upgrade", "--until", "23:00", "--service", "db"];

#[test]
fn names_lead_to_one_entry_or_to_none() {
    let desk = Desk::new();
    for (arguments, expected) in [
        (
            vec!["service", "Dataabse", "outage"],
            "expected a service, found `Dataabse`: did you mean `Database`?; there is `Database`, `API`, `API Europe`, `Checkout`\n",
        ),
        (
            vec!["service", "AP", "outage"],
            "expected a service, found `AP`, which may be `API (api)`, `API Europe (api-eu)`\n",
        ),
        (
            vec!["service", "db,", "outage"],
            "expected a service, found ``; there is `Database`, `API`, `API Europe`, `Checkout`\n",
        ),
        (
            vec!["incident", "resolve"],
            "expected an open incident, found none\n",
        ),
        (
            vec!["phase", "next"],
            "expected a maintenance that is under way, found none\n",
        ),
        (
            vec!["say", "Hello"],
            "expected an open incident or a maintenance that is under way, found none\n",
        ),
        (vec!["undo"], "expected something to undo, found nothing\n"),
    ] {
        assert_eq!(desk.refused(1, "22:00", &arguments), expected);
    }
    // The whole name comes before the beginning of another, in any case and script.
    desk.say("22:00", &["service", "api", "degraded"]);
    desk.say("22:01", &["service", "API", "operational"]);
    desk.say("22:02", &["service", "会計", "degraded"]);
}

#[test]
fn arguments_without_a_meaning_are_misuse() {
    let desk = Desk::new();
    desk.say("22:00", &[&BEGIN[..], &["--phase", "Drain"]].concat());
    for arguments in [
        vec!["progress", "8/7"],
        vec!["progress", "0/0"],
        vec!["progress", "three"],
        vec!["eta", "soon"],
        vec!["eta", "22:70"],
        vec!["service", "db", "broken"],
        vec!["plan", "X", "--from", "+1h", "--for", "90"],
        vec!["plan", "X", "--from", "+1h"],
        vec!["plan", "X", "--from", "+2h", "--until", "+1h"],
        vec!["phase", "next", "--lang", "de", "Hallo"],
        vec!["say", "x", "--zone", "Mars/Olympus"],
        vec!["incident", "open"],
    ] {
        let why = desk.refused(2, "22:10", &arguments);
        assert!(
            why.contains("expected") || why.contains("error:"),
            "{arguments:?}: {why}"
        );
    }
}

#[test]
fn likely_mistakes_need_a_word() {
    let desk = Desk::new();
    desk.say(
        "22:00",
        &[&BEGIN[..], &["--phase", "Drain", "--phase", "Move"]].concat(),
    );
    for arguments in [
        vec!["eta", "22:05", "--earlier"],
        vec!["eta", "+3d"],
        vec!["say", "x", "--next", "22:05"],
        vec!["plan", "X", "--from", "2026-11-04 22:00", "--for", "1h"],
        vec!["plan", "X", "--from", "+1h", "--for", "2d"],
        vec!["begin", "Another", "--for", "1h"],
        vec!["incident", "open", "X", "--since", "+1h"],
        vec!["end"],
    ] {
        let why = desk.refused(1, "22:10", &arguments);
        assert!(
            why.ends_with("; `--yes` says it all the same\n"),
            "{arguments:?}: {why}"
        );
        desk.say("22:10", &[&arguments[..], &["--yes", "--dry-run"]].concat());
    }
    // The commonest one: an end `+30m` from now that is meant to be half an hour later than promised.
    let why = desk.refused(1, "22:10", &["eta", "+30m"]);
    assert_eq!(
        why,
        "expected an end after the promised one, 2026-12-04T22:00:00Z (23:00 Europe/Berlin), found `+30m`, which is \
         2026-12-04T21:40:00Z (22:40 Europe/Berlin); `end+30m` is that long after the promised end; with `--earlier` the \
         end comes nearer\n"
    );
    desk.say("22:10", &["eta", "+30m", "--earlier"]);
}

#[test]
fn a_document_that_cannot_be_used_stays() {
    for (document, expected) in [
        (
            "",
            "status.json: expected a status document, found nothing\n",
        ),
        ("{", "status.json: expected JSON: "),
        ("[]", "status.json: expected "),
        ("{\"version\": 9}", "status.json: expected "),
    ] {
        let desk = Desk::with(document);
        let why = desk.refused(1, "22:00", &["service", "db", "outage"]);
        let why = why.replace(
            &desk
                .0
                .canonicalize()
                .unwrap()
                .join("")
                .display()
                .to_string(),
            "",
        );
        assert!(why.starts_with(expected), "{document}: {why}");
    }
    let desk = Desk::new();
    std::fs::remove_file(desk.0.join("status.json")).unwrap();
    let output = desk.run(&["service", "db", "outage"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!desk.0.join(".status.json.lock").exists());
}

/// A fault anywhere in the document is told, and nothing is written.
#[test]
fn a_faulty_document_needs_a_word() {
    let desk =
        Desk::with(&WRITTEN.replace("\"status\": \"operational\" },", "\"status\": \"fine\" },"));
    let why = desk.refused(1, "22:00", &["service", "db", "outage"]);
    assert!(why.contains("`components[1].status`"), "{why}");
    assert!(
        why.ends_with("nothing was said; `--despite-problems` says it all the same\n"),
        "{why}"
    );
    desk.say("22:00", &["service", "db", "outage", "--despite-problems"]);
}

/// On a terminal, faults stand below their lines, as `check` shows them.
#[test]
fn a_terminal_shows_the_faulty_lines() {
    let faulty = r#"{
  "components": [ { "id": "db", "name": "Database", "status": "operational" },
    { "id": "api", "name": "API", "status": "offlin" }
  ]
}"#;
    let of_fault = r#"    { "id": "api", "name": "API", "status": "offlin" }
  |                                             ^^^^^^^^
  |
  = help: did you mean `offline`?
  = help: see docs/status-document.md#component

nothing was said; `--despite-problems` says it all the same
"#;
    let broken = "{\n  \"components\": 7,,\n}";
    let of_broken = "  \"components\": 7,,\n  |                   ^\n\n";
    for (document, expected) in [(faulty, of_fault), (broken, of_broken)] {
        let desk = Desk::with(document);
        let mut command = desk.command(&["service", "db", "outage", "--at", &at("22:00")]);
        command.env("NO_COLOR", "1");
        let mut terminal = Terminal::run(command);
        terminal.wait_for("error: ");
        terminal.wait_for("status.json:");
        let (status, shown) = terminal.end();
        assert_eq!(status, 1, "{shown}");
        assert!(shown.ends_with(expected), "{shown}");
        assert_eq!(desk.text(), document);
    }
}

/// A change never goes behind an earlier one: pages would go on showing the later document.
#[test]
fn a_clock_that_went_back_is_told() {
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage"]);
    let why = desk.refused(1, "21:00", &["service", "db", "operational"]);
    assert!(
        why.contains("expected `published_at` at 2026-12-04T20:00:00Z or before"),
        "{why}"
    );
    // A minute is the difference of two machines: the document keeps its time.
    desk.say("21:59", &["service", "db", "operational"]);
    assert_eq!(desk.document()["published_at"], "2026-12-04T21:00:00Z");
}

/// A full disk costs nothing but the verb.
#[test]
fn a_disk_without_room_changes_nothing() {
    let desk = Desk::new();
    let before = desk.text();
    let command = desk.command(&["service", "db", "outage"]);
    let output = crate::limited::in_room_for(1, &command).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(desk.text(), before);
    assert!(!desk.0.join(".status.json.part").exists());
    desk.say("22:00", &["service", "db", "outage"]);
}
