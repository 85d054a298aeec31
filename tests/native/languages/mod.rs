//! The catalogues of `languages/`, and what is made of them without a browser.

mod months;
mod phrases;
mod plurals;

use chrono::DateTime;
use intermission::cli::render::Still;
use intermission::model::document::error::FetchError;
use intermission::model::i18n::locale::{Format, Locale};
use intermission::model::i18n::message::language::Language;
use intermission::model::i18n::message::native::{fitting, language, lines, tags};
use intermission::model::i18n::message::{self, Phrase};
use intermission::model::status::data_status::Next;
use intermission::model::status::snapshot::Tally;
use intermission::model::time::countdown::{Amount, Eta, Stopwatch};
use intermission::model::time::time_delta::TimeDelta;

use crate::expect::{expect_file, repository};

const WANTED: &[&str] = &[
    "ar", "de", "en", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl", "pt-BR", "ru", "tr",
    "uk", "zh-Hans", "zh-Hant",
];

fn at(time: &str) -> intermission::model::time::instant::Instant {
    format!("2026-11-23T{time}Z").parse().unwrap()
}

#[test]
fn the_promised_languages_are_there() {
    assert_eq!(tags(), WANTED, "the files in languages/");
    let number = format!(" {} languages", tags().len());
    for file in ["README.md", "CHANGELOG.md"] {
        let text = std::fs::read_to_string(repository(file)).unwrap();
        assert!(text.contains(&number), "{file}: expected `{number}`");
    }
}

/// Every text that depends on a number, for numbers of every kind that a language may tell apart.
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
            message::sentences(
                language,
                &[
                    &message::announced(language, Phrase::HeadlineRunning.text(language)),
                    &message::announced_phase(language, "Copy"),
                    &message::announced_affected(language, tally),
                ],
            ),
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
            is_right_to_left(&lines(tag).unwrap()),
            "{tag}: RIGHT_TO_LEFT in src/model/i18n/message/language.rs"
        );
    }
}

/// Whether most letters are of scripts that run to the left: Hebrew, Arabic and those between them in Unicode.
fn is_right_to_left(text: &str) -> bool {
    let letters = text.chars().filter(|it| it.is_alphabetic());
    let (left, right): (Vec<char>, Vec<char>) =
        letters.partition(|it| ('\u{590}'..'\u{900}').contains(it));
    left.len() > right.len()
}

/// Values of the kinds that are filled in, none of which ends like a sentence.
fn samples(language: Language) -> [String; 4] {
    let hours = Amount::Hours {
        hours: 1,
        minutes: 20,
    };
    [
        "12".to_owned(),
        message::amount(language, hours),
        "14:30 (GMT+1)".to_owned(),
        "API".to_owned(),
    ]
}

/// Texts as visitors read them: every variant of every text with the same value in all its places.
fn filled(tag: &str) -> Vec<String> {
    let lines = lines(tag).unwrap();
    let category = |variant: &str| {
        let (name, _) = variant.split_once(':')?;
        let is_one = ["zero", "one", "two", "few", "many", "other"].contains(&name);
        is_one.then_some(name.len() + 1)
    };
    let mut texts = Vec::new();
    for variant in lines.split(['\n', '|']) {
        let variant = &variant[category(variant).unwrap_or_default()..];
        for value in samples(language(tag).unwrap()) {
            let places = ["{0}", "{1}", "{2}"].into_iter();
            texts.push(places.fold(variant.to_owned(), |text, it| text.replace(it, &value)));
        }
    }
    texts
}

/// Returns the first mistake of punctuation in a text.
fn mistake(tag: &str, text: &str) -> Option<&'static str> {
    let has = |wrong: &[&str]| wrong.iter().any(|it| text.contains(it));
    let count = |mark: char| text.matches(mark).count();
    let quotation = match tag {
        "de" => ('„', '“'),
        "pl" => ('„', '”'),
        _ => ('“', '”'),
    };
    let pairs = [
        quotation,
        ('(', ')'),
        ('（', '）'),
        ('「', '」'),
        ('«', '»'),
    ];
    let is_wide = ["ja", "zh-Hans", "zh-Hant"].contains(&tag);
    let is_french = tag == "fr";
    let mistakes = [
        ("two spaces", has(&["  "])),
        (
            "a space before a mark",
            has(&[" .", " ,", " )", " :", " ;", " ?", " ،", "( "]),
        ),
        (
            "a mark twice",
            has(&["..", ",,", "::", "،،", "。。", "，，", "：：", "。.", ".。"]),
        ),
        (
            "half of a pair",
            pairs.iter().any(|it| count(it.0) != count(it.1)),
        ),
        (
            "a placeholder or an empty pair",
            has(&["{", "}", "()", "（）"]),
        ),
        (
            "a narrow mark, or a space beside a wide one",
            is_wide && has(&[", ", ": ", "; ", "。 ", "， ", "： ", "、 ", " （", "） "]),
        ),
        (
            "a colon without its space",
            is_french
                && text
                    .replace("14:30", "")
                    .replace("\u{a0}:", "")
                    .contains(':'),
        ),
    ];
    mistakes.into_iter().find(|it| it.1).map(|it| it.0)
}

