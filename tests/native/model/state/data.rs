//! The document that a page has, and its sources.

use intermission::model::state::data::{Data, Loaded, Origin};
use intermission::model::time::server_clock::ServerClock;
use intermission::model::time::time_delta::TimeDelta;
use serde_json::{Value, json};

use super::super::{at, snapshot};

fn document(published_at: &str) -> Value {
    json!({
        "status": {"indicator": "none"},
        "published_at": format!("2026-11-23T{published_at}:00Z"),
    })
}

fn published(time: &str, origin: Origin) -> Loaded {
    let document = document(time);
    let bytes = document.to_string();
    Loaded::new(bytes.as_bytes(), snapshot(&document), at("10:05"), origin)
}

fn data(loaded: Loaded) -> Data {
    let mut data = Data::default();
    data.replace(loaded);
    data
}

#[test]
fn the_same_bytes_confirm_the_document_and_nothing_older_moves_it_back() {
    let mut data = data(published("10:00", Origin::Kept));
    let bytes = document("10:00").to_string();
    assert!(!data.came_from_network());
    assert!(!data.confirm(b"{}", at("10:06")));
    assert!(!data.came_from_network());
    assert!(data.confirm(bytes.as_bytes(), at("10:06")));
    assert!(data.came_from_network());
    assert!(data.confirm(bytes.as_bytes(), at("10:04")));
    assert_eq!(data.loaded().unwrap().seen_at(), at("10:06"));
}

#[test]
fn newer_is_what_was_published_later_in_time() {
    let new = |time| snapshot(&document(time));
    let undated = snapshot(&json!({"status": {"indicator": "none"}}));
    let now = at("10:05");
    let data_at = |time| data(published(time, Origin::Network));
    assert!(data_at("10:00").is_newer_than(&new("09:59"), now));
    assert!(!data_at("10:00").is_newer_than(&new("10:00"), now));
    assert!(!data_at("10:00").is_newer_than(&new("10:01"), now));
    assert!(!data_at("10:00").is_newer_than(&undated, now));
    // A clock that was ahead holds nothing back.
    assert!(!data_at("23:00").is_newer_than(&new("10:00"), now));
    assert!(!Data::default().is_newer_than(&new("10:00"), now));
}

#[test]
fn an_older_document_is_accepted_once_every_source_has_sent_one_three_times() {
    let now = at("10:06");
    let mut data = data(published("10:00", Origin::Network));
    let mut accepted = Vec::new();
    for round in 0..3 {
        for source in 0..2 {
            accepted.push((round, source, data.accepts_older(source, 2, now)));
        }
    }
    let is_last = |(round, source, accepts)| accepts == ((round, source) == (2, 1));
    assert!(accepted.iter().copied().all(is_last), "{accepted:?}");
    // A source that has sent nothing since begins anew.
    data.source_failed(0);
    assert!(!data.accepts_older(1, 2, now));
}

#[test]
fn a_kept_copy_outranks_a_host_for_less_than_five_minutes() {
    let seen_at = at("10:05");
    for (secs, expected) in [(299, false), (300, true)] {
        let mut data = data(published("10:00", Origin::Kept));
        let now = seen_at + TimeDelta::seconds(secs);
        assert_eq!(data.accepts_older(0, 1, now), expected, "{secs} s");
    }
}

#[test]
fn a_corrected_clock_moves_what_came_in_this_visit_only() {
    let before = ServerClock::default();
    let after = before.learn(at("11:05"), 0, at("10:05"), at("10:05"));
    assert!(after.is_known());
    for (origin, moves) in [(Origin::Network, true), (Origin::Kept, false)] {
        let mut data = data(published("10:00", origin));
        data.correct_clock(before, after);
        let moved = data.loaded().unwrap().seen_at() - at("10:05");
        assert_eq!(moved > TimeDelta::minutes(59), moves, "{origin:?}");
    }
}
