//! The words of the history: days, figures, months, incidents and maintenances of the past.

use super::language::Language;
use super::{
    Phrase, amount, component_status, exact_percent, incident_words, joined, maintenance_words,
};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::history::days::Day;
use crate::model::history::month::Month;
use crate::model::history::past_event::{Outcome, PastEvent, Subject};
use crate::model::history::service_days::ServiceDays;
use crate::model::history::stated::{StatedCheck, StatedDay, StatedPeriod, StatedService};
use crate::model::i18n::locale::Format;
use crate::model::time::countdown::Amount;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The zone of days and months.
const UTC: Option<&str> = Some("UTC");

/// Joins a label and a value: `Promised end: 14:30`.
pub fn labelled(language: Language, label: &str, value: &str) -> String {
    Phrase::HistoryLabelled.fill(language, &[label, value])
}

/// Returns the name of a month: `November 2026`.
pub fn month(language: Language, month: Month) -> String {
    let locale = language.locale();
    locale.instant(Format::Month, month.start(), UTC)
}

/// Returns the date of a day in UTC: `Mon, Nov 23, 2026`.
pub fn date(language: Language, at: Instant) -> String {
    language.locale().instant(Format::DateInYear, at, UTC)
}

/// Returns how long a service was in which state on a day, the worst first: `Outage: 12 min · Operational: 23 h 48 min`.
/// A state that lasted all day has no length.
pub fn day_states(language: Language, day: &Day) -> String {
    let whole = day.until - day.from;
    let known = day.lengths.iter().rev();
    let known = known.map(|(status, length)| (component_status(language, *status), *length));
    let unknown = (Phrase::HistoryNoData.text(language), day.unknown());
    let states: Vec<String> = known
        .chain([unknown])
        .filter(|(_, length)| !length.is_zero())
        .map(|(state, length)| of_day(language, state, length, whole))
        .collect();
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    joined(language, &states)
}

fn of_day(language: Language, state: &str, length: TimeDelta, whole: TimeDelta) -> String {
    if length == whole {
        return state.to_owned();
    }
    labelled(language, state, &amount(language, Amount::of(length)))
}

/// Returns the shares of time without outages and without data, or that there is no data.
pub fn figures(language: Language, days: &ServiceDays) -> Vec<String> {
    let [Some(full), Some(partial)] = [days.full.share(), days.partial.share()] else {
        return vec![Phrase::HistoryNoData.text(language).to_owned()];
    };
    let unknown = days.full.unknown_share();
    let figure = |phrase: Phrase, share| phrase.fill(language, &[&exact_percent(language, share)]);
    vec![
        figure(Phrase::HistoryFigureFull, full),
        figure(Phrase::HistoryFigurePartial, partial),
        figure(Phrase::HistoryFigureUnknown, unknown),
    ]
}

/// Returns the number of days that bars show, and that figures are for, in a sentence of `phrase`.
pub fn days_in(language: Language, phrase: Phrase, days: u16) -> String {
    phrase.fill(language, &[&language.locale().number(i64::from(days))])
}

/// Returns the length of time before a reading that a figure of another source is of: `The last 7 days`.
pub fn stated_period(language: Language, period: StatedPeriod) -> String {
    let Some(period) = period else {
        return Phrase::HistoryUnstatedPeriod.text(language).to_owned();
    };
    match u16::try_from(period.num_seconds() / 86_400).unwrap_or(u16::MAX) {
        ..=1 => Phrase::HistoryLastHours.text(language).to_owned(),
        days => days_in(language, Phrase::HistoryLastDays, days),
    }
}

/// Returns a response time: `12 ms`.
pub fn millis(language: Language, millis: u64) -> String {
    let number = i64::try_from(millis).unwrap_or(i64::MAX);
    let number = language.locale().number(number);
    Phrase::HistoryMillis.fill(language, &[&number])
}

/// Returns what another source states about a day: the lengths first, then the state of the day unless a length is that of
/// the same state.
pub fn stated_day(language: Language, day: &StatedDay) -> String {
    let lengths = [
        (ComponentStatus::MajorOutage, day.down),
        (ComponentStatus::UnderMaintenance, day.maintenance),
    ];
    let lengths = lengths.into_iter().filter(|(_, length)| !length.is_zero());
    let mut words: Vec<String> = lengths
        .clone()
        .map(|(status, length)| {
            let length = amount(language, Amount::of(length));
            labelled(language, component_status(language, status), &length)
        })
        .collect();
    let has_length = |status| lengths.clone().any(|(it, _)| it == status);
    let status = day.status.filter(|status| !has_length(*status));
    words.extend(status.map(|it| component_status(language, it).to_owned()));
    if words.is_empty() {
        words.push(Phrase::HistoryNoData.text(language).to_owned());
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    joined(language, &words)
}

/// Returns the newest checks of a service in words: the response times of the successful ones, and how many there are.
pub fn stated_checks(language: Language, service: &StatedService) -> Vec<String> {
    let figure = |phrase: Phrase, value: &str| labelled(language, phrase.text(language), value);
    let mut words = Vec::new();
    if let Some(times) = service.response_times() {
        for (phrase, time) in [
            (Phrase::HistoryLowest, times.lowest),
            (Phrase::HistoryMedian, times.median),
            (Phrase::HistoryHighest, times.highest),
        ] {
            words.push(figure(phrase, &millis(language, time)));
        }
    }
    let count = |number: usize| language.locale().count(number);
    let failed = service.checks.iter().filter(|it| it.is_failed).count();
    words.push(figure(Phrase::HistoryChecks, &count(service.checks.len())));
    words.push(figure(Phrase::HistoryFailedChecks, &count(failed)));
    words
}

/// Returns the outcome of a check: its response time, or that it failed, or that there is no data.
pub fn stated_check(language: Language, check: &StatedCheck) -> String {
    let time = check.millis.map(|it| millis(language, it));
    let failed = check
        .is_failed
        .then(|| Phrase::HistoryCheckFailed.text(language));
    match (failed, time) {
        (Some(failed), Some(time)) => joined(language, &[failed, &time]),
        (Some(failed), None) => failed.to_owned(),
        (None, Some(time)) => time,
        (None, None) => Phrase::HistoryNoData.text(language).to_owned(),
    }
}

/// Returns how far an incident or maintenance got, in its publisher's words: `Resolved`.
pub fn past_state(language: Language, event: &PastEvent) -> String {
    let state = match &event.subject {
        Subject::Incident(it) => incident_words(language, it).to_owned(),
        Subject::Maintenance(it) => maintenance_words(language, it, false),
    };
    let is_maintenance = matches!(event.subject, Subject::Maintenance(_));
    let more = match event.outcome() {
        Outcome::Over => "",
        // Its state tells.
        Outcome::Open if is_maintenance => "",
        Outcome::Open => Phrase::HistoryNotOver.text(language),
        Outcome::Untold => Phrase::HistoryUnknownEnd.text(language),
    };
    joined(language, &[&state, more])
}

/// Returns how long an incident or maintenance lasted: `Lasted 1 h 12 min`.
pub fn lasted(language: Language, length: TimeDelta) -> String {
    super::with(language, Phrase::HistoryLasted, Amount::of(length))
}

/// Returns the number of messages: `3 updates`.
pub fn updates(language: Language, number: usize) -> String {
    let plural = i64::try_from(number).unwrap_or(i64::MAX);
    let count = language.locale().count(number);
    Phrase::HistoryUpdates.counted(language, plural, &[&count])
}
