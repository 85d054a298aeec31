//! Files of the history that somebody else has changed.

use intermission::model::document::parse::parse;
use intermission::model::history::files::{IndexFile, MonthFile, read, to_text};
use intermission::model::history::observe::History;
use serde_json::json;

use super::Disk;

#[track_caller]
fn faults(text: &str) -> Vec<String> {
    let (_, damage) = read::<MonthFile>(&parse(text).unwrap());
    damage.map(|it| it.faults).unwrap_or_default()
}

#[test]
fn what_says_the_same_is_whole() {
    assert_eq!(
        faults(r#"{"records": [], "month": "2026-11", "version": "1", "overall": null}"#),
        [""; 0]
    );
}

#[test]
fn what_would_be_lost_is_damage() {
    let unknown = "expected only members of this version, found others";
    assert_eq!(faults(r#"{"month": "2026-11", "votes": 7}"#), [unknown]);
    assert_eq!(
        faults(r#"{"records": [{"id": "x", "incident": {"mood": "bad"}}]}"#),
        [unknown]
    );
    assert_eq!(faults("[]"), ["expected an object, found a list"]);
    assert_eq!(
        faults(r#"{"records": {}, "components": [{"states": [7]}]}"#),
        [
            "`components[0].states[0]`: expected an object, found a number",
            "`records`: expected a list, found an object"
        ]
    );
}

#[test]
fn an_index_is_made_again_from_the_months() {
    let mut disk = Disk::default();
    let document = json!({"components": [{"id": "a", "name": "A", "status": "operational"}], "incidents": [
        {"id": "old", "name": "Old", "status": "resolved", "started_at": "2026-09-01T10:00:00Z"},
        {"id": "new", "name": "New", "status": "identified", "started_at": "2026-11-23T10:00:00Z"},
    ], "scheduled_maintenances": [
        {"id": "next", "name": "Next", "status": "scheduled", "scheduled_for": "2026-12-23T10:00:00Z"},
    ]});
    disk.publish(&document, "2026-11-23T10:00:00Z");
    let index = disk.index();
    let mut history = History::default();
    disk.load(&mut history, disk.months.keys());
    history.rebuild_index();
    let expected = IndexFile {
        published_at: None,
        refresh_secs: None,
        ..index
    };
    let order = |text: String| {
        let mut index: serde_json::Value = serde_json::from_str(&text).unwrap();
        index["named"]
            .as_array_mut()
            .unwrap()
            .sort_by_key(ToString::to_string);
        index
    };
    assert_eq!(order(to_text(&history.index)), order(to_text(&expected)));
}
