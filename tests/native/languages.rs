//! The catalogues of `languages/`, and what is made of them without a browser.

use chrono::DateTime;
use intermission::cli::render::Still;
use intermission::model::i18n::locale::{Format, Locale};
use intermission::model::i18n::message::language::Language;
use intermission::model::i18n::message::native::{fitting, language, tags};
use intermission::model::i18n::message::{self, Phrase};
use intermission::model::status::data_status::Next;
use intermission::model::status::snapshot::Tally;
use intermission::model::time::countdown::{Amount, Eta, Stopwatch};
use intermission::model::time::time_delta::TimeDelta;

use crate::expect::{expect_file, repository};
use crate::tidy::files;

const WANTED: [&str; 18] = [
    "ar", "de", "en", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl", "pt-BR", "ru", "tr",
    "uk", "zh-Hans", "zh-Hant",
];

fn at(time: &str) -> intermission::model::time::instant::Instant {
    format!("2026-11-23T{time}Z").parse().unwrap()
}

#[test]
fn the_promised_languages_are_there() {
    for tag in WANTED {
        assert!(tags().contains(&tag), "languages/{tag}.json is missing");
    }
    assert!(tags().len() >= WANTED.len());
}

#[test]
fn every_phrase_is_said_somewhere() {
    let source = files("src", ".rs");
    let catalogue = std::fs::read_to_string(repository("languages/en.json")).unwrap();
    let catalogue: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&catalogue).unwrap();
    for key in catalogue.keys() {
        let name: String = key.split('-').map(capitalised).collect();
        let wanted = format!("Phrase::{name}");
        let said = |text: &str| {
            let mut found = text.match_indices(&wanted);
            found.any(|(at, it)| !text[at + it.len()..].starts_with(char::is_alphanumeric))
        };
        assert!(
            source.iter().any(|(_, text)| said(text)),
            "nobody says `{key}`"
        );
    }
}

fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// What depends on numbers, for numbers of every kind that a language may tell apart.
fn counters(language: Language) -> String {
    let mut lines = Vec::new();
    for number in [0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 1104] {
        let amounts = [
            message::ago(language, Amount::Seconds(number)),
            message::ahead(language, Amount::Minutes(number)),
            message::eta(
                language,
                Eta::Overdue(Amount::Hours {
                    hours: number,
                    minutes: 20,
                }),
            ),
            message::next_check(
                language,
                Next::In(Amount::Days {
                    days: number,
                    hours: 1,
                }),
            ),
        ];
        lines.push(amounts.join(" | "));
        let total = usize::try_from(number).unwrap();
        let tally = Tally {
            affected: total,
            healthy: 0,
            unknown: total,
        };
        let counts = [
            message::shown_of(language, 1, total),
            message::tally(language, tally),
            message::sentences(&[
                &message::announced(language, Phrase::HeadlineRunning.text(language)),
                &message::announced_phase(language, "Copy"),
                &message::announced_affected(language, tally),
            ]),
        ];
        lines.push(counts.join(" | "));
    }
    lines.push(message::stopwatch(
        language,
        Stopwatch {
            hours: 1,
            minutes: 2,
            seconds: 3,
        },
    ));
    lines.join("\n") + "\n"
}

/// Everything that is rendered of the reference window, and the counters, in every language; for people to read.
#[test]
fn every_language_tells_the_reference_window() {
    let document = std::fs::read(repository("public/status.json")).unwrap();
    for tag in tags() {
        let still = Still::read(&document, at("10:28:00"), &[tag.to_owned()]).unwrap();
        let told = still.text();
        let path = repository("tests/fixtures/languages")
            .join(tag)
            .with_extension("txt");
        expect_file(
            &path,
            &[&told, "\n", &counters(language(tag).unwrap())].concat(),
        );
        let plain = still.plain();
        assert!(plain.contains(&format!("<html lang=\"{tag}\"")), "{tag}");
        assert_eq!(
            plain.contains("dir=\"rtl\""),
            ["ar", "he"].contains(&tag),
            "{tag}"
        );
    }
}