#[test]
fn every_text_is_punctuated_with_every_kind_of_value() {
    for tag in tags() {
        let language = language(tag).unwrap();
        let [_, amount, time, name] = samples(language);
        let join = |facts: &[&str]| message::joined(language, facts);
        let joined = [
            message::sentences(language, &[&message::announced(language, &name), "", &name]),
            message::title(language, &join(&[&name, "", &amount]), None),
            message::failed(language, &FetchError::Offline, &time),
            message::shown_file(language, "status.json", &time),
            message::refused_file(language, "status.json", &FetchError::Offline),
            message::badge_with_status(language, Some(503), &name),
        ];
        for text in filled(tag).iter().chain(&joined) {
            assert_eq!(mistake(tag, text), None, "{tag}: `{text}`");
        }
        for text in &joined {
            assert_eq!(text.trim(), text, "{tag}");
        }
    }
}

#[test]
fn a_mistake_of_punctuation_is_found() {
    for (tag, text) in [
        ("en", "Two  spaces."),
        ("en", "Now , then"),
        ("en", "Twice.."),
        ("en", "(open"),
        ("en", "For {0}"),
        ("ja", "終了: 14:30"),
        ("fr", "Fin: demain"),
    ] {
        assert!(mistake(tag, text).is_some(), "{tag}: `{text}`");
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
    let shown = |tag| message::shown_file(language(tag).unwrap(), "status.json", "14:30");
    let text = shown("ar");
    assert!(text.contains("\u{2068}status.json\u{2069}"), "{text}");
    assert!(!shown("en").contains('\u{2068}'));
    let count = |tag| message::shown_of(language(tag).unwrap(), 8, 30);
    assert!(!count("en").contains('\u{200f}'), "{}", count("en"));
    for tag in ["ar", "he"] {
        let length = message::amount(language(tag).unwrap(), Amount::of(TimeDelta::minutes(65)));
        assert!(length.starts_with('\u{200f}'), "{tag}: {length}");
    }
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
                .write(Format::Percent, 43_000, ""),
            percent,
            "{tag}"
        );
    }
}

#[test]
fn percentages_are_exact_and_months_have_names() {
    for (tag, percent, month) in [
        ("en", "99.982%", "November 2026"),
        ("de", "99,982\u{a0}%", "November 2026"),
        ("ja", "99.982%", "2026年11月"),
        ("tr", "%99,982", "Kasım 2026"),
    ] {
        let locale = language(tag).unwrap().locale();
        let written = locale.write(Format::Percent, 99_982, "");
        assert_eq!(written, percent, "{tag}");
        assert_eq!(locale.instant(Format::Month, at("14:30:00"), None), month);
    }
    let english = language("en").unwrap().locale();
    assert_eq!(english.write(Format::Percent, 99_900, ""), "99.9%");
    assert_eq!(english.write(Format::Percent, 100_000, ""), "100%");
    assert_eq!(english.write(Format::Percent, 1, ""), "0.001%");
}

/// The page writes the hour with two digits everywhere.
#[test]
fn the_hour_has_two_digits_with_and_without_a_date() {
    for tag in tags() {
        let locale = language(tag).unwrap().locale();
        for (time, written) in [
            ("00:05:00", "00:05"),
            ("09:05:00", "09:05"),
            ("19:05:00", "19:05"),
        ] {
            assert_eq!(
                locale.instant(Format::Time, at(time), None),
                written,
                "{tag}"
            );
            let dated = locale.instant(Format::Dated, at(time), None);
            assert!(dated.contains(written), "{tag}: {dated}");
        }
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
