//! Characters that steer a terminal, break a page or reorder a line reach no output, whatever text they are in.

use intermission::cli::render::{BadgeStyle, NO_SOURCE, Still};
use intermission::model::i18n::message::language::Language;
use intermission::model::status::snapshot::Snapshot;
use serde_json::{Value, json};

use super::at;
use super::pages::{BUILT, one_file};
use crate::members::{every_member, leaves};

/// Every control character but line ends and tabs, every bidirectional control, and noncharacters of three kinds.
fn hostile() -> Vec<char> {
    let mut hostile: Vec<char> = ('\0'..'\u{a0}').filter(|it| it.is_control()).collect();
    hostile.retain(|it| !"\t\n\r".contains(*it));
    hostile.extend(['\u{61c}', '\u{200e}', '\u{200f}', '\u{fdd0}', '\u{fdef}']);
    hostile.extend(['\u{fffe}', '\u{ffff}', '\u{1fffe}', '\u{10ffff}']);
    hostile.extend('\u{202a}'..='\u{202e}');
    hostile.extend('\u{2066}'..='\u{2069}');
    hostile
}

/// Puts every hostile character into every string of a document, and into names of languages.
fn poison(value: &mut Value, poison_text: &str) {
    match value {
        Value::String(text) => text.push_str(poison_text),
        Value::Array(items) => items.iter_mut().for_each(|it| poison(it, poison_text)),
        Value::Object(members) => members.values_mut().for_each(|it| poison(it, poison_text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Documents of every member, with hostile characters in all texts, and in all but the ones by which the
/// reader goes: words, instants and URLs.
fn documents() -> Vec<(&'static str, String)> {
    let whole = every_member();
    let hostile: String = hostile().into_iter().collect();
    let mut all = whole.clone();
    poison(&mut all, &hostile);
    let mut texts = whole.clone();
    let ids = [
        "/components/0/id",
        "/incidents/0/id",
        "/scheduled_maintenances/0/id",
    ];
    let lists = ["/components/0/regions", "/incidents/0/components"];
    let readable = leaves().into_iter().filter(|it| it.is_text);
    let pointers = readable.map(|it| it.pointer);
    for pointer in pointers.chain(ids.into_iter().chain(lists).map(str::to_owned)) {
        poison(texts.pointer_mut(&pointer).unwrap(), &hostile);
    }
    let name = format!("A{hostile}B");
    let language =
        json!({ "page": {"name": {format!("en{hostile}"): name}, "lang": name}, "incidents": [] });
    vec![
        ("all", all.to_string()),
        ("texts", texts.to_string()),
        ("language", language.to_string()),
    ]
}

fn outputs(still: &Still) -> Vec<(&'static str, String)> {
    let sources = [NO_SOURCE.to_owned()];
    let mut outputs = vec![
        ("badge", still.badge(BadgeStyle::Flat)),
        ("plain", still.plain()),
        ("text", still.text()),
        ("into", still.into_page(BUILT).unwrap()),
        ("one file", still.one_file(&one_file(), &[]).unwrap()),
        (
            "one file alone",
            still.one_file(&one_file(), &sources).unwrap(),
        ),
    ];
    outputs.extend(still.calendar("example.com").map(|it| ("ics", it)));
    outputs
}

#[test]
fn no_output_has_characters_that_are_not_printable() {
    let hostile = hostile();
    for (document_name, document) in documents() {
        let still = Still::read(document.as_bytes(), at("10:28:00"), &[]).unwrap();
        let outputs = outputs(&still);
        assert_eq!(outputs.len() == 7, document_name == "texts");
        for (name, output) in outputs {
            let found = output.chars().find(|it| hostile.contains(it));
            assert_eq!(found, None, "{document_name}: {name}");
        }
    }
}

/// The document that comes along in the page means what the publisher's means.
#[test]
fn the_document_in_the_page_means_the_same() {
    for (name, document) in documents() {
        let still = Still::read(document.as_bytes(), at("10:28:00"), &[]).unwrap();
        let page = still.into_page(BUILT).unwrap();
        let (_, kept) = page.split_once("id=\"intermission-document\">").unwrap();
        let (kept, _) = kept.split_once("</script>").unwrap();
        let (_, kept) = kept.split_once('\n').unwrap();
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(read(kept), read(&document), "{name}");
    }
}

fn snapshot(document: &Value) -> Snapshot {
    let bytes = document.to_string();
    let (document, _) =
        intermission::model::document::wire::Document::read(bytes.as_bytes()).unwrap();
    intermission::model::status::normalize::normalize(&document, Language::default(), &[]).0
}

/// A word is what its publisher wrote: with a character in it that nobody sees, it is another word.
#[test]
fn a_word_with_invisible_characters_is_unknown() {
    let word = |word: &str| {
        let document = json!({"components": [{"name": "a", "status": word}]});
        let component = snapshot(&document).components.remove(0);
        (component.status.as_str(), component.word.clone())
    };
    let quoted = Some("\u{201c}operational\u{201d}".to_owned());
    assert_eq!(word("operational"), ("operational", None));
    assert_eq!(word("operational\u{1}"), ("", quoted.clone()));
    assert_eq!(word("\u{202e}operational"), ("", quoted));
    assert_eq!(word("on\u{1b} fire\n"), ("", Some("on fire".to_owned())));
    assert_eq!(word("\u{7}"), ("", None));
}

#[test]
fn every_kind_of_line_end_is_one_in_texts_of_several_lines() {
    let snapshot = snapshot(&json!({
        "page": {"name": "A\r\nB\u{2028}C\tD"},
        "summary": "one\r\ntwo\rthree\u{2028}four\u{85}five\n\nsix\tseven",
    }));
    assert_eq!(snapshot.page.name.as_deref(), Some("A B C D"));
    let summary = "one\ntwo\nthree\nfour\nfive\n\nsix\tseven";
    assert_eq!(snapshot.summary.as_deref(), Some(summary));
}

#[test]
fn a_name_of_nothing_that_is_printable_is_missing() {
    let snapshot = snapshot(&json!({"page": {"name": "\u{1}\u{202e} \u{ffff}"}, "incidents": []}));
    assert_eq!(snapshot.page.name, None);
}

/// The end is in the year 10000, for which calendars have no notation.
#[test]
fn a_calendar_has_no_instant_that_it_cannot_write() {
    let document = json!({"scheduled_maintenances": [{
        "id": "a", "name": "A", "status": "scheduled", "scheduled_for": "2026-11-23T10:00:00Z",
        "scheduled_until": "9999-12-31T23:59:59-23:59",
    }]});
    let bytes = document.to_string();
    let still = Still::read(bytes.as_bytes(), at("10:28:00"), &[]).unwrap();
    let calendar = still.calendar("example.com").unwrap();
    assert!(
        calendar.contains("DTSTART:20261123T100000Z\r\n"),
        "{calendar}"
    );
    assert!(!calendar.contains("DTEND"), "{calendar}");
}