/// No number is lost in any form that a language has for it.
#[test]
fn every_plural_form_has_its_numbers() {
    for tag in tags() {
        let language = language(tag).unwrap();
        let locale = language.locale();
        for number in 0..=130_u32 {
            let written = locale.number(number.into());
            let total = usize::try_from(number).unwrap();
            for text in [
                message::shown_of(language, 7777, total),
                message::amount(
                    language,
                    Amount::Days {
                        days: number.into(),
                        hours: 0,
                    },
                ),
            ] {
                assert!(text.contains(&written), "{tag}: {number} in `{text}`");
                assert!(
                    !text.contains(['|', '{']) && !text.contains("other:"),
                    "{tag}: `{text}`"
                );
            }
        }
    }
}

#[test]
fn a_visitor_gets_the_language_that_fits_best() {
    for (wanted, tag) in [
        ("de-AT", Some("de")),
        ("EN-us", Some("en")),
        ("pt", Some("pt-BR")),
        ("pt-PT", Some("pt-BR")),
        ("zh", Some("zh-Hans")),
        ("zh-HK", Some("zh-Hant")),
        ("zh-Hant-TW", Some("zh-Hant")),
        ("zh-hans-sg", Some("zh-Hans")),
        ("tlh", None),
        ("", None),
    ] {
        let found = fitting(&[wanted.to_owned()]);
        assert_eq!(found.map(Language::tag), tag, "{wanted}");
    }
    let several = ["tlh".to_owned(), "ja-JP".to_owned(), "de".to_owned()];
    assert_eq!(fitting(&several).map(Language::tag), Some("ja"));
}

#[test]
fn what_is_filled_in_does_not_turn_lines_that_run_to_the_left() {
    let shown = |tag| message::shown_file(language(tag).unwrap(), "status.json");
    let text = shown("ar");
    assert!(text.contains("\u{2068}status.json\u{2069}"), "{text}");
    assert!(!shown("en").contains('\u{2068}'));
}

/// As browsers write them, so that what is rendered and what the page then shows differ as little as can be.
#[test]
fn dates_are_those_of_the_language() {
    let written = |tag: &str, form| {
        language(tag)
            .unwrap()
            .locale()
            .instant(form, at("14:30:00"), None)
    };
    for (tag, dated, percent) in [
        ("en", "23 Nov 2026, 14:30", "43%"),
        ("de", "23.11.2026, 14:30", "43\u{a0}%"),
        ("ja", "2026/11/23 14:30", "43%"),
        ("tr", "23 Kas 2026 14:30", "%43"),
    ] {
        assert_eq!(written(tag, Format::Dated), dated, "{tag}");
        assert_eq!(
            language(tag)
                .unwrap()
                .locale()
                .write(Format::Percent, 43, ""),
            percent,
            "{tag}"
        );
    }
}

/// Names the form that it is asked for; days and years are those of UTC.
struct Forms;

impl Locale for Forms {
    fn knows(&self, _: &str) -> bool {
        true
    }

    fn write(&self, form: Format, value: i64, _: &str) -> String {
        let at = DateTime::from_timestamp_millis(value).unwrap();
        if form == Format::Year {
            return at.format("%Y").to_string();
        }
        if form == Format::Date {
            return at.format("%d %b").to_string();
        }
        format!("{form:?}")
    }

    fn list(&self, items: &[String]) -> String {
        items.concat()
    }
}

#[test]
fn a_year_is_shown_where_it_is_not_this_one() {
    let locale: &dyn Locale = &Forms;
    let now = intermission::model::time::instant::Instant::from_timestamp(1_795_521_600).unwrap();
    for (at, form) in [
        (now, "Time"),
        (now - TimeDelta::days(1), "Dated"),
        (now - TimeDelta::days(365), "DatedInYear"),
        (now + TimeDelta::days(60), "DatedInYear"),
    ] {
        assert_eq!(locale.time(at, now, None), form, "{at}");
    }
}
