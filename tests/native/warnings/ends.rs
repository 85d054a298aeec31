//! Former ends of a maintenance that contradict each other, or the ends beside them.

use serde_json::{Value, json};

use super::{at, told, window};

/// The warnings about a maintenance until 12:00 with these former ends, without their positions.
#[track_caller]
fn check_ends(originally: &str, former_ends: &Value, expected: &[&str]) {
    let members = json!({
        "status": "in_progress", "originally_until": originally, "former_ends": former_ends,
    });
    let text = window(&members, &json!([]));
    let told = told(&text, at("2026-11-23T10:27:00Z"));
    let before = " contradictory_ends scheduled_maintenances[0].former_ends";
    let told: Vec<_> = told
        .iter()
        .map(|it| it.split_once(before).map_or(it.as_str(), |(_, rest)| rest))
        .collect();
    assert_eq!(told, expected, "{text}");
}

const ELEVEN: &str = "2026-11-23T11:00:00Z";
const HALF: &str = "2026-11-23T11:30:00Z";
const NOON: &str = "2026-11-23T12:00:00Z";

#[test]
fn former_ends_that_agree_are_left_alone() {
    let moved = |until: &str, at: &str| json!({"until": until, "moved_at": at});
    check_ends(ELEVEN, &json!([{"until": ELEVEN}, {"until": HALF}]), &[]);
    check_ends("", &json!([{"until": ELEVEN}]), &[]);
    check_ends(
        ELEVEN,
        &json!([
            moved("2026-11-23T12:00:00+01:00", "2026-11-23T10:10:00Z"),
            moved(HALF, "2026-11-23T10:10:00Z"),
        ]),
        &[],
    );
}

#[test]
fn a_first_end_that_is_not_the_original_one_is_named() {
    check_ends(
        ELEVEN,
        &json!([{"until": HALF}]),
        &[
            "[0].until: expected `2026-11-23T11:00:00Z`, as in `originally_until`, found `2026-11-23T11:30:00Z`",
        ],
    );
}

#[test]
fn moves_out_of_order_are_named() {
    let moved = |until: &str, at: &str| json!({"until": until, "moved_at": at});
    check_ends(
        ELEVEN,
        &json!([
            moved(ELEVEN, "2026-11-23T10:20:00Z"),
            moved(HALF, "2026-11-23T10:19:59Z"),
        ]),
        &[
            "[1].moved_at: expected a time at or after `2026-11-23T10:20:00Z`, the oldest move first, \
             found `2026-11-23T10:19:59Z`",
        ],
    );
}

#[test]
fn an_end_that_has_not_moved_is_named() {
    let same = "expected an end that differs from the one that took its place, found";
    let last = format!("[1].until: {same} `{NOON}`");
    check_ends(
        ELEVEN,
        &json!([{"until": ELEVEN}, {"until": NOON}]),
        &[&last],
    );
    let first = format!("[0].until: {same} `{ELEVEN}`");
    check_ends(
        ELEVEN,
        &json!([{"until": ELEVEN}, {"until": ELEVEN}]),
        &[&first],
    );
}
