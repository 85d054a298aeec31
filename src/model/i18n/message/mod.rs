//! All sentences and words that visitors read, one function for each use. The texts themselves are in `languages/`.
//!
//! Views and decisions choose the message; only this module writes it. Sentences say what is happening, what happens
//! next and what to do, which is usually nothing.

mod amount;
mod failure;
pub mod language;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod phrase;
mod returning;
mod situation;
mod state;
pub mod still;
mod visiting;

pub use amount::{ago, ahead, amount, eta, stopwatch, stopwatch_datetime};
pub use failure::{failed, failure, failure_consequence};
pub use phrase::Phrase;
pub use returning::return_notice;
pub use situation::{badge, headline, meaning, publisher_summary, when_lead};
pub use state::{
    access, component_status, incident_status, incident_words, maintenance_status,
    maintenance_words, phase_status, state_words, timing, update_status,
};
pub use visiting::{back_again, refused_file, shown_file, told_by};

use crate::model::i18n::locale::Format;
use crate::model::status::data_status::{Basis, Next};
use crate::model::status::derived::Verdict;
use crate::model::status::maintenance::{Count, Permille};
use crate::model::status::snapshot::Tally;
use crate::model::time::countdown::Amount;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;
use amount::with;
use language::Language;

/// Returns the badge, such as `HTTP 503 · Maintenance`. It begins with the HTTP status with which the page was
/// delivered, if that is an error.
pub fn badge_with_status(delivered: Option<u16>, badge: &str) -> String {
    match delivered {
        Some(status @ 400..) => ["HTTP ", &status.to_string(), " \u{b7} ", badge].concat(),
        Some(_) | None => badge.to_owned(),
    }
}

/// Returns how a maintenance compares with the clock.
pub fn verdict(language: Language, verdict: Verdict) -> String {
    let phrase = match verdict {
        Verdict::StartsIn(left) => return with(language, Phrase::VerdictStartsIn, left),
        Verdict::StartOverdueBy(past) => return with(language, Phrase::VerdictDueFor, past),
        Verdict::Early => Phrase::VerdictEarly,
        Verdict::OnSchedule => Phrase::VerdictOnSchedule,
        Verdict::Behind => Phrase::VerdictBehind,
        Verdict::OverBy(Amount::Minutes(0)) => Phrase::VerdictAtEnd,
        Verdict::OverBy(past) => return with(language, Phrase::VerdictOverBy, past),
        Verdict::Finished => Phrase::VerdictFinished,
        Verdict::Cancelled => Phrase::VerdictCancelled,
    };
    phrase.text(language).to_owned()
}

/// Returns how far an end was moved: `extended by 20 min`, or the phrase for a shortened maintenance if `by` is
/// negative.
pub fn extended(language: Language, by: TimeDelta) -> String {
    let phrase = if by < TimeDelta::zero() {
        Phrase::Shortened
    } else {
        Phrase::Extended
    };
    with(language, phrase, Amount::of(by.abs()))
}

/// Returns the text after the number of affected services: `of 12 total · 8 healthy`.
pub fn tally(language: Language, tally: Tally) -> String {
    let count = |things| language.locale().count(things);
    let phrase = if tally.unknown > 0 {
        Phrase::TallyUnknown
    } else {
        Phrase::Tally
    };
    phrase.fill(
        language,
        &[
            &count(tally.total()),
            &count(tally.healthy),
            &count(tally.unknown),
        ],
    )
}

/// Returns the number of shown services: `5 of 12 services`.
pub fn shown_of(language: Language, shown: usize, total: usize) -> String {
    some_of(language, Phrase::ShownOf, shown, total)
}

fn some_of(language: Language, phrase: Phrase, some: usize, total: usize) -> String {
    let count = |things| language.locale().count(things);
    let number = i64::try_from(total).unwrap_or(i64::MAX);
    phrase.counted(language, number, &[&count(some), &count(total)])
}

/// Returns the announcement of a headline to screen readers.
pub fn announced(language: Language, headline: &str) -> String {
    Phrase::Announced.fill(language, &[headline])
}

/// Returns the announcement of the active phase to screen readers.
pub fn announced_phase(language: Language, phase: &str) -> String {
    Phrase::AnnouncedPhase.fill(language, &[phase])
}

/// Returns the announcement of the number of affected services to screen readers; empty if there are no services.
pub fn announced_affected(language: Language, tally: Tally) -> String {
    let total = tally.total();
    let said =
        (total > 0).then(|| some_of(language, Phrase::AnnouncedAffected, tally.affected, total));
    said.unwrap_or_default()
}

/// Joins sentences and skips empty ones. A full-width full stop needs no space after it.
pub fn sentences(sentences: &[&str]) -> String {
    let mut text = String::new();
    for sentence in sentences.iter().filter(|it| !it.is_empty()) {
        if !text.is_empty() && !text.ends_with('\u{3002}') {
            text.push(' ');
        }
        text.push_str(sentence);
    }
    text
}

/// Returns the title of the window. The state comes first, so that a narrow tab shows it.
pub fn title(language: Language, badge: &str, page: Option<&str>) -> String {
    let page = page.unwrap_or(Phrase::ServiceStatus.text(language));
    [badge, " \u{b7} ", page].concat()
}

/// Returns the progress of a phase: `3 of 7 schema changes`.
pub fn count(language: Language, count: &Count) -> String {
    let locale = language.locale();
    let (done, total) = (locale.count(count.done), locale.count(count.total));
    match &count.unit {
        Some(unit) => Phrase::CountOf.fill(language, &[&done, &total, unit]),
        None => Phrase::Count.fill(language, &[&done, &total]),
    }
}

/// Returns the text before the age of the data, which names what the age counts from.
pub fn age_lead(language: Language, basis: Basis) -> &'static str {
    let phrase = match basis {
        Basis::Published => Phrase::AgePublished,
        Basis::Checked => Phrase::AgeChecked,
        Basis::Edited => Phrase::AgeEdited,
        Basis::Fetched => Phrase::AgeFetched,
    };
    phrase.text(language)
}

/// Returns when the next check happens.
pub fn next_check(language: Language, next: Next) -> String {
    let phrase = match next {
        Next::Checking => Phrase::NextChecking,
        Next::In(Amount::Seconds(0)) => Phrase::NextNow,
        Next::In(left) => return with(language, Phrase::NextIn, left),
        Next::Paused => Phrase::NextPaused,
    };
    phrase.text(language).to_owned()
}

/// Returns a share in whole percents, rounded down: `43 %`.
pub fn percent(language: Language, share: Permille) -> String {
    let percents = i64::from(share / 10);
    language.locale().write(Format::Percent, percents, "")
}

/// Returns the expected duration of a phase: `expected 10 min`.
pub fn expected(language: Language, length: Amount) -> String {
    with(language, Phrase::Expected, length)
}

/// Returns the expected end, in the visitor's own zone: `Expected to end at 14:30 (GMT+1)`.
pub fn ends_at(language: Language, at: Instant) -> String {
    Phrase::ChangeEnd.fill(language, &[&language.locale().when(at, at, None)])
}

/// Returns the name of the operator's zone: `Operator's time (Europe/Berlin)`.
pub fn operator_zone(language: Language, zone: &str) -> String {
    Phrase::OperatorZone.fill(language, &[zone])
}
