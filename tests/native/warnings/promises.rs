//! Promised updates that the clock, the window or the status contradicts.

use serde_json::json;

use super::check;

const OVERDUE: &str =
    "expected a time to come, found `2026-11-23T10:27:00Z` and no update since then";

#[test]
fn an_update_that_is_missed_is_named() {
    // The warnings are those of 10:27.
    for (at, is_missed) in [("10:27:00", true), ("10:27:01", false)] {
        let warning = format!("1:47 update_overdue incidents[0].next_update_at: {OVERDUE}");
        let expected: &[&str] = if is_missed { &[&warning] } else { &[] };
        check(
            &format!(
                r#"{{"incidents":[{{"name":"Away","next_update_at":"2026-11-23T{at}Z","status":"identified"}}]}}"#
            ),
            expected,
        );
    }
    let said = |at: &str| {
        let updates = json!([{"body": "More.", "display_at": at}]);
        format!(
            r#"{{"incidents":[{{"name":"Away","next_update_at":"2026-11-23T10:27:00Z","status":"identified",
            "incident_updates":{updates}}}]}}"#
        )
    };
    let warning = format!("1:47 update_overdue incidents[0].next_update_at: {OVERDUE}");
    check(&said("2026-11-23T10:26:59Z"), &[&warning]);
    check(&said("2026-11-23T10:27:00Z"), &[]);
    let page = |published: &str| {
        format!(
            r#"{{"next_update_at":"2026-11-23T10:27:00Z","published_at":"{published}","components":[]}}"#
        )
    };
    let warning = format!("1:19 update_overdue next_update_at: {OVERDUE}");
    check(&page("2026-11-23T10:00:00Z"), &[&warning]);
    check(&page("2026-11-23T10:27:00Z"), &[]);
}

#[test]
fn an_update_that_comes_too_late_is_named() {
    let maintenance = |status: &str, end: &str, next: &str| {
        format!(
            r#"{{"scheduled_maintenances":[{{"next_update_at":"2026-11-23T{next}:00Z","name":"Move","status":"{status}",
            "scheduled_for":"2026-11-23T10:00:00Z","scheduled_until":"2026-11-23T{end}:00Z"}}]}}"#
        )
    };
    check(&maintenance("in_progress", "11:00", "11:00"), &[]);
    check(
        &maintenance("in_progress", "11:00", "11:01"),
        &[
            "1:46 update_promised_after_end scheduled_maintenances[0].next_update_at: expected a time before the end of \
             the window at `2026-11-23T11:00:00Z`, found `2026-11-23T11:01:00Z`",
        ],
    );
    // Work that overruns has no better end to compare with.
    check(&maintenance("in_progress", "10:27", "11:01"), &[]);
    check(
        &maintenance("completed", "11:00", "10:50"),
        &[
            "1:46 update_promised_after_end scheduled_maintenances[0].next_update_at: expected none beside `completed`, \
             found `2026-11-23T10:50:00Z`",
        ],
    );
    check(
        r#"{"incidents":[{"next_update_at":"2026-11-23T10:50:00Z","name":"Away","status":"resolved"}]}"#,
        &[
            "1:33 update_promised_after_end incidents[0].next_update_at: expected none beside `resolved`, \
             found `2026-11-23T10:50:00Z`",
        ],
    );
}
