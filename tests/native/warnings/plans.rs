//! Maintenances that do not fit the clock, the services or themselves.

use intermission::cli::rehearse::plan::{Minute, Plan};
use intermission::cli::rehearse::planned_document::{Schedule, document};
use serde_json::{Value, json};

use super::{at, check, told, window};
use crate::expect::repository;

/// The kinds of the warnings about such a document at 10:27.
#[track_caller]
fn check_window(members: &Value, components: &Value, expected: &[&str]) {
    check_window_at("2026-11-23T10:27:00Z", members, components, expected);
}

#[track_caller]
fn check_window_at(now: &str, members: &Value, components: &Value, expected: &[&str]) {
    let text = window(members, components);
    let told = told(&text, at(now));
    let kinds: Vec<&str> = told
        .iter()
        .map(|it| it.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(kinds, expected, "{text}\n{told:#?}");
}

#[test]
fn a_window_that_its_publisher_has_not_followed_is_named() {
    let none = &json!([]);
    let scheduled = &json!({"status": "scheduled"});
    check_window_at("2026-11-23T09:59:59Z", scheduled, none, &[]);
    check_window_at("2026-11-23T10:00:00Z", scheduled, none, &["window_begun"]);
    check_window_at("2026-11-23T12:00:00Z", scheduled, none, &["window_over"]);
    // Late work is no mistake, and work that nobody has closed for more than a day is.
    let running = &json!({"status": "in_progress"});
    check_window_at("2026-11-24T11:00:00Z", running, none, &[]);
    check_window_at("2026-11-24T13:00:00Z", running, none, &["window_over"]);
    for settled in ["completed", "cancelled"] {
        check_window_at(
            "2026-11-30T00:00:00Z",
            &json!({"status": settled}),
            none,
            &[],
        );
    }
    check(
        r#"{"scheduled_maintenances": [{"name": "A", "status": "scheduled", "scheduled_for": "2026-11-22T10:00:00Z",
 "scheduled_until": "2026-11-22T12:00:00Z"}]}"#,
        &[
            "1:53 window_over scheduled_maintenances[0].status: expected `completed`, `cancelled` or another window, \
           found `scheduled` with a window that ended at `2026-11-22T12:00:00Z`",
        ],
    );
}

#[test]
fn work_without_an_affected_service_is_named() {
    let running = &json!({"status": "in_progress"});
    let service = |status: &str| json!([{"name": "A", "status": status}, {"name": "B", "status": "operational"}]);
    check_window(running, &service("operational"), &["nothing_affected"]);
    check_window(running, &service("queued"), &[]);
    check_window(running, &service("read_only"), &[]);
    check_window(running, &service("on fire"), &[]);
    check_window(running, &json!([]), &[]);
    let half = |first: &str| {
        let phase = |status| json!({"name": "A", "status": status});
        json!({"status": "in_progress", "phases": [phase(first), phase("pending")]})
    };
    check_window(
        &half("active"),
        &service("operational"),
        &["nothing_affected"],
    );
    check_window(&half("done"), &service("operational"), &[]);
    check_window(
        &json!({"status": "completed"}),
        &service("operational"),
        &[],
    );
}

#[test]
fn a_service_that_is_away_after_the_work_is_named() {
    let done = &json!({"status": "completed"});
    let away = &json!([{"id": "a", "name": "A", "status": "offline"}, {"id": "b", "name": "B", "status": "operational"}]);
    check_window(done, away, &["away_after_completion"]);
    check_window(done, &json!([{"name": "A", "status": "operational"}]), &[]);
    // It is about another service, or another cause is told.
    check_window(
        &json!({"status": "completed", "components": [{"id": "b"}]}),
        away,
        &[],
    );
    check_window(
        &json!({"status": "completed", "components": [{"id": "a"}]}),
        away,
        &["away_after_completion"],
    );
    let mut explained: Value = serde_json::from_str(&window(done, away)).unwrap();
    explained["incidents"] =
        json!([{"name": "C", "status": "investigating", "components": [{"id": "a"}]}]);
    check(&explained.to_string(), &[]);
    explained["incidents"][0]["status"] = json!("resolved");
    assert_eq!(
        told(&explained.to_string(), at("2026-11-23T10:27:00Z")).len(),
        1
    );
}

fn phases(phases: &[(&str, u64)]) -> Value {
    let phase = |(status, secs): &(&str, u64)| json!({"name": "A", "status": status, "expected_secs": secs});
    json!({"status": "in_progress", "phases": phases.iter().map(phase).collect::<Vec<_>>()})
}

#[test]
fn phases_that_do_not_fit_their_window_are_named() {
    let none = &json!([]);
    let longer = &["phases_longer_than_window"];
    check_window(&phases(&[("done", 3600), ("active", 3600)]), none, &[]);
    check_window(&phases(&[("done", 3600), ("active", 3601)]), none, longer);
    check_window(&phases(&[("skipped", 3600), ("active", 3601)]), none, &[]);
    check_window(
        &phases(&[("active", u64::MAX), ("pending", u64::MAX)]),
        none,
        longer,
    );
    let two = &["several_active_phases"];
    check_window(&phases(&[("active", 3000), ("active", 3600)]), none, two);
    check_window(&phases(&[("done", 3000), ("active", 3600)]), none, &[]);
}

#[test]
fn minutes_where_seconds_are_meant_are_named() {
    let none = &json!([]);
    let minutes = &["minutes_for_seconds"];
    check_window(
        &phases(&[("done", 30), ("active", 60), ("pending", 30)]),
        none,
        minutes,
    );
    check_window(&phases(&[("done", 10), ("active", 5)]), none, minutes);
    check_window(
        &phases(&[("done", 1800), ("active", 3600), ("pending", 1800)]),
        none,
        &[],
    );
    // Two minutes of work in a window of two hours.
    check_window(&phases(&[("done", 60), ("active", 120)]), none, &[]);
    check_window(&phases(&[("done", 0)]), none, &[]);
}

#[test]
fn samples_and_rehearsals_have_no_warnings_as_of_their_day() {
    for (path, now) in [
        ("public/status.json", "2026-11-23T10:27:00Z"),
        ("public/examples/minimal.json", "2026-11-23T11:00:00Z"),
    ] {
        let text = std::fs::read_to_string(repository(path)).unwrap();
        assert_eq!(told(&text, at(now)), [""; 0], "{path}");
    }
    let plan = Plan::reference().unwrap();
    let line = Schedule {
        start: at("2026-11-23T10:00:00Z"),
    };
    let mut minute = 0.0;
    while let Some(now) = Minute::new(minute).filter(|_| minute < 200.0) {
        let text = document(&plan, now, line).to_text(false);
        let told = told(&text, line.instant(now.since_start()));
        assert_eq!(told, [""; 0], "minute {minute}");
        minute += 0.5;
    }
}
