//! `intermission render`: what each output says of a window in all its states, and what it refuses.

mod command;
mod files;
mod foot;
mod hygiene;
mod large;
mod pages;
mod plain;
mod social;
mod texts;

use intermission::cli::render::Still;
use intermission::model::time::instant::Instant;

use crate::expect::repository;

fn at(time: &str) -> Instant {
    format!("2026-11-23T{time}Z").parse().unwrap()
}

fn still(document: &str, time: &str) -> Still {
    Still::read(document.as_bytes(), at(time), &[]).unwrap()
}

/// The reference window.
fn reference() -> String {
    std::fs::read_to_string(repository("public/status.json")).unwrap()
}

/// Documents in the states that visitors meet, each with its name and the time it is looked at.
fn states() -> Vec<(&'static str, String, &'static str)> {
    let smallest = std::fs::read_to_string(repository("public/examples/minimal.json")).unwrap();
    let incident = r#"{"page": {"name": "Example", "url": "https://status.example.com/"},
        "published_at": "2026-11-23T09:58:00Z",
        "components": [{"name": "Log-in", "status": "partial_outage", "note": "Try again."},
                       {"name": "Search", "status": "on fire", "regions": ["eu-west"]}],
        "links": [{"rel": "support", "label": "Ask us", "url": "https://help.example.com/?a=1&b=2"}],
        "incidents": [{"name": "Logins fail", "status": "investigating", "impact": "major",
        "started_at": "2026-11-23T09:50:00Z", "components": [{"name": "Log-in"}],
        "incident_updates": [{"status": "investigating", "body": "We are on it.\n\nMore at 10.",
        "display_at": "2026-11-23T09:55:00Z"}]}],
        "scheduled_maintenances": [{"name": "Next week's upgrade", "status": "scheduled",
        "scheduled_for": "2026-11-30T22:00:00Z", "scheduled_until": "2026-12-01T01:30:00Z"}]}"#;
    vec![
        ("running", reference(), "10:28:00"),
        ("overrunning", reference(), "11:12:30"),
        (
            "scheduled",
            smallest.replace("in_progress", "scheduled"),
            "09:30:00",
        ),
        (
            "over",
            smallest.replace("in_progress", "completed"),
            "11:30:00",
        ),
        ("incident", incident.to_owned(), "10:00:00"),
        (
            "silent",
            r#"{"page": {"name": "Example"}, "incidents": []}"#.to_owned(),
            "10:00:00",
        ),
    ]
}
