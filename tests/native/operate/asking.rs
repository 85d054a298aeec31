//! Questions where a name fits several or something is most likely a mistake: on a terminal, and nowhere else.

use std::process::{Output, Stdio};

use serde_json::Value;

use super::{Desk, at, text};
use crate::pseudo_terminal::{END_OF_INPUT, Terminal, pair};

const SEVERAL: &str =
    "expected a service, found `ap`, which may be:\n   1  API (api)\n   2  API Europe (api-eu)\n";

impl Desk {
    fn ask(&self, clock: &str, arguments: &[&str]) -> Terminal {
        let at = at(clock);
        Terminal::run(self.command(&[arguments, &["--at", &at]].concat()))
    }

    /// Returns the states of the services `db`, `api` and `api-eu`.
    fn states(&self) -> [String; 3] {
        let document = self.document();
        [0, 1, 2].map(|it| {
            document["components"][it]["status"]
                .as_str()
                .unwrap()
                .into()
        })
    }
}

#[test]
fn one_of_several_services_is_chosen_by_its_number() {
    let desk = Desk::new();
    let mut terminal = desk.ask("22:00", &["service", "db,ap", "degraded"]);
    terminal.wait_for(SEVERAL);
    for wrong in ["0", "3", "api"] {
        terminal.wait_for("Which one, 1 to 2? ");
        terminal.type_in(&format!("{wrong}\n"));
        terminal.wait_for(&format!(
            "expected a number from 1 to 2, or nothing to change nothing, found `{wrong}`\n"
        ));
    }
    terminal.type_in("2\n");
    let (status, shown) = terminal.end();
    assert_eq!(status, 0, "{shown}");
    assert!(
        shown.contains("API Europe: operational → degraded_performance"),
        "{shown}"
    );
    let degraded = "degraded_performance";
    assert_eq!(desk.states(), [degraded, "operational", degraded]);
}

#[test]
fn no_answer_is_a_refusal() {
    let desk = Desk::new();
    let before = desk.text();
    for answer in ["\n", "  \n", END_OF_INPUT] {
        let mut terminal = desk.ask("22:00", &["service", "ap", "outage"]);
        terminal.wait_for("Which one, 1 to 2? ");
        terminal.type_in(answer);
        let (status, shown) = terminal.end();
        assert_eq!(status, 1, "{shown}");
        let why =
            "\nexpected a service, found `ap`, which may be `API (api)`, `API Europe (api-eu)`\n";
        assert!(shown.ends_with(why), "{shown}");
        assert_eq!(desk.text(), before);
    }
}

