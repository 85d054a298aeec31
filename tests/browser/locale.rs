//! What this browser's `Intl` makes of dates, numbers and zones.

use intermission::browser::locale::IntlLocale;
use intermission::model::i18n::locale::{Format, Locale};
use intermission::model::time::instant::{Instant, Reading, read};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::noon;

fn intl(tag: &'static str) -> &'static dyn Locale {
    Box::leak(Box::new(IntlLocale(tag)))
}

#[wasm_bindgen_test]
fn intl_writes_times_and_survives_unknown_zones() {
    let locale = intl("en-GB");
    let noon = noon(0).local;
    assert!(locale.knows("Europe/Berlin"));
    assert!(!locale.knows("Pacific Time (US & Canada)"));
    assert!(!locale.time(noon, noon, Some("nowhere")).is_empty());
    for (zone, written) in [
        ("Europe/Berlin", "13:00 (GMT+1)"),
        ("Asia/Kolkata", "17:30 (GMT+5:30)"),
        ("America/St_Johns", "08:30 (GMT-3:30)"),
        ("Pacific/Kiritimati", "02:00 (GMT+14)"),
    ] {
        assert_eq!(when(locale, noon, noon, Some(zone)), written, "{zone}");
    }
}

/// The time and the name of the zone, as they are filled into a text.
fn when(locale: &'static dyn Locale, at: Instant, now: Instant, zone: Option<&str>) -> String {
    let name = locale.instant(Format::ZoneName, at, zone);
    format!("{} ({name})", locale.time(at, now, zone))
}

fn utc(text: &str) -> Instant {
    match read(text) {
        Reading::At(at) => at,
        other @ (Reading::Absent | Reading::Unreadable) => panic!("{text}: {other:?}"),
    }
}

/// The hour that a clock shows twice is told apart by its offset, and the one that it leaves out is not shown.
#[wasm_bindgen_test]
fn clocks_that_change_are_told_apart() {
    let locale = intl("en-GB");
    for (zone, at, written) in [
        ("Europe/Berlin", "2026-10-25T00:30:00Z", "02:30 (GMT+2)"),
        ("Europe/Berlin", "2026-10-25T01:30:00Z", "02:30 (GMT+1)"),
        ("Europe/Berlin", "2026-03-29T00:59:00Z", "01:59 (GMT+1)"),
        ("Europe/Berlin", "2026-03-29T01:00:00Z", "03:00 (GMT+2)"),
        ("America/New_York", "2026-11-01T05:30:00Z", "01:30 (GMT-4)"),
        ("America/New_York", "2026-11-01T06:30:00Z", "01:30 (GMT-5)"),
        (
            "Australia/Lord_Howe",
            "2026-10-03T15:30:00Z",
            "02:30 (GMT+11)",
        ),
    ] {
        assert_eq!(
            when(locale, utc(at), utc(at), Some(zone)),
            written,
            "{zone} {at}"
        );
    }
}

/// A date of another year has its year, by the calendar of the zone that it is shown in.
#[wasm_bindgen_test]
fn another_year_is_told() {
    let locale = intl("en-GB");
    let now = utc("2026-11-23T12:00:00Z");
    for (at, expected) in [
        ("2025-06-20T12:00:00Z", true),
        ("2026-06-20T12:00:00Z", false),
    ] {
        let written = locale.time(utc(at), now, Some("UTC"));
        assert!(written.contains("20 Jun"), "{written}");
        assert_eq!(written.contains("2025"), expected, "{written}");
        assert!(!written.contains("2026"), "{written}");
    }
    let (before, after) = (utc("2026-12-31T23:30:00Z"), utc("2027-01-01T00:30:00Z"));
    assert_eq!(
        locale.time(before, after, Some("America/New_York")),
        "18:30"
    );
    let written = locale.time(before, after, Some("UTC"));
    assert!(written.contains("2026"), "{written}");
}

/// Which day it is depends on where one is.
#[wasm_bindgen_test]
fn another_day_is_told_by_its_date() {
    let locale = intl("en-GB");
    let (before, after) = (utc("2026-11-23T23:30:00Z"), utc("2026-11-24T00:30:00Z"));
    assert_eq!(
        locale.time(after, before, Some("America/New_York")),
        "19:30"
    );
    assert_eq!(locale.time(after, before, Some("Asia/Tokyo")), "09:30");
    let dated = locale.time(after, before, Some("UTC"));
    assert!(
        dated.contains("24 Nov") && dated.contains("00:30"),
        "{dated}"
    );
}

/// As every language has it, with the CLDR that this browser comes with.
#[wasm_bindgen_test]
fn intl_writes_in_the_language_of_the_page() {
    for (tag, number, percent, category) in [
        ("en-GB", "1,104", "43%", "other"),
        ("de", "1.104", "43\u{a0}%", "other"),
        ("ru", "1\u{a0}104", "43\u{a0}%", "few"),
        ("hi", "1,104", "43%", "other"),
        ("tr", "1.104", "%43", "other"),
    ] {
        let locale = intl(tag);
        assert_eq!(locale.number(1104), number, "{tag}");
        assert_eq!(locale.write(Format::Percent, 43_000, ""), percent, "{tag}");
        assert_eq!(locale.write(Format::Plural, 1104, ""), category, "{tag}");
        assert_eq!(locale.write(Format::TwoDigits, 7, ""), "07", "{tag}");
    }
    let written = |form, value| intl("en-GB").write(form, value, "UTC");
    assert_eq!(written(Format::Percent, 99_982), "99.982%");
    assert_eq!(written(Format::Month, 0), "January 1970");
    let items = ["a".to_owned(), "b".to_owned()];
    assert_eq!(intl("en-GB").list(&items), "a, b");
    assert_eq!(intl("en-GB").list(&items[..1]), "a");
}
