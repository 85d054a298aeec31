//! Durations in words, such as `1 h 20 min`.

use super::language::spoken;
use super::phrase::Phrase;
use crate::model::i18n::locale::Form;
use crate::model::time::countdown::{Amount, Eta, Stopwatch};

/// Writes a duration: `1 h 20 min`. A second unit of zero is left out.
pub fn amount(amount: Amount) -> String {
    match amount {
        Amount::Seconds(seconds) => unit(Phrase::UnitSeconds, seconds),
        Amount::Minutes(minutes) => unit(Phrase::UnitMinutes, minutes),
        Amount::Hours { hours, minutes } => {
            pair((Phrase::UnitHours, hours), (Phrase::UnitMinutes, minutes))
        }
        Amount::Days { days, hours } => pair((Phrase::UnitDays, days), (Phrase::UnitHours, hours)),
    }
}

fn unit(unit: Phrase, number: i64) -> String {
    unit.counted(number, &[&spoken().locale().number(number)])
}

fn pair(large: (Phrase, i64), small: (Phrase, i64)) -> String {
    let text = unit(large.0, large.1);
    if small.1 == 0 {
        return text;
    }
    Phrase::AmountPair.fill(&[&text, &unit(small.0, small.1)])
}

/// Writes a duration until something happens: `in 12 min`.
pub fn ahead(left: Amount) -> String {
    with(Phrase::Ahead, left)
}

/// Writes a duration since something happened: `12 s ago`.
pub fn ago(past: Amount) -> String {
    with(Phrase::Ago, past)
}

/// Fills a phrase with one duration.
pub(super) fn with(phrase: Phrase, length: Amount) -> String {
    phrase.fill(&[&amount(length)])
}

/// Writes a stopwatch: `1:02:03`.
pub fn stopwatch(watch: Stopwatch) -> String {
    let locale = spoken().locale();
    let two = |number| locale.write(Form::TwoDigits, number, "");
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
pub fn eta(eta: Eta) -> String {
    match eta {
        Eta::Unstated => "\u{2014}".to_owned(),
        Eta::In(left) => with(Phrase::EtaIn, left),
        Eta::AnyMoment => Phrase::EtaAnyMoment.text().to_owned(),
        Eta::Overdue(past) => with(Phrase::EtaOverdue, past),
    }
}
