//! A publisher's clock that goes back.

use serde_json::{Value, json};

use super::{Disk, spans, states};

fn shop(status: &str) -> Value {
    json!({"components": [{"id": "shop", "name": "Shop", "status": status}],
        "incidents": [{"id": "x", "name": "Slow", "status": "identified", "started_at": "2026-11-23T09:00:00Z"}]})
}

/// Clocks of two machines differ by seconds.
#[test]
fn a_little_earlier_is_now() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-23T10:05:00Z");
    disk.publish(&shop("major_outage"), "2026-11-23T10:00:00Z");
    let month = disk.month("2026-11");
    assert_eq!(
        states(&month, "shop"),
        [
            "2026-11-23T10:05:00Z operational",
            "2026-11-23T10:05:00Z major_outage"
        ]
    );
    assert_eq!(
        spans(&month),
        ["2026-11-23T10:05:00Z..2026-11-23T10:05:00Z"]
    );
}

#[test]
fn what_was_recorded_for_later_did_not_happen_then() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-23T10:00:00Z");
    disk.publish(&shop("operational"), "2026-11-23T10:05:00Z");
    // The clock leaps ahead by an hour, and back after a while.
    disk.publish(&shop("major_outage"), "2026-11-23T11:06:00Z");
    disk.publish(&shop("operational"), "2026-11-23T11:08:00Z");
    disk.publish(&shop("partial_outage"), "2026-11-23T10:10:00Z");
    let month = disk.month("2026-11");
    assert_eq!(
        spans(&month),
        [
            "2026-11-23T10:00:00Z..2026-11-23T10:10:00Z",
            "2026-11-23T10:10:00Z..2026-11-23T10:10:00Z"
        ]
    );
    assert_eq!(
        states(&month, "shop"),
        [
            "2026-11-23T10:00:00Z operational",
            "2026-11-23T10:10:00Z major_outage",
            "2026-11-23T10:10:00Z operational",
            "2026-11-23T10:10:00Z partial_outage"
        ]
    );
}

/// A clock that was years ahead leaves no states for these years to come, and every record.
#[test]
fn later_months_keep_their_records_only() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-23T10:00:00Z");
    let later = json!({"components": [{"id": "shop", "name": "Shop", "status": "operational"}],
        "incidents": [{"id": "y", "name": "Later", "status": "identified"}]});
    disk.publish(&later, "2031-03-01T10:00:00Z");
    assert_eq!(disk.names(), ["2026-11", "2031-03"]);
    disk.publish(&shop("major_outage"), "2026-11-23T10:20:00Z");
    let wrong = disk.month("2031-03");
    assert_eq!(
        (
            wrong.published.len(),
            wrong.components.len(),
            wrong.overall.len()
        ),
        (0, 0, 0)
    );
    let ids: Vec<String> = disk.records().into_keys().collect();
    assert_eq!(ids, ["2026-11-x", "2031-03-y"]);
    let month = disk.month("2026-11");
    assert_eq!(
        spans(&month),
        [
            "2026-11-23T10:00:00Z..2026-11-23T10:10:00Z",
            "2026-11-23T10:20:00Z..2026-11-23T10:20:00Z"
        ]
    );
    assert_eq!(disk.index().current.as_deref(), Some("2026-11"));
}
