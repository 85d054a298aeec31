//! Durations in words, such as `1 h 20 min`.

use super::language::Language;
use super::phrase::Phrase;
use crate::model::i18n::locale::Format;
use crate::model::time::countdown::{Amount, Eta, Stopwatch};

/// Writes a duration: `1 h 20 min`. A second unit of zero is left out.
pub fn amount(language: Language, amount: Amount) -> String {
    match amount {
        Amount::Seconds(seconds) => unit(language, Phrase::UnitSeconds, seconds),
        Amount::Minutes(minutes) => unit(language, Phrase::UnitMinutes, minutes),
        Amount::Hours { hours, minutes } => pair(
            language,
            (Phrase::UnitHours, hours),
            (Phrase::UnitMinutes, minutes),
        ),
        Amount::Days { days, hours } => pair(
            language,
            (Phrase::UnitDays, days),
            (Phrase::UnitHours, hours),
        ),
    }
}

fn unit(language: Language, unit: Phrase, number: i64) -> String {
    unit.counted(language, number, &[&language.locale().number(number)])
}

fn pair(language: Language, large: (Phrase, i64), small: (Phrase, i64)) -> String {
    let text = unit(language, large.0, large.1);
    if small.1 == 0 {
        return text;
    }
    Phrase::AmountPair.fill(language, &[&text, &unit(language, small.0, small.1)])
}

/// Writes a duration until something happens: `in 12 min`.
pub fn ahead(language: Language, left: Amount) -> String {
    with(language, Phrase::Ahead, left)
}

/// Writes a duration since something happened: `12 s ago`.
pub fn ago(language: Language, past: Amount) -> String {
    with(language, Phrase::Ago, past)
}

/// Fills a phrase with one duration.
pub(super) fn with(language: Language, phrase: Phrase, length: Amount) -> String {
    phrase.fill(language, &[&amount(language, length)])
}

/// Writes a stopwatch: `1:02:03`.
pub fn stopwatch(language: Language, watch: Stopwatch) -> String {
    let locale = language.locale();
    let two = |number| locale.write(Format::TwoDigits, number, "");
    let (hours, minutes, seconds) = (
        locale.number(watch.hours),
        two(watch.minutes),
        two(watch.seconds),
    );
    [&hours, ":", &minutes, ":", &seconds].concat()
}

/// Returns the value of HTML's `datetime` attribute for a duration: `PT1H2M3S`.
pub fn stopwatch_datetime(watch: Stopwatch) -> String {
    let (hours, minutes, seconds) = (
        watch.hours.to_string(),
        watch.minutes.to_string(),
        watch.seconds.to_string(),
    );
    ["PT", &hours, "H", &minutes, "M", &seconds, "S"].concat()
}

/// Writes the remaining time: `~ 12 min`, `any moment`, `overdue 3 min`, or `—` where none is stated.
pub fn eta(language: Language, eta: Eta) -> String {
    match eta {
        Eta::Unstated => "\u{2014}".to_owned(),
        Eta::In(left) => with(language, Phrase::EtaIn, left),
        Eta::AnyMoment => Phrase::EtaAnyMoment.text(language).to_owned(),
        Eta::Overdue(past) => with(language, Phrase::EtaOverdue, past),
    }
}