/// The commonest case: the verb names nothing, and two things are going on.
#[test]
fn a_verb_that_names_nothing_asks_what_is_meant() {
    let desk = Desk::new();
    desk.say("22:00", &["incident", "open", "Slow search"]);
    desk.say("22:01", &["incident", "open", "No mail"]);
    let why = desk.refused(1, "22:02", &["say", "We look at it."]);
    let ids = ["no-mail-2026-12-04", "slow-search-2026-12-04"];
    assert_eq!(
        why,
        format!(
            "expected one of several to be named, found `No mail ({})`, `Slow search ({})`\n",
            ids[0], ids[1]
        )
    );
    let mut terminal = desk.ask("22:02", &["say", "We look at it."]);
    terminal.wait_for("expected one of several to be named, found:\n   1  No mail (");
    terminal.wait_for("Which one, 1 to 2? ");
    terminal.type_in("2\n");
    assert_eq!(terminal.end().0, 0);
    let incidents = desk.document()["incidents"].clone();
    let updates = |index: usize| {
        incidents[index]["incident_updates"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!((updates(0), updates(1)), (None, Some(1)));
}

/// A question that stays open overnight holds up nobody, and its answer changes the document of the morning.
#[test]
fn an_open_question_holds_up_no_other_verb() {
    let desk = Desk::new();
    let mut terminal = desk.ask("22:00", &["service", "ap", "degraded"]);
    terminal.wait_for("Which one, 1 to 2? ");
    desk.say("22:00", &["service", "db", "degraded"]);
    terminal.type_in("1\n");
    let (status, shown) = terminal.end();
    assert_eq!(status, 0, "{shown}");
    let degraded = "degraded_performance";
    assert_eq!(desk.states(), [degraded, degraded, "operational"]);
    let journal = std::fs::read_to_string(desk.0.join(".status.journal.jsonl")).unwrap();
    assert_eq!(journal.lines().count(), 2);
}

/// No other entry takes the place of the chosen one, and no new one is made in its place.
#[test]
fn a_chosen_entry_that_has_gone_is_told() {
    let desk = Desk::new();
    for name in ["Upgrade one", "Upgrade two"] {
        desk.say("21:00", &["plan", name, "--from", "22:00", "--for", "1h"]);
    }
    let mut terminal = desk.ask("22:00", &["begin", "Upgrade", "--for", "1h"]);
    terminal.wait_for("Which one, 1 to 2? ");
    desk.say("22:00", &["cancel", "Upgrade two"]);
    let before = desk.text();
    terminal.type_in("2\n");
    let (status, shown) = terminal.end();
    assert_eq!(status, 1, "{shown}");
    let why = "expected a planned maintenance, found that `Upgrade two (upgrade-two-2026-12-04)` is none any longer\n";
    assert!(shown.ends_with(why), "{shown}");
    assert_eq!(desk.text(), before);
}

#[test]
fn each_likely_mistake_is_asked_about() {
    let desk = Desk::new();
    let past = "expected a start ahead, found `2026-11-04 22:00`, which is 2026-11-04T21:00:00Z (22:00 \
                Europe/Berlin)\nSay it all the same? [y/N] ";
    let long =
        "expected a window of at most a day, found one of 48 hours\nSay it all the same? [y/N] ";
    let plan = ["plan", "X", "--from", "2026-11-04 22:00", "--for", "2d"];
    for (first, second, expected) in [("Yes", "y", 0), ("y", "n", 1), ("y", "", 1), ("oh", "", 1)] {
        let before = desk.text();
        let mut terminal = desk.ask("22:00", &[&plan[..], &["--dry-run"]].concat());
        terminal.wait_for(past);
        terminal.type_in(&format!("{first}\n"));
        if first != "oh" {
            terminal.wait_for(long);
            terminal.type_in(&format!("{second}\n"));
        }
        let (status, shown) = terminal.end();
        assert_eq!(status, expected, "{first} {second}: {shown}");
        let is_refused = shown.ends_with("; `--yes` says it all the same\n");
        assert_eq!(is_refused, expected == 1, "{shown}");
        assert_eq!(desk.text(), before);
    }
}

/// The command of `run` gets the terminal only when the questions are answered.
#[test]
fn a_command_runs_after_the_question() {
    let desk = Desk::new();
    let begin = ["begin", "Move", "--until", "23:00", "--phase", "Move data"];
    desk.say("22:00", &[&begin[..], &["--phase", "Move mail"]].concat());
    let run = ["run", "--phase", "Move", "--at", &at("22:10"), "--", "cat"];
    let mut terminal = Terminal::run(desk.command(&run));
    terminal.wait_for(
        "expected a phase, found `Move`, which may be:\n   1  Move data\n   2  Move mail\n",
    );
    terminal.wait_for("Which one, 1 to 2? ");
    terminal.type_in("2\n");
    terminal.wait_for("phase Move mail: active");
    terminal.type_in("for the command\n");
    terminal.wait_for("for the command\nfor the command\n");
    terminal.type_in(END_OF_INPUT);
    let (status, shown) = terminal.end();
    assert_eq!(status, 0, "{shown}");
}

/// Programs, scripts and those who want to read nothing are refused as if there were no questions. Their standard input
/// stays open: whatever waited for it would wait forever.
#[test]
fn nothing_waits_where_nobody_can_answer() {
    let desk = Desk::new();
    let refused = ["service", "ap", "outage"];
    for more in [&["--format", "json"][..], &["--quiet"]] {
        let (status, shown) = desk.ask("22:00", &[&refused[..], more].concat()).end();
        assert_eq!(status, 1, "{shown}");
        assert!(!shown.contains("Which one"), "{shown}");
    }
    let (person, terminal) = pair();
    let (reader, writer) = std::io::pipe().unwrap();
    for arguments in [&refused[..], &["incident", "open", "X", "--since", "+1h"]] {
        let mut command = desk.command(arguments);
        // Standard error is a terminal, standard input is not, and the other way round.
        command.stdin(reader.try_clone().unwrap());
        command.stderr(terminal.try_clone().unwrap());
        assert_eq!(command.output().unwrap().status.code(), Some(1));
        let mut command = desk.command(arguments);
        command.stdin(terminal.try_clone().unwrap());
        check_refused(&command.stderr(Stdio::piped()).output().unwrap());
        let mut command = desk.command(arguments);
        command.stdin(reader.try_clone().unwrap());
        check_refused(&command.stderr(Stdio::piped()).output().unwrap());
    }
    drop((person, writer));
    let states: Value = desk.document()["components"].clone();
    assert!(!states.to_string().contains("outage"));
}

#[track_caller]
fn check_refused(output: &Output) {
    let why = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{why}");
    assert!(why.starts_with("expected ") && !why.contains('?'), "{why}");
}
