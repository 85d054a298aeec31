//! Texts, badges and calendars.

use intermission::cli::render::{BadgeStyle, Still};
use intermission::cli::screen::screen;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

use super::{at, states, still};
use crate::expect::{expect_file, repository};

#[test]
fn plain_text_says_all_in_lines_that_fit() {
    for (name, document, time) in states() {
        let text = still(&document, time).text();
        for line in text.lines() {
            assert!(line.width() <= 78, "{name}: `{line}`");
            assert_eq!(line, line.trim_end(), "{name}");
        }
        let path = repository("tests/fixtures/render").join(format!("{name}.txt"));
        expect_file(&path, &text);
    }
}

/// Long names, wide characters, words without a break, and pictures that take two columns.
fn sprawling() -> String {
    let names = [
        "A service of a name that is longer than the room that there is for it in a row ".repeat(2),
        "東京のデータセンターにあるとても長い名前のサービス".repeat(3),
        ["https://status.example.com/", &"segment/".repeat(40)].concat(),
        "\u{2601}\u{fe0f}".repeat(60),
        "e\u{301}".repeat(100),
    ];
    let components = names.each_ref().map(|name| {
        json!({"name": name, "status": name, "note": name, "regions": [name, "eu-west"], "group_id": "g",
               "eta": "2026-12-23T10:00:00Z"})
    });
    let updates = names
        .each_ref()
        .map(|name| json!({"status": name, "body": name}));
    let affected = names.each_ref().map(|name| json!({ "name": name }));
    let phases = names.each_ref().map(|name| {
        json!({"name": name, "body": name, "status": "active", "done": 1, "total": 2, "unit": name})
    });
    let mut components = components.to_vec();
    components.push(json!({"id": "g", "name": names[0], "group": true}));
    json!({
        "page": {"name": names[1]}, "summary": names[2], "notice": names[1],
        "status": {"indicator": "major", "description": names[0]},
        "components": components,
        "links": [{"label": names[1], "url": names[2]}],
        "incidents": [{"name": names[2], "status": names[1], "components": affected,
                       "incident_updates": updates}],
        "scheduled_maintenances": [
            {"name": names[1], "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z",
             "reason": names[0], "phases": phases, "access": {"mode": "none", "note": names[3]}},
            {"name": names[2], "status": names[4], "scheduled_for": "2026-11-24T10:00:00Z"},
        ],
    })
    .to_string()
}

#[test]
fn no_line_of_text_is_wider_than_78_columns() {
    let document = sprawling();
    let (parsed, _) = Document::read(document.as_bytes()).unwrap();
    let (snapshot, _) = normalize(&parsed, Language::default(), &[]);
    for text in [
        still(&document, "10:28:00").text(),
        screen(&snapshot, at("10:28:00")),
    ] {
        for line in text.lines() {
            assert!(line.width() <= 78, "{} columns: `{line}`", line.width());
        }
        // Wrapping loses nothing.
        let joined: String = text.split_whitespace().collect();
        assert!(joined.contains(&"segment/".repeat(40)), "{text}");
        assert!(
            joined.contains("東京のデータセンターにあるとても長い名前のサービス東京"),
            "{text}"
        );
    }
}

/// Rows keep their columns as long as they fit.
#[test]
fn services_stand_in_columns_where_they_fit() {
    let document = json!({"components": [
        {"name": "API", "status": "offline", "regions": ["eu"]},
        {"name": "東京", "status": "operational", "regions": ["ap"]},
        {"name": "x".repeat(70), "status": "operational", "regions": ["us"]},
    ]});
    let text = still(&document.to_string(), "10:28:00").text();
    let rows = [
        "  API                           Offline      \u{2014}            eu\n",
        "  東京                          Operational  \u{2014}            ap\n",
    ];
    for row in rows {
        assert!(text.contains(row), "{text}");
    }
    let long = format!(
        "  {}:\n      Operational \u{b7} \u{2014} \u{b7} us\n",
        "x".repeat(70)
    );
    assert!(text.contains(&long), "{text}");
}

#[test]
fn badges_say_the_state_and_when_that_was() {
    for (name, document, time) in states() {
        let badge = still(&document, time).badge(BadgeStyle::Flat);
        let path = repository("tests/fixtures/render").join(format!("{name}.svg"));
        expect_file(&path, &badge);
    }
    let (_, document, time) = states().remove(0);
    for (style, name) in [(BadgeStyle::Square, "square"), (BadgeStyle::Large, "large")] {
        let path = repository("tests/fixtures/render").join(format!("running-{name}.svg"));
        expect_file(&path, &still(&document, time).badge(style));
    }
}

#[test]
fn calendars_are_of_what_is_ahead_or_under_way() {
    let cases = [
        ("running", true),
        ("scheduled", true),
        ("over", false),
        ("incident", true),
    ];
    for (name, has) in cases {
        let (_, document, time) = states().into_iter().find(|it| it.0 == name).unwrap();
        let calendar = still(&document, time).calendar("status.example.com");
        assert_eq!(calendar.is_some(), has, "{name}");
    }
    let (_, document, time) = states().remove(0);
    let still = still(&document, time);
    assert_eq!(still.host(), Some("status.example.com"));
    let calendar = still.calendar("status.example.com").unwrap();
    assert!(
        calendar.contains("\r\nUID:window@status.example.com\r\n"),
        "{calendar}"
    );
    assert!(
        calendar.contains("\r\nDTSTAMP:20261123T102800Z\r\n"),
        "{calendar}"
    );
}

#[test]
fn nothing_in_a_text_steers_a_terminal() {
    let hostile = r#"{"page": {"name": "A\u001b[2JB"}, "summary": "one\u0007 two\u009b3m",
        "components": [{"name": "x\u001b]0;y", "status": "\u001b[31m", "regions": ["\u0008"]}]}"#;
    let text = still(hostile, "10:00:00").text();
    let control = text.chars().find(|it| it.is_control() && *it != '\n');
    assert_eq!(control, None, "{text:?}");
}

#[test]
fn texts_are_in_the_first_language_that_there_is() {
    let document = r#"{"page": {"name": {"en": "Example", "de": "Beispiel"}}, "components": []}"#;
    for (languages, expected) in [
        (&[][..], "Example"),
        (&["de-AT"], "Beispiel"),
        (&["fr", "de"], "Beispiel"),
        (&["fr"], "Example"),
    ] {
        let languages: Vec<String> = languages.iter().map(|it| (*it).to_owned()).collect();
        let still = Still::read(document.as_bytes(), at("10:00:00"), &languages).unwrap();
        assert!(still.text().starts_with(expected), "{languages:?}");
    }
}
