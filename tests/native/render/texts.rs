//! Texts, badges and calendars.

use intermission::cli::render::{BadgeStyle, Still};

use super::{at, states, still};
use crate::expect::{expect_file, repository};

#[test]
fn plain_text_says_all_in_lines_that_fit() {
    for (name, document, time) in states() {
        let text = still(&document, time).text();
        for line in text.lines() {
            assert!(line.chars().count() <= 78, "{name}: `{line}`");
            assert_eq!(line, line.trim_end(), "{name}");
        }
        let path = repository("tests/fixtures/render").join(format!("{name}.txt"));
        expect_file(&path, &text);
    }
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
