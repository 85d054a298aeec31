//! Calendar entries, read back by a parser of somebody else's.

use std::io::BufReader;

use ical::IcalParser;
use ical::parser::ical::component::IcalEvent;
use intermission::model::status::calendar::{calendar, has_calendar};
use proptest::prelude::{ProptestConfig, any, proptest};
use serde_json::{Value, json};

use crate::model::{at, understood};

fn document(name: &str, status: &str) -> Value {
    json!({
        "published_at": "2026-11-23T09:00:00Z",
        "page": {"name": "Example"},
        "scheduled_maintenances": [{
            "id": "m1", "name": name, "status": status, "reason": "new disks; see\nbelow, please",
            "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T12:00:00Z",
        }],
    })
}

fn text(document: &Value) -> Option<String> {
    let (snapshot, _) = understood(document);
    let text = calendar(&snapshot, "www.example.com", at("09:30"));
    assert_eq!(text.is_some(), has_calendar(&snapshot));
    text
}

/// The events of a calendar, which must be the only one of its file and follow the rules for lines.
fn events(text: &str) -> Vec<IcalEvent> {
    assert!(text.ends_with("\r\n"));
    for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    // Unfolded here (RFC 5545, 3.1): the parser drops white space that a fold happens to stand beside.
    let unfolded = text.replace("\r\n ", "");
    let mut calendars: Vec<_> = IcalParser::new(BufReader::new(unfolded.as_bytes()))
        .map(Result::unwrap)
        .collect();
    assert_eq!(calendars.len(), 1);
    calendars.remove(0).events
}

fn property(event: &IcalEvent, name: &str) -> Option<String> {
    let mut found = event.properties.iter().filter(|it| it.name == name);
    let value = found.next().and_then(|it| it.value.clone());
    assert!(found.next().is_none(), "{name} twice");
    value
}

#[test]
fn an_entry_has_what_calendars_need() {
    let text = text(&document("Platform upgrade", "scheduled")).unwrap();
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Intermission//EN\r\nBEGIN:VEVENT\r\n\
        UID:m1@www.example.com\r\nDTSTAMP:20261123T093000Z\r\nSEQUENCE:3626460\r\n\
        DTSTART:20261123T100000Z\r\nDTEND:20261123T120000Z\r\nSUMMARY:Example: Platform upgrade\r\n\
        DESCRIPTION:new disks\\; see below\\, please\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(text, expected);
    assert_eq!(events(&text).len(), 1);
}

#[test]
fn only_what_is_ahead_or_under_way_is_an_entry() {
    for (status, is_entry) in [
        ("scheduled", true),
        ("in_progress", true),
        ("verifying", true),
        ("completed", false),
        ("cancelled", false),
        ("on hold", false),
    ] {
        assert_eq!(text(&document("A", status)).is_some(), is_entry, "{status}");
    }
    let no_window = json!({"scheduled_maintenances": [{"name": "A", "status": "scheduled"}]});
    assert_eq!(text(&no_window), None);
}

#[test]
fn a_window_without_an_end_has_none_and_two_are_two() {
    let mut two = document("First", "scheduled");
    let second =
        json!({"name": "Second", "status": "in_progress", "scheduled_for": "2026-11-23T08:00:00Z"});
    two["scheduled_maintenances"]
        .as_array_mut()
        .unwrap()
        .push(second);
    let events = events(&text(&two).unwrap());
    assert_eq!(events.len(), 2);
    assert_eq!(property(&events[1], "DTEND"), None);
    assert_ne!(property(&events[0], "UID"), property(&events[1], "UID"));
}

/// The entry stays the same one, and each later word of it has a higher number.
#[test]
fn a_later_file_replaces_the_entry() {
    let mut later = document("Platform upgrade", "in_progress");
    later["published_at"] = json!("2026-11-23T09:20:00Z");
    let entry = |document: &Value| events(&text(document).unwrap()).remove(0);
    let (first, second) = (
        entry(&document("Platform upgrade", "scheduled")),
        entry(&later),
    );
    assert_eq!(property(&first, "UID"), property(&second, "UID"));
    let number = |event| property(event, "SEQUENCE").unwrap().parse::<u32>().unwrap();
    assert_eq!(number(&second) - number(&first), 20);
}

/// What a calendar program shows for an escaped text (RFC 5545, 3.3.11).
fn unescaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut plain = String::new();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => match characters.next().unwrap() {
                'n' => '\n',
                other => other,
            },
            other => other,
        });
    }
    plain
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever a publisher writes comes out of the calendar as it is on the page, and breaks no line.
    #[test]
    fn any_text_survives(name in any::<String>()) {
        let document = document(&name, "scheduled");
        let (snapshot, _) = understood(&document);
        let Some(maintenance) = snapshot.maintenances.first() else {
            return Ok(());
        };
        let shown: String = maintenance.name.chars().filter(|it| !it.is_control()).collect();
        let event = events(&text(&document).unwrap()).remove(0);
        let summary = unescaped(&property(&event, "SUMMARY").unwrap());
        // The parser takes white space off the ends of values.
        assert_eq!(summary.trim(), format!("Example: {shown}").trim());
    }
}
