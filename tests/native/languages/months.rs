//! The names of months, as headings of the history have them.

use intermission::model::history::month::Month;
use intermission::model::i18n::message::history::month;
use intermission::model::i18n::message::native::{language, tags};

/// Months as browsers write them with `Intl.DateTimeFormat`, in the order of the tags.
const NOVEMBERS: &[&str] = &[
    "نوفمبر 2026",
    "November 2026",
    "November 2026",
    "noviembre de 2026",
    "novembre 2026",
    "נובמבר 2026",
    "नवंबर 2026",
    "novembre 2026",
    "2026年11月",
    "2026년 11월",
    "november 2026",
    "listopad 2026",
    "novembro de 2026",
    "ноябрь 2026\u{202f}г.",
    "Kasım 2026",
    "листопад 2026\u{202f}р.",
    "2026年11月",
    "2026年11月",
];

#[test]
fn each_language_names_months_and_years() {
    let november = Month::parse("2026-11").unwrap();
    let named = |tag: &&str| month(language(tag).unwrap(), november);
    let found: Vec<String> = tags().iter().map(named).collect();
    assert_eq!(found, NOVEMBERS);
}
