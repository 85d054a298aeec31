//! Maintenances: the clock at the edges of a window, the progress of the work, ends that move.

use intermission::model::status::maintenance::{Count, Maintenance, Timing, Window};
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::time_delta::TimeDelta;
use serde_json::{Value, json};

use crate::model::{at, snapshot};

/// The maintenance of a document that has one, from ten to eleven, with `more` of its members.
#[track_caller]
pub(super) fn maintenance(status: &str, more: Value) -> Maintenance {
    let mut entry = json!({
        "name": "Upgrade",
        "status": status,
        "scheduled_for": "2026-11-23T10:00:00Z",
        "scheduled_until": "2026-11-23T11:00:00Z",
    });
    let members = entry.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    members.retain(|_, value| !value.is_null());
    let Snapshot { maintenances, .. } = snapshot(&json!({"scheduled_maintenances": [entry]}));
    maintenances.into_iter().next().unwrap()
}

#[test]
fn a_window_is_half_open() {
    use Timing::{Ahead, Due, Early, Overrunning, Settled, Within};
    let statuses = [
        "scheduled",
        "in_progress",
        "verifying",
        "completed",
        "cancelled",
    ];
    for (time, expected) in [
        ("09:59:59.999", [Ahead, Early, Early, Settled, Settled]),
        ("10:00", [Due, Within, Within, Settled, Settled]),
        ("10:00:00.001", [Due, Within, Within, Settled, Settled]),
        ("10:59:59.999", [Due, Within, Within, Settled, Settled]),
        ("11:00", [Due, Overrunning, Overrunning, Settled, Settled]),
        ("23:00", [Due, Overrunning, Overrunning, Settled, Settled]),
    ] {
        let found = statuses.map(|status| maintenance(status, json!({})).timing(at(time)));
        assert_eq!(found, expected, "{time}");
    }
}

#[test]
fn a_window_without_an_end_is_never_overrun() {
    let open = json!({"scheduled_until": null});
    for (status, time, expected) in [
        ("scheduled", "09:59", Timing::Ahead),
        ("scheduled", "10:00", Timing::Due),
        ("in_progress", "09:59", Timing::Early),
        ("in_progress", "23:00", Timing::Within),
    ] {
        assert_eq!(
            maintenance(status, open.clone()).timing(at(time)),
            expected,
            "{status} {time}"
        );
    }
}

#[test]
fn without_a_window_there_is_nothing_to_compare() {
    let none = Maintenance {
        window: None,
        ..maintenance("in_progress", json!({}))
    };
    assert_eq!(none.timing(at("10:00")), Timing::Within);
    let none = Maintenance {
        window: None,
        ..maintenance("scheduled", json!({}))
    };
    assert_eq!(none.timing(at("10:00")), Timing::Ahead);
}

#[test]
fn windows_that_cannot_be_are_not_made() {
    let ten = at("10:00");
    assert_eq!(Window::new(ten, Some(ten)), None);
    assert_eq!(Window::new(ten, Some(at("09:00"))), None);
    assert!(Window::new(ten, Some(at("10:00:00.001"))).is_some());
    let open = Window::new(ten, None).unwrap();
    assert_eq!((open.start(), open.end(), open.length()), (ten, None, None));
    assert_eq!(open.share_passed(at("12:00")), None);
}

#[test]
fn the_share_of_time_stays_within_the_window() {
    let window = maintenance("in_progress", json!({})).window.unwrap();
    assert_eq!(window.length().unwrap().num_minutes(), 60);
    for (time, expected) in [
        ("09:00", 0),
        ("10:00", 0),
        ("10:00:03.599", 0),
        ("10:00:03.600", 1),
        ("10:27", 450),
        ("10:59:59.999", 999),
        ("11:00", 1000),
        ("12:00", 1000),
    ] {
        assert_eq!(window.share_passed(at(time)), Some(expected), "{time}");
    }
    let shortest = Window::new(at("10:00"), Some(at("10:00:00.001"))).unwrap();
    assert_eq!(shortest.share_passed(at("10:00")), Some(0));
    assert_eq!(shortest.share_passed(at("10:00:00.001")), Some(1000));
}

