//! What is said to have changed between two documents, and when it is said.

use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::config::Config;
use intermission::model::policy::return_target::Place;
use intermission::model::state::{Effect, Event, HostEffect, Inputs, Start, State};
use intermission::model::status::changes::{Compare, MOST, compare};
use intermission::model::status::normalize::normalize;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::*;

fn snapshot(text: &str) -> Snapshot {
    let (document, _) = Document::read(text.as_bytes()).unwrap();
    normalize(&document, Language::default(), &[]).0
}

fn window(services: &str, rest: &str) -> String {
    format!(
        r#"{{"components": [{services}], "scheduled_maintenances": [{{"name": "Upgrade", "status": "in_progress",
            "scheduled_for": "2026-11-23T12:00:00Z", "scheduled_until": "2026-11-23T13:00:00Z",
            "phases": [{{"name": "Copy", "status": "active"}}, {{"name": "Check", "status": "pending"}}]}}]{rest}}}"#
    )
}

const API: &str = r#"{"id": "a", "name": "API", "status": "operational"}"#;
const MAIL: &str = r#"{"id": "m", "name": "Mail", "status": "operational"}"#;

#[track_caller]
fn check(before: &str, now: &str, wanted: &[&str]) {
    assert_eq!(
        compare(Language::default(), &snapshot(before), &snapshot(now)),
        wanted
    );
}

#[test]
fn what_is_the_same_is_no_change() {
    let document = window(&[API, MAIL].join(","), "");
    check(&document, &document, &[]);
    // Another order, another time of publication and another detail are nothing to tell.
    let turned = window(
        &[MAIL, API].join(","),
        r#", "published_at": "2026-11-23T12:30:00Z""#,
    );
    check(&document, &turned, &[]);
}

#[test]
fn states_of_services_and_phases_are_told_with_what_they_were() {
    let before = window(&[API, MAIL].join(","), "");
    let now = before
        .replace(
            r#""API", "status": "operational""#,
            r#""API", "status": "offline""#,
        )
        .replace(
            r#""Mail", "status": "operational""#,
            r#""Mail", "status": "on fire""#,
        )
        .replace(
            r#""Copy", "status": "active""#,
            r#""Copy", "status": "done""#,
        );
    check(
        &before,
        &now,
        &[
            "Copy: Done (was Active)",
            "API: Offline (was Operational)",
            "Mail: on fire (was Operational)",
        ],
    );
}

#[test]
fn services_come_and_go() {
    check(
        &window(API, ""),
        &window(MAIL, ""),
        &["Mail: new, Operational", "API: no longer listed"],
    );
}

#[test]
fn trouble_begins_and_ends_and_ends_move() {
    let calm = window(API, "");
    let trouble = window(
        API,
        r#", "incidents": [{"id": "i", "name": "Slow answers", "status": "investigating"}]"#,
    );
    let settled = trouble.replace("investigating", "resolved");
    check(&calm, &trouble, &["Slow answers: new, Investigating"]);
    check(
        &trouble,
        &settled,
        &["Slow answers: Resolved (was Investigating)"],
    );
    check(&trouble, &calm, &["Slow answers: no longer listed"]);
    let later = calm.replace("T13:00", "T13:20");
    check(
        &calm,
        &later,
        &["Upgrade: end time 13:20 (UTC), previously 13:00 (UTC)"],
    );
}

fn noon() -> Instant {
    Instant::from_timestamp(1_795_435_200).unwrap()
}

/// So many seconds later.
fn inputs(secs: i64) -> Inputs {
    Inputs {
        local: noon() + TimeDelta::seconds(secs),
        jitter: 0.5,
    }
}

/// A page in view, at noon, with what an earlier visit has kept.
fn begun(document: Option<String>) -> State {
    let mut state = State::default();
    let start = Start {
        compare: Compare(compare),
        document,
        visible: true,
        ..Start::default()
    };
    state.apply(Event::Started(start), inputs(0));
    state
}

fn tell(state: &mut State, body: &str, secs: i64) {
    let answer = Answer::new("/status.json", Ok(body.as_bytes().to_vec()));
    state.apply(Event::Fetched(answer), inputs(secs));
}

fn told(state: &State) -> Option<Vec<(Option<i64>, String)>> {
    let line = |(at, line): &(Option<Instant>, String)| {
        (at.map(|at| (at - noon()).num_seconds()), line.clone())
    };
    Some(state.changes()?.iter().map(line).collect())
}

