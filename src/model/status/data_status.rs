//! The status bar: the age of the data, the last failure, and the next check.

use std::sync::Arc;

use crate::model::document::error::FetchError;
use crate::model::status::snapshot::Published;
use crate::model::time::countdown::{Amount, Counter, Finest, earlier, seconds_until, since};
use crate::model::time::instant::Instant;

/// The content of the status bar at one instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataStatus {
    /// The age of the data; `None` while there is none.
    pub age: Option<Age>,
    /// Why the last attempt brought nothing, and when it was; `None` once one succeeds.
    pub failure: Option<Failure>,
    /// The next automatic action.
    pub next: Next,
    /// The first instant at which any of the above differs.
    pub until: Option<Instant>,
}

/// The age of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The instant it is counted from.
    pub at: Instant,
    /// The time since `at`.
    pub amount: Amount,
    /// The event at `at`.
    pub basis: Basis,
}

/// The event from which the age of the data is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The publisher wrote the document then.
    Published,
    /// The publisher's services were last checked then.
    Checked,
    /// The publisher's page was last edited then; the document may be newer.
    Edited,
    /// The document came then; the publisher does not say when it was written.
    Fetched,
}

/// An attempt that brought nothing.
#[derive(Clone, Debug)]
pub struct Failure {
    /// When it ended.
    pub at: Instant,
    /// Why.
    pub error: Arc<FetchError>,
}

/// Equality compares only the time of the failure.
impl PartialEq for Failure {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Failure {}

/// The next automatic action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// A request is under way.
    #[default]
    Checking,
    /// The next check is due after this amount of time; zero seconds have a sentence of their own.
    In(Amount),
    /// Nothing: the visitor has paused all updating.
    Paused,
}

/// Works out the age of data with the given publishing time, fetched at `fetched_at`.
///
/// ```
/// use intermission::model::status::data_status::{Basis, age};
/// use intermission::model::status::snapshot::Published;
/// use intermission::model::time::{countdown::Amount, instant::Instant, time_delta::TimeDelta};
/// let fetched_at = Instant::UNIX_EPOCH;
/// let now = fetched_at + TimeDelta::seconds(60);
/// let counter = age(Published::Unstated, fetched_at, now);
/// assert_eq!((counter.shows.basis, counter.shows.amount), (Basis::Fetched, Amount::Minutes(1)));
/// assert_eq!(counter.until, Some(now + TimeDelta::seconds(60)));
/// let ahead = age(Published::At(now + TimeDelta::seconds(9)), fetched_at, now);
/// assert_eq!(ahead.shows.amount, Amount::Seconds(0), "a publisher's clock that is ahead");
/// ```
pub fn age(published: Published, fetched_at: Instant, now: Instant) -> Counter<Age> {
    let (at, basis) = match published {
        Published::At(at) => (at, Basis::Published),
        Published::Checked(at) => (at, Basis::Checked),
        Published::NotBefore(at) => (at, Basis::Edited),
        Published::Unstated => (fetched_at, Basis::Fetched),
    };
    let counter = since(at, now, Finest::Seconds);
    Counter {
        shows: Age {
            at,
            amount: counter.shows,
            basis,
        },
        until: counter.until,
    }
}

impl DataStatus {
    /// Puts the line together.
    pub fn new(
        age: Option<Counter<Age>>,
        failure: Option<Failure>,
        next_check: Option<Instant>,
        paused: bool,
        now: Instant,
    ) -> Self {
        let mut until = age.and_then(|age| age.until);
        let next = match next_check {
            _ if paused => Next::Paused,
            None => Next::Checking,
            Some(at) => {
                let counter = seconds_until(at, now);
                until = earlier(until, counter.until);
                Next::In(counter.shows)
            }
        };
        Self {
            age: age.map(|age| age.shows),
            failure,
            next,
            until,
        }
    }
}
