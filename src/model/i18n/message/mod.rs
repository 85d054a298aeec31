//! All sentences and words that visitors read, one function for each use. The texts themselves are in `languages/`.
//!
//! Views and decisions choose the message; only this module writes it. Sentences say what is happening, what happens
//! next and what to do, which is usually nothing.

mod amount;
mod failure;
pub mod history;
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
pub use returning::{announced_return, return_notice};
pub use situation::{badge, headline, meaning, publisher_summary, when};
pub use state::{
    access, component_status, incident_status, incident_words, maintenance_status,
    maintenance_words, phase_status, state_words, update_status,
};
pub use visiting::{back_again, refused_file, shown_file, told_by};

use crate::model::document::vocabulary::{ComponentStatus, Health};
use crate::model::i18n::locale::Format;
use crate::model::status::data_status::{Basis, Next};
use crate::model::status::derived::Verdict;
use crate::model::status::maintenance::{Count, Maintenance, Permille};
use crate::model::status::next_update::Promise;
use crate::model::status::snapshot::Tally;
use crate::model::time::countdown::Amount;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;
use amount::with;
use language::Language;

/// Stands in a text for an instant that the page inserts as an element of its own.
pub const SLOT: &str = "\u{fffc}";
/// The character of [`SLOT`].
pub const SLOT_CHAR: char = '\u{fffc}';

/// Writes an instant with its zone: `14:30 (GMT+1)`. The date precedes the time unless it is the date at `now`, and has its
/// year unless that is the year at `now`. `None` means the visitor's own zone.
pub fn with_zone(language: Language, at: Instant, now: Instant, zone: Option<&str>) -> String {
    let locale = language.locale();
    let (time, name) = (
        locale.time(at, now, zone),
        locale.instant(Format::ZoneName, at, zone),
    );
    Phrase::WithZone.fill(language, &[&time, &name])
}

/// Returns the badge, such as `HTTP 503 · Maintenance`. It begins with the HTTP status with which the page was
/// delivered, if that is an error.
pub fn badge_with_status(language: Language, delivered: Option<u16>, badge: &str) -> String {
    match delivered {
        Some(status @ 400..) => {
            joined(language, &[&["HTTP ", &status.to_string()].concat(), badge])
        }
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
        Verdict::FinishedEarly(by) => return with(language, Phrase::VerdictFinishedEarly, by),
        Verdict::Cancelled => Phrase::VerdictCancelled,
    };
    phrase.text(language).to_owned()
}

