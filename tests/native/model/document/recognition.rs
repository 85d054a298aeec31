//! Which documents the page reads itself, and which it leaves to the feed readers.

use intermission::model::document::json::Json;
use intermission::model::document::parse::parse;
use intermission::model::document::recognise::is_own;

fn own(text: &str) -> bool {
    is_own(&parse(text).unwrap())
}

#[test]
fn documents_of_ours_and_of_statuspage_are_read_at_once() {
    for text in [
        r#"{"status": {"indicator": "none"}}"#,
        r#"{"published_at": "2026-11-23T10:00:00Z"}"#,
        r#"{"page": {"name": "A"}, "scheduled_maintenances": [], "page_title": null}"#,
    ] {
        assert!(own(text), "{text}");
    }
}

#[test]
fn everything_else_is_left_to_the_feed_readers() {
    for text in [
        "null",
        "7",
        r#"[{"name": "A", "status": "operational"}]"#,
        r#"{"components": []}"#,
        r#"{"status": {"indicator": null}}"#,
        r#"{"status": "none", "published_at": 7}"#,
        r#"{"page": {"status": "UP"}, "scheduled_maintenances": []}"#,
        r#"{"ongoing_incidents": [], "in_progress_maintenances": [], "scheduled_maintenances": []}"#,
        r#"{"page_title": "A", "page_url": "https://a.example", "scheduled_maintenances": []}"#,
    ] {
        assert!(!own(text), "{text}");
    }
    assert!(!is_own(&Json::Number));
}
