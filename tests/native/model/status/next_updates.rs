//! The promise of the next update: which one counts, and when it is kept.

use intermission::model::status::derived::derived;
use intermission::model::status::next_update::Promise;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::status::transitions::next_transition;
use intermission::model::time::instant::{Instant, SHORTEST};
use serde_json::{Value, json};

use crate::model::{at, snapshot};

const TEN: &str = "2026-11-23T10:00:00Z";
const HALF: &str = "2026-11-23T10:30:00Z";
const ELEVEN: &str = "2026-11-23T11:00:00Z";
const NOON: &str = "2026-11-23T12:00:00Z";

fn promised(snapshot: &Snapshot, now: Instant) -> Option<Instant> {
    derived(snapshot, now).next_update.map(|it| it.at)
}

/// A document with one incident and one maintenance of these members, and a promise of the whole page for noon.
fn document(incident: &Value, maintenance: &Value) -> Snapshot {
    let with = |more: &Value, mut entry: Value| {
        entry
            .as_object_mut()
            .unwrap()
            .extend(more.as_object()?.clone());
        Some(entry)
    };
    let maintenance = with(
        maintenance,
        json!({"name": "Move", "scheduled_for": TEN, "scheduled_until": ELEVEN}),
    );
    snapshot(&json!({
        "next_update_at": NOON,
        "components": [{"name": "API", "status": "operational"}],
        "incidents": with(incident, json!({"name": "Away"})).into_iter().collect::<Vec<_>>(),
        "scheduled_maintenances": maintenance.into_iter().collect::<Vec<_>>(),
    }))
}

#[test]
fn the_promise_is_that_of_the_headlines_subject_else_the_pages() {
    let none = json!(null);
    let away = json!({"status": "identified", "impact": "major", "next_update_at": HALF});
    let silent = json!({"status": "identified", "impact": "major"});
    let slight = json!({"status": "identified", "impact": "none", "next_update_at": HALF});
    let running = json!({"status": "in_progress", "next_update_at": "2026-11-23T10:40:00Z"});
    let planned = json!({"status": "scheduled", "next_update_at": HALF});
    for (incident, maintenance, now, expected) in [
        (&away, &none, "10:10", Some("10:30")),
        (&silent, &none, "10:10", Some("12:00")),
        (&none, &running, "10:10", Some("10:40")),
        (
            &none,
            &json!({"status": "in_progress"}),
            "10:10",
            Some("12:00"),
        ),
        (&away, &running, "10:10", Some("10:30")),
        // An incident that does not lead has no say.
        (&slight, &running, "10:10", Some("10:40")),
        (&silent, &running, "10:10", Some("12:00")),
        (&none, &planned, "09:00", Some("10:30")),
        (&none, &planned, "10:10", Some("10:30")),
        // While everything works, the promise of the page is not shown.
        (&none, &json!({"status": "scheduled"}), "09:00", None),
        (&none, &none, "10:10", None),
        (&none, &json!({"status": "completed"}), "10:10", None),
        (&none, &json!({"status": "cancelled"}), "10:10", None),
    ] {
        let shown = promised(&document(incident, maintenance), at(now));
        assert_eq!(shown, expected.map(at), "{incident} {maintenance} {now}");
    }
}

#[test]
fn what_is_over_promises_nothing() {
    let promise = |status: &str| json!({"status": status, "next_update_at": HALF});
    for (status, is_open) in [
        ("scheduled", true),
        ("verifying", true),
        ("completed", false),
        ("cancelled", false),
    ] {
        let snapshot = document(&json!(null), &promise(status));
        let own = snapshot.maintenances[0].next_update_at;
        assert_eq!(own.is_some(), is_open, "{status}");
    }
    for (status, is_open) in [
        ("investigating", true),
        ("monitoring", true),
        ("resolved", false),
        ("postmortem", false),
    ] {
        let snapshot = document(&promise(status), &json!(null));
        assert_eq!(
            snapshot.incidents[0].next_update_at.is_some(),
            is_open,
            "{status}"
        );
    }
    let called_off = snapshot(&json!({
        "next_update_at": NOON,
        "scheduled_maintenances": [{"name": "Move", "status": "cancelled", "scheduled_for": TEN}],
    }));
    assert_eq!(promised(&called_off, at("10:10")), None);
}

/// Word at the promised instant keeps the promise, and word a millisecond before it does not.
#[test]
fn a_promise_is_kept_by_word_at_or_after_it() {
    let (before, after) = ("2026-11-23T10:29:59.999Z", "2026-11-23T10:30:00Z");
    for (said, is_kept) in [(before, false), (after, true), (NOON, true)] {
        let entries = [
            json!({"updated_at": said}),
            json!({"incident_updates": [{"body": "More.", "display_at": said}]}),
            json!({"incident_updates": [{"body": "More.", "created_at": said}, {"body": "No time."}]}),
            json!({"updated_at": TEN, "incident_updates": [{"body": "More.", "display_at": said}]}),
        ];
        for mut entry in entries {
            entry["next_update_at"] = json!(HALF);
            entry["status"] = json!("in_progress");
            let maintenance = document(&json!(null), &entry);
            entry["status"] = json!("identified");
            let incident = document(&entry, &json!(null));
            let own = [
                maintenance.maintenances[0].next_update_at,
                incident.incidents[0].next_update_at,
            ];
            assert_eq!(own.map(|it| it.is_none()), [is_kept; 2], "{entry}");
        }
        for page in [
            json!({"published_at": said, "components": [], "next_update_at": HALF}),
            json!({"page": {"updated_at": said}, "components": [], "next_update_at": HALF}),
        ] {
            assert_eq!(snapshot(&page).next_update_at.is_none(), is_kept, "{page}");
        }
    }
}

#[test]
fn word_without_a_readable_time_keeps_no_promise() {
    let incident = document(
        &json!({"status": "identified", "next_update_at": HALF, "updated_at": "noon"}),
        &json!(null),
    );
    assert_eq!(incident.incidents[0].next_update_at, Some(at("10:30")));
}

#[test]
fn data_that_is_too_old_promises_nothing() {
    let promise = |status| json!({"status": status, "next_update_at": HALF});
    let snapshot = document(&promise("identified"), &promise("in_progress")).doubted();
    assert_eq!(snapshot.next_update_at, None);
    assert_eq!(snapshot.incidents[0].next_update_at, None);
    assert_eq!(snapshot.maintenances[0].next_update_at, None);
}

#[test]
fn each_promise_is_an_occasion_to_ask() {
    let snapshot = document(
        &json!({"status": "identified", "next_update_at": HALF}),
        &json!({"status": "in_progress", "next_update_at": "2026-11-23T10:40:00Z"}),
    );
    for (now, expected) in [
        ("10:10", Some("10:30")),
        ("10:30", Some("10:40")),
        ("10:40", Some("11:00")),
        ("11:00", Some("12:00")),
        ("12:00", None),
    ] {
        assert_eq!(
            next_transition(&snapshot, at(now)),
            expected.map(at),
            "{now}"
        );
    }
}

#[test]
fn a_missed_promise_is_overdue_only_when_no_copy_can_be_older() {
    let incident = json!({"status": "identified", "next_update_at": HALF});
    let snapshot = document(&incident, &json!(null));
    let promise = |now| derived(&snapshot, now).next_update.unwrap().promise;
    assert_eq!(promise(at("10:35") - SHORTEST), Promise::Due);
    assert_eq!(promise(at("10:35")), Promise::Overdue);
    let until = derived(&snapshot, at("10:30")).until;
    assert_eq!(until, Some(at("10:35")));
}