/// Returns how far the end of a maintenance was moved: `extended by 20 min`, `moved 2 times, by 50 min in all` if it
/// was moved several times, or `shortened by 10 min` if it came nearer. `None` if it is where it was.
pub fn moved_end(language: Language, maintenance: &Maintenance) -> Option<String> {
    let by = maintenance.extended_by()?;
    let moves = i64::try_from(maintenance.moves()).unwrap_or(i64::MAX);
    let length = Amount::of(by.abs());
    Some(if by < TimeDelta::zero() {
        with(language, Phrase::Shortened, length)
    } else if moves < 2 {
        with(language, Phrase::Extended, length)
    } else {
        let count = language.locale().number(moves);
        Phrase::Moved.counted(language, moves, &[&count, &amount(language, length)])
    })
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

/// Returns the heading over the services of one health, of which there are `number`.
pub fn services_of(language: Language, health: Health, number: usize) -> String {
    let phrase = match health {
        Health::Affected => Phrase::Affected,
        Health::Unknown => Phrase::StatusUnknown,
        Health::Healthy => {
            let plural = i64::try_from(number).unwrap_or(i64::MAX);
            let count = language.locale().count(number);
            return Phrase::ServicesWork.counted(language, plural, &[&count]);
        }
    };
    phrase.text(language).to_owned()
}

/// Returns the announcement of a headline to screen readers.
pub fn announced(language: Language, headline: &str) -> String {
    Phrase::Announced.fill(language, &[headline])
}

/// Returns the announcement of the active phase to screen readers.
pub fn announced_phase(language: Language, phase: &str) -> String {
    Phrase::AnnouncedPhase.fill(language, &[phase])
}

/// Returns the announcement of the number of affected services to screen readers; empty if no service has a known state.
pub fn announced_affected(language: Language, tally: Tally) -> String {
    let total = tally.total();
    let said = (total > tally.unknown)
        .then(|| some_of(language, Phrase::AnnouncedAffected, tally.affected, total));
    said.unwrap_or_default()
}

/// Returns the announcement of a service whose state has changed to screen readers.
pub fn changed_state(
    language: Language,
    name: &str,
    state: ComponentStatus,
    was: ComponentStatus,
) -> String {
    let (state, was) = (
        component_status(language, state),
        component_status(language, was),
    );
    announced(
        language,
        &Phrase::ChangeState.fill(language, &[name, state, was]),
    )
}

/// Returns the announcement of a moved end to screen readers: `Expected to end at 11:46, extended by 10 min.`
pub fn announced_end(language: Language, time: &str, maintenance: &Maintenance) -> String {
    let end = Phrase::WhenEnds.fill(language, &[time]);
    let by = moved_end(language, maintenance).unwrap_or_default();
    announced(language, &join(language, Phrase::JoinAge, &[&end, &by]))
}

/// Joins sentences and skips empty ones.
pub fn sentences(language: Language, sentences: &[&str]) -> String {
    join(language, Phrase::JoinSentences, sentences)
}

/// Joins facts, such as `Scheduled · 10:00 – 11:00`, and skips empty ones.
pub fn joined(language: Language, facts: &[&str]) -> String {
    join(language, Phrase::JoinFacts, facts)
}

fn join(language: Language, separator: Phrase, parts: &[&str]) -> String {
    let parts = parts.iter().copied().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(separator.text(language))
}

/// Returns the title of the window. The state comes first, so that a narrow tab shows it.
pub fn title(language: Language, badge: &str, page: Option<&str>) -> String {
    let page = page.unwrap_or(Phrase::ServiceStatus.text(language));
    joined(language, &[badge, page])
}

/// Returns the progress of a phase: `schema changes: 3 of 7`.
pub fn count(language: Language, count: &Count) -> String {
    let locale = language.locale();
    let (done, total) = (locale.count(count.done), locale.count(count.total));
    match &count.unit {
        Some(unit) => Phrase::CountOf.fill(language, &[&done, &total, unit]),
        None => Phrase::Count.fill(language, &[&done, &total]),
    }
}

/// Returns the number of a phase among all: `Step 4 of 7`.
pub fn step_of(language: Language, number: usize, total: usize) -> String {
    let count = |things| language.locale().count(things);
    Phrase::StepOf.fill(language, &[&count(number), &count(total)])
}

/// Returns the time from which the age of the data counts, such as `Published 14:02 (GMT)`.
pub fn age(language: Language, basis: Basis, time: &str) -> String {
    let phrase = match basis {
        Basis::Published => Phrase::AgePublished,
        Basis::Checked => Phrase::AgeChecked,
        Basis::Edited => Phrase::AgeEdited,
        Basis::Fetched => Phrase::AgeFetched,
    };
    phrase.fill(language, &[time])
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
    exact_percent(language, u32::from(share / 10) * 1000)
}

/// Returns a share in thousandths of a percent as it is: `99.982 %`.
pub fn exact_percent(language: Language, share: u32) -> String {
    language
        .locale()
        .write(Format::Percent, i64::from(share), "")
}

/// Returns the expected duration of a phase: `expected 10 min`.
pub fn expected(language: Language, length: Amount) -> String {
    with(language, Phrase::Expected, length)
}

/// Returns the promise of the next update, which is due at the time `at` in words: `Next update by 14:30 (GMT+1), in 12
/// min`.
pub fn next_update(language: Language, promise: Promise, at: &str) -> String {
    match promise {
        Promise::In(left) => Phrase::NextUpdateIn.fill(language, &[at, &ahead(language, left)]),
        Promise::Due => Phrase::NextUpdate.fill(language, &[at]),
        Promise::Overdue => Phrase::NextUpdateOverdue.fill(language, &[at]),
    }
}

/// Returns the name of the operator's zone: `Operator's time (Europe/Berlin)`.
pub fn operator_zone(language: Language, zone: &str) -> String {
    Phrase::OperatorZone.fill(language, &[zone])
}
