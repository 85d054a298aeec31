//! `undo` publishes a newer document with the former content, and keeps what others have written since.

use serde_json::{Value, json};

use super::{Desk, WRITTEN, at};

/// Returns a document without the time of its publication.
fn content(mut document: Value) -> Value {
    document.as_object_mut().unwrap().remove("published_at");
    document
}

#[test]
fn each_undo_goes_one_step_back() {
    let desk = Desk::new();
    let mut states = vec![content(desk.document())];
    for (clock, verb) in [
        (
            "22:00",
            vec![
                "begin",
                "Upgrade",
                "--for",
                "2h",
                "--phase",
                "A=1h",
                "--phase",
                "B",
                "--service",
                "db",
            ],
        ),
        ("22:10", vec!["phase", "next", "--say", "On with it."]),
        (
            "22:20",
            vec!["incident", "open", "API slow", "--service", "api"],
        ),
        ("22:30", vec!["incident", "resolve"]),
        ("22:40", vec!["end"]),
    ] {
        desk.say(clock, &verb);
        states.push(content(desk.document()));
    }
    for minute in 50..55 {
        states.pop();
        let clock = format!("22:{minute}");
        desk.say(&clock, &["undo"]);
        assert_eq!(content(desk.document()), *states.last().unwrap());
        assert_eq!(desk.document()["published_at"], at(&clock));
    }
    assert_eq!(
        desk.refused(1, "22:59", &["undo"]),
        "expected something to undo, found nothing\n"
    );
    assert!(
        desk.text()
            .contains(r#"{ "id": "api-eu", "name": "API Europe", "status": "operational" }"#)
    );
}

/// A person has edited the file since: their change stays, at whatever place it is.
#[test]
fn independent_changes_stay() {
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage", "--note", "Disk full"]);
    desk.write(&desk.text().replace(
        "\"name\": \"API\",      \"status\": \"operational\"",
        "\"name\": \"API\",      \"status\": \"major_outage\"",
    ));
    desk.write(&desk.text().replacen('{', "{ \"summary\": \"By hand\",", 1));
    desk.say("22:10", &["undo"]);
    let document = desk.document();
    assert_eq!(
        document["components"][0],
        json!({ "id": "db", "name": "Database", "status": "operational" })
    );
    assert_eq!(document["components"][1]["status"], "major_outage");
    assert_eq!(document["summary"], "By hand");
    assert_eq!(
        desk.document()["x_team"],
        json!({ "pager": 7.5, "who": ["b", "a"] })
    );
}

#[test]
fn a_change_of_the_same_is_refused_with_both_versions() {
    let desk = Desk::new();
    desk.say("22:00", &["service", "db", "outage"]);
    desk.write(&desk.text().replace("major_outage", "degraded_performance"));
    let why = desk.refused(1, "22:10", &["undo"]);
    assert!(
        why.ends_with(
            "expected nothing else to have changed `components[\"db\"].status`, found `\"degraded_performance\"` in the \
             document, where this would write `\"operational\"`\n"
        ),
        "{why}"
    );
}

/// The document that the verbs began with has the bytes that it had, but for the time of its publication.
#[test]
fn an_entry_that_was_added_goes() {
    let desk = Desk::new();
    desk.say("22:00", &["incident", "open", "Checkout fails"]);
    desk.say("22:10", &["undo"]);
    let before: Value = serde_json::from_str(WRITTEN).unwrap();
    assert_eq!(content(desk.document()), before);
}
