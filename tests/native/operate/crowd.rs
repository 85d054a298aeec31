//! Many processes say something at once, and nothing is lost.

use std::fs;
use std::thread;

use serde_json::Value;

use super::{Desk, text};

const SPEAKERS: usize = 4;
const EACH: usize = 250;

#[test]
fn a_thousand_verbs_at_once_lose_nothing() {
    let services: Vec<String> = (0..SPEAKERS)
        .map(|it| {
            format!("{{ \"id\": \"s{it}\", \"name\": \"S{it}\", \"status\": \"operational\" }}")
        })
        .collect();
    let desk = Desk::with(&format!(
        "{{ \"components\": [ {} ] }}",
        services.join(", ")
    ));
    thread::scope(|scope| {
        for speaker in 0..SPEAKERS {
            let desk = &desk;
            scope.spawn(move || {
                for turn in 0..EACH {
                    let (service, note) = (format!("s{speaker}"), format!("turn {turn}"));
                    let output =
                        desk.run(&["service", &service, "degraded", "--note", &note, "-q"]);
                    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
                }
            });
        }
    });
    for service in desk.document()["components"].as_array().unwrap() {
        assert_eq!(service["note"], format!("turn {}", EACH - 1));
    }
    // Each of them began with what the one before had written.
    let journal = fs::read_to_string(desk.0.join(".status.journal.jsonl")).unwrap();
    let lines: Vec<Value> = journal
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(lines.len(), SPEAKERS * EACH);
    for pair in lines.windows(2) {
        assert_eq!(pair[0]["after"], pair[1]["before"]);
    }
    assert_eq!(lines.last().unwrap()["after"], desk.text());
}