/// Phases as `STATUS`, `STATUS/EXPECTED_SECS` or `STATUS/EXPECTED_SECS/DONE/TOTAL`, `-` for nothing expected.
fn phases(text: &str) -> Value {
    let phase = |text: &str| {
        let parts: Vec<&str> = text.split('/').collect();
        let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u64>().ok());
        json!({
            "name": "A phase",
            "status": parts[0],
            "expected_secs": number(1),
            "done": number(2),
            "total": number(3),
        })
    };
    json!({"phases": text.split_whitespace().map(phase).collect::<Vec<_>>()})
}

#[track_caller]
fn check_progress(text: &str, progress: Option<u16>, current: Option<usize>) {
    let maintenance = maintenance("in_progress", phases(text));
    assert_eq!(maintenance.progress(), progress, "{text}");
    assert_eq!(maintenance.current_phase(), current, "{text}");
}

#[test]
fn phases_count_equally_unless_all_say_how_long() {
    check_progress("", None, None);
    check_progress("pending", Some(0), Some(0));
    check_progress("done", Some(1000), None);
    check_progress("done active pending pending", Some(250), Some(1));
    check_progress("done/900 pending/100", Some(900), Some(1));
    check_progress("done/900 pending/-", Some(500), Some(1));
    // Nobody waits for a phase of no length; it says nothing of the others' weight.
    check_progress("done/900 pending/0", Some(500), Some(1));
    check_progress("done/1 done/1 done/1", Some(1000), None);
    check_progress("done pending pending", Some(333), Some(1));
}

#[test]
fn active_phases_count_as_far_as_they_count_themselves() {
    check_progress("active", Some(0), Some(0));
    check_progress("active/-/3/7", Some(428), Some(0));
    check_progress("active/-/7/7", Some(1000), Some(0));
    check_progress("active/-/0/7", Some(0), Some(0));
    check_progress("done/100 active/100/1/2", Some(750), Some(1));
    check_progress("active/100/1/2 active/300/1/2", Some(500), Some(0));
    // What a pending or failed phase counts is not progress of the work, and a done one is done.
    check_progress("pending/-/1/2 done", Some(500), Some(0));
    check_progress("failed/-/1/2 done", Some(500), None);
    check_progress("done/-/1/2", Some(1000), None);
}

#[test]
fn skipped_phases_do_not_count_and_failed_ones_do() {
    check_progress("skipped", None, None);
    check_progress("skipped done", Some(1000), None);
    check_progress("skipped/- done/900 pending/100", Some(900), Some(2));
    check_progress("failed done", Some(500), None);
    check_progress("failed pending", Some(0), Some(1));
    check_progress("pending active", Some(0), Some(1));
}

#[test]
fn the_reference_window_is_nearly_half_done() {
    check_progress(
        "done/480 done/300 done/300 active/1260/3/7 pending/600 pending/300 pending/360",
        Some(449),
        Some(3),
    );
}

#[test]
fn weights_may_be_as_large_as_they_like() {
    let most = u64::try_from(i64::MAX / 1000).unwrap();
    check_progress(&format!("done/{most} pending/{most}"), Some(500), Some(1));
    check_progress(&format!("done/{most} pending/1"), Some(999), Some(1));
}

#[test]
fn counts_are_shares_of_what_there_is() {
    for (done, total, share) in [
        (0, 1, 0),
        (1, 1, 1000),
        (1, 3, 333),
        (2, 3, 666),
        (u64::MAX, u64::MAX, 1000),
        (u64::MAX - 1, u64::MAX, 999),
        // Not to be had from a document.
        (0, 0, 0),
        (9, 7, 1000),
    ] {
        let count = Count {
            done,
            total,
            unit: None,
        };
        assert_eq!(count.share(), share, "{done} of {total}");
    }
}

#[test]
fn ends_that_move_keep_what_was_promised() {
    for (promised, moved) in [
        ("2026-11-23T10:40:00Z", Some(20)),
        ("2026-11-23T11:30:00Z", Some(-30)),
        ("2026-11-23T11:00:00Z", None),
        ("2026-11-23T12:00:00+01:00", None),
    ] {
        let maintenance = maintenance("in_progress", json!({"originally_until": promised}));
        let found = maintenance.extended_by().map(TimeDelta::num_minutes);
        assert_eq!(found, moved, "{promised}");
        assert_eq!(
            maintenance.originally_until.is_some(),
            moved.is_some(),
            "{promised}"
        );
    }
    let endless = json!({"originally_until": "2026-11-23T10:40:00Z", "scheduled_until": null});
    assert_eq!(maintenance("in_progress", endless).extended_by(), None);
    assert_eq!(maintenance("in_progress", json!({})).extended_by(), None);
}
