//! What is going on, for each state that the page is designed for: headline, badge, verdict, instant by instant.

use intermission::model::document::wire::Document;
use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::derived::{Derived, derived};
use intermission::model::status::normalize::normalize;
use intermission::model::status::situation::Situation;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;

/// A one-hour window from ten, in the given status, with the given further members.
fn window(status: &str, more: &str) -> String {
    format!(
        r#"{{"published_at": "2026-11-23T10:00:00Z",
            "components": [{{"name": "Search", "status": "operational"}}],
            "scheduled_maintenances": [{{"name": "Upgrade", "status": "{status}",
             "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T11:00:00Z"{more}}}]}}"#
    )
}

fn at(time: &str) -> Instant {
    format!("2026-11-23T{time}Z").parse().unwrap()
}

fn snapshot(document: &str) -> Snapshot {
    let (document, problems) = Document::read(document.as_bytes()).unwrap();
    assert_eq!(problems, []);
    normalize(&document, Language::default(), &[]).0
}

fn told(snapshot: &Snapshot, derived: &Derived) -> String {
    let headline = message::headline(Language::default(), derived.overview.situation, snapshot);
    let symbol = derived.overview.situation.symbol(snapshot.worst()).name();
    let verdict = derived
        .verdict
        .map(|it| message::verdict(Language::default(), it))
        .unwrap_or_default();
    format!(
        "{headline} | {} | {symbol} | {verdict}",
        message::badge(Language::default(), derived.overview.situation)
    )
}

#[track_caller]
fn check(document: &str, time: &str, situation: Situation, expected: &str) {
    let snapshot = snapshot(document);
    let derived = derived(&snapshot, at(time));
    assert_eq!(
        derived.overview.situation, situation,
        "{document} at {time}"
    );
    assert_eq!(told(&snapshot, &derived), expected, "{document} at {time}");
}

#[test]
fn a_window_before_its_start() {
    let document = window("scheduled", "");
    let told = |verdict: &str| {
        format!("Maintenance is planned | Maintenance planned | queued | {verdict}")
    };
    check(
        &document,
        "09:00:00",
        Situation::Ahead,
        &told("starts in 1 h"),
    );
    check(
        &document,
        "09:59:59.999",
        Situation::Ahead,
        &told("starts in 1 min"),
    );
    let due = "Maintenance should have started | Maintenance not started | maintenance | start overdue by 0 min";
    check(&document, "10:00:00", Situation::Due, due);
}

#[test]
fn a_window_that_runs() {
    let document = window("in_progress", "");
    let under_way = "Maintenance is under way | Maintenance | maintenance | on schedule";
    check(&document, "10:00:00", Situation::Running, under_way);
    check(&document, "10:59:59.999", Situation::Running, under_way);
    let early = "Maintenance has started early | Maintenance | maintenance | started early";
    check(&document, "09:59:59.999", Situation::Early, early);
    let over = |verdict: &str| {
        format!(
            "Maintenance is taking longer than planned | Maintenance overrunning | maintenance | {verdict}"
        )
    };
    check(
        &document,
        "11:00:00",
        Situation::Overrunning,
        &over("at its planned end"),
    );
    check(
        &document,
        "11:07:30",
        Situation::Overrunning,
        &over("over by 7 min"),
    );
}

#[test]
fn a_window_that_falls_behind() {
    let more =
        r#", "phases": [{"name": "A", "status": "done"}, {"name": "B", "status": "pending"}]"#;
    let document = window("in_progress", more);
    let under_way = "Maintenance is under way | Maintenance | maintenance | ";
    check(
        &document,
        "10:36:00",
        Situation::Running,
        &format!("{under_way}on schedule"),
    );
    // Half of the work is done: behind as soon as more than six tenths of the time have passed.
    check(
        &document,
        "10:36:03.599",
        Situation::Running,
        &format!("{under_way}on schedule"),
    );
    check(
        &document,
        "10:36:03.600",
        Situation::Running,
        &format!("{under_way}behind schedule"),
    );
    let snapshot = snapshot(&document);
    assert_eq!(
        derived(&snapshot, at("10:36:03")).until,
        Some(at("10:36:03.600"))
    );
}