#[test]
fn what_an_earlier_visit_saw_is_told_apart_from_what_happens_in_this_one() {
    let before = window(API, "");
    let away = before.replace("operational", "offline");
    let mut state = begun(Some(format!("2026-11-23T11:00:00Z\n{before}")));
    assert_eq!(told(&state), None, "nobody knows yet");
    tell(&mut state, &away, 1);
    let since = (None, "API: Offline (was Operational)".to_owned());
    assert_eq!(told(&state), Some(vec![since.clone()]));
    tell(&mut state, &away, 61);
    assert_eq!(told(&state), Some(vec![since.clone()]));
    tell(&mut state, &before, 121);
    let now = (Some(121), "API: Operational (was Offline)".to_owned());
    assert_eq!(told(&state), Some(vec![now, since]));
}

#[test]
fn a_list_stays_short_and_the_newest_stands_first() {
    let mut state = begun(None);
    let (here, away) = (
        window(API, ""),
        window(API, "").replace("operational", "offline"),
    );
    for round in 0..i64::try_from(2 * MOST).unwrap() {
        let body = if round % 2 == 0 { &here } else { &away };
        tell(&mut state, body, 1 + 60 * round);
    }
    let told = told(&state).unwrap();
    assert_eq!(told.len(), MOST);
    assert!(told.is_sorted_by(|one, other| one.0 > other.0), "{told:?}");
}

/// The names under which a page of these sources, at `/orders/7`, keeps its document and the visitor's last look.
fn kept_by(sources: &[&str]) -> Vec<String> {
    let mut state = State::default();
    let start = Start {
        config: Config {
            sources: sources.iter().map(|it| (*it).to_owned()).collect(),
            ..Config::default()
        },
        place: Place {
            origin: "https://status.example.com".to_owned(),
            path: "/orders/7".to_owned(),
            ..Place::default()
        },
        ..Start::default()
    };
    state.apply(Event::Started(start), inputs(0));
    tell(&mut state, &window(API, ""), 1);
    let effects = state.apply(Event::Hidden, inputs(2)).effects;
    let mut kept = Vec::new();
    for effect in effects {
        if let Effect::Host(HostEffect::Keep { name, .. }) = effect {
            kept.push(name);
        }
    }
    kept
}

#[test]
fn documents_of_different_sources_are_remembered_apart() {
    assert_eq!(
        kept_by(&["/status.json"]),
        [
            "last-look https://status.example.com/status.json",
            "document https://status.example.com/status.json",
        ]
    );
    let other = kept_by(&["https://other.example/status.json"]);
    assert!(
        kept_by(&["/status.json"])
            .iter()
            .all(|it| !other.contains(it))
    );
}

#[test]
fn the_same_sources_are_remembered_together_however_they_are_written() {
    let here = kept_by(&["/status.json", "https://cdn.example/status.json"]);
    for sources in [
        ["https://cdn.example/status.json", "/status.json"],
        [
            "//status.example.com/status.json",
            "https://cdn.example/status.json",
        ],
        [
            "https://status.example.com/status.json",
            "https://cdn.example/status.json",
        ],
    ] {
        assert_eq!(kept_by(&sources), here, "{sources:?}");
    }
}

#[test]
fn whoever_looks_for_the_first_time_is_told_of_no_change() {
    let mut state = State::default();
    let inputs = Inputs {
        local: noon(),
        jitter: 0.5,
    };
    let start = Start {
        compare: Compare(compare),
        visible: true,
        ..Start::default()
    };
    state.apply(Event::Started(start), inputs);
    tell(&mut state, &window(API, ""), 1);
    assert_eq!(told(&state), Some(Vec::new()));
}

proptest! {
    /// Whatever two documents say: nothing is told of what is the same, and what is told is told once.
    #[test]
    fn no_change_is_told_twice(before in "a?b?c?d?", now in "d?c?b?a?") {
        let document = |keys: &str| {
            let entry = |it: char| format!(r#"{{"id": "{it}", "name": "{it}", "status": "operational"}}"#);
            window(&keys.chars().map(entry).collect::<Vec<_>>().join(","), "")
        };
        let (before, now) = (snapshot(&document(&before)), snapshot(&document(&now)));
        let found = compare(Language::default(), &before, &now);
        let mut once = found.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
        prop_assert!(compare(Language::default(), &now, &now).is_empty());
    }
}
