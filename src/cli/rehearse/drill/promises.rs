//! The promises that visitors read, and whether they were kept.

use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The state of one promise at one instant. A sample counts until the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// From when on.
    pub at: Instant,
    /// The time that visitors read as promised; `None` if nothing is promised.
    pub due: Option<Instant>,
    /// Whether the promised thing is true, and visitors can read it.
    pub is_kept: bool,
    /// Whether visitors read that the promised thing is true, whether or not it is.
    pub is_claimed: bool,
}

/// A promise that visitors read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Since when visitors read it.
    pub made_at: Instant,
    /// The promised time.
    pub due: Instant,
    /// The fate of the promise.
    pub outcome: Outcome,
}

/// The fate of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was kept at this instant, at or before the promised time.
    Kept(Instant),
    /// It was kept later than promised, by this length.
    Late(TimeDelta),
    /// It was not kept until the end of the drill, which is this length after the promised time.
    Missed(TimeDelta),
    /// Before it was due, it was replaced by a promise for this time.
    Moved(Instant),
    /// Before it was due, it was taken back.
    Withdrawn,
    /// The drill ended before it was due.
    Open,
}

/// Returns the promises in `samples`, which are in order and end at `end`. A promise that was due before the first sample
/// is left out.
///
/// ```
/// use intermission::cli::rehearse::drill::promises::{Outcome, Sample, promises};
/// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
/// let minute = |minutes| Instant::UNIX_EPOCH + TimeDelta::minutes(minutes);
/// let promised = Sample { at: minute(0), due: Some(minute(10)), ..Sample::default() };
/// let kept = |at| Sample { at: minute(at), due: None, is_kept: true, is_claimed: true };
/// let outcome = |samples: &[Sample], end| promises(samples, minute(end))[0].outcome;
/// assert_eq!(outcome(&[promised, kept(10)], 20), Outcome::Kept(minute(10)));
/// assert_eq!(outcome(&[promised, kept(12)], 20), Outcome::Late(TimeDelta::minutes(2)));
/// assert_eq!(outcome(&[promised], 20), Outcome::Missed(TimeDelta::minutes(10)));
/// assert_eq!(outcome(&[promised], 9), Outcome::Open);
/// ```
pub fn promises(samples: &[Sample], end: Instant) -> Vec<Promise> {
    let mut found = Vec::new();
    let mut before = None;
    for (index, sample) in samples.iter().enumerate() {
        if let Some(due) = sample.due.filter(|due| before != Some(*due)) {
            let later = samples.get(index + 1..).unwrap_or_default();
            if samples.first().is_some_and(|first| first.at < due) {
                found.push(Promise {
                    made_at: sample.at,
                    due,
                    outcome: outcome(due, later, end),
                });
            }
        }
        before = sample.due;
    }
    found
}

/// Returns what became of a promise, by the samples after the first one that has it.
fn outcome(due: Instant, later: &[Sample], end: Instant) -> Outcome {
    let stood = later.iter().take_while(|it| it.due == Some(due)).count();
    let rest = later.get(stood..).unwrap_or_default();
    let Some(next) = rest.first() else {
        return unkept(due, end);
    };
    let is_early = next.at <= due;
    match next.due {
        _ if next.is_kept => kept(due, next.at),
        Some(moved) if is_early => Outcome::Moved(moved),
        None if is_early && !next.is_claimed => Outcome::Withdrawn,
        // A promise that the document claims early is kept once it is true.
        Some(_) | None => match rest.iter().find(|it| it.is_kept) {
            Some(sample) => kept(due, sample.at),
            None => unkept(due, end),
        },
    }
}

fn kept(due: Instant, at: Instant) -> Outcome {
    if at <= due {
        Outcome::Kept(at)
    } else {
        Outcome::Late(at - due)
    }
}

fn unkept(due: Instant, end: Instant) -> Outcome {
    if end < due {
        Outcome::Open
    } else {
        Outcome::Missed(end - due)
    }
}