#[test]
fn a_window_at_its_end() {
    let verifying = "The work is done and is being checked | Final checks | maintenance | ";
    check(
        &window("verifying", ""),
        "10:50:00",
        Situation::Verifying,
        &format!("{verifying}on schedule"),
    );
    let late = "Final checks are taking longer than planned | Final checks | maintenance | ";
    check(
        &window("verifying", ""),
        "11:02:00",
        Situation::VerifyingLate,
        &format!("{late}over by 2 min"),
    );
    let over = "Maintenance is over | Maintenance over | operational | finished";
    check(&window("completed", ""), "10:50:00", Situation::Over, over);
    let cancelled = "The planned maintenance is cancelled | Maintenance cancelled | \
                     operational | cancelled";
    check(
        &window("cancelled", ""),
        "10:50:00",
        Situation::Cancelled,
        cancelled,
    );
}

#[test]
fn the_clock_alone_never_ends_anything() {
    for time in ["10:30:00", "11:00:00", "23:59:59"] {
        let snapshot = snapshot(&window("in_progress", ""));
        assert!(
            derived(&snapshot, at(time)).overview.situation.is_running(),
            "{time}"
        );
    }
}

#[test]
fn incidents_and_services_without_a_window() {
    let incident =
        r#"{"incidents": [{"name": "Logins fail", "status": "identified", "impact": "major"}]}"#;
    check(
        incident,
        "10:00:00",
        Situation::Incident,
        "The cause has been found and is being fixed | Incident | outage | ",
    );
    check(
        r#"{"components": [{"name": "A", "status": "offline"}, {"name": "B", "status": "operational"}]}"#,
        "10:00:00",
        Situation::Affected,
        "Some services are limited or unavailable | Disruption | outage | ",
    );
    check(
        r#"{"components": [{"name": "A", "status": "operational"}, {"name": "B", "status": "queued"}]}"#,
        "10:00:00",
        Situation::Operational,
        "Everything is working | Operational | operational | ",
    );
    check(
        r#"{"page": {"name": "Example"}, "incidents": []}"#,
        "10:00:00",
        Situation::Silent,
        "No status available | Unknown | unknown | ",
    );
}

#[test]
fn unknown_services_are_never_taken_for_healthy() {
    let (document, _) = Document::read(
        br#"{"components": [{"name": "A", "status": "operational"}, {"name": "B", "status": "?"}]}"#,
    )
    .unwrap();
    let snapshot = normalize(&document, Language::default(), &[]).0;
    assert_eq!(
        derived(&snapshot, at("10:00:00")).overview.situation,
        Situation::Unsure
    );
}

#[test]
fn an_incident_outranks_a_maintenance_only_when_it_is_worse() {
    for (impact, situation) in [
        ("none", Situation::Running),
        ("maintenance", Situation::Running),
        ("minor", Situation::Incident),
        ("critical", Situation::Incident),
    ] {
        let incident = format!(
            r#""incidents": [{{"name": "X", "status": "investigating", "impact": "{impact}"}}], "scheduled"#
        );
        let document = window("in_progress", "").replacen("\"scheduled", &incident, 1);
        let snapshot = snapshot(&document);
        assert_eq!(
            derived(&snapshot, at("10:30:00")).overview.situation,
            situation,
            "{impact}"
        );
    }
}

/// Second by second through a whole window: the readout changes exactly when it said it would.
#[test]
fn a_readout_changes_first_at_its_until() {
    let bytes = std::fs::read(crate::expect::repository("public/status.json")).unwrap();
    let snapshot = normalize(&Document::read(&bytes).unwrap().0, Language::default(), &[]).0;
    let mut now = at("09:58:00");
    while now < at("11:20:00") {
        let shown = derived(&snapshot, now);
        let until = shown.until.unwrap();
        assert!(now < until, "{now}");
        let just_before = derived(&snapshot, until - TimeDelta::milliseconds(1));
        assert_eq!(
            Derived {
                until: None,
                ..just_before
            },
            Derived {
                until: None,
                ..shown.clone()
            }
        );
        let then = derived(&snapshot, until);
        assert_ne!(
            Derived {
                until: None,
                ..then
            },
            Derived {
                until: None,
                ..shown
            },
            "{until}"
        );
        now = until;
    }
}
