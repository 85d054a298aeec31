//! The results of a monitor's checks: finds the newest one, and whether it is stale.
//!
//! Formats list results oldest first, but the order is not relied on: with a list in reverse order, an outage would
//! otherwise be taken for an old result.

use crate::model::time::time_delta::TimeDelta;

use super::node::Node;
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::policy::freshness::{INTERVALS, SHORTEST_LIMIT_SECS};
use crate::model::time::instant::{self, Instant, Reading};

/// The longest time until a result is stale, a day, unless checks are further apart.
const LONGEST_LIMIT_SECS: i64 = 86_400;

/// The note on a service whose newest check is too old.
pub const NO_CHECK: &str = "No check for a long time";

/// The results of one monitor.
#[derive(Debug)]
pub struct Checks<'a> {
    /// The time of the newest result.
    pub at: Option<Instant>,
    /// The time between the two newest results.
    pub interval: Option<TimeDelta>,
    /// The newest result, and those whose time cannot be read, any of which may be newer.
    newest: Vec<Node<'a>>,
}

impl<'a> Checks<'a> {
    /// Finds the newest of `results` by the times that `time` reads.
    pub fn of(results: &[Node<'a>], time: fn(&Node<'_>) -> Option<String>) -> Self {
        let read = |node: &Node<'a>| (time(node).as_deref().and_then(at), node.clone());
        let mut results: Vec<_> = results.iter().map(read).collect();
        results.sort_by_key(|(at, _)| *at);
        let newest = results.last().and_then(|(at, _)| *at);
        let earlier = results
            .iter()
            .rev()
            .find_map(|(at, _)| at.filter(|at| Some(*at) < newest));
        results.retain(|(at, _)| at.is_none() || *at == newest);
        Self {
            at: newest,
            interval: newest
                .zip(earlier)
                .map(|(newest, earlier)| newest - earlier),
            newest: results.into_iter().map(|(_, node)| node).collect(),
        }
    }

    /// Creates the checks of a monitor with a single result and an unknown interval.
    pub fn one(at: Option<Instant>) -> Checks<'static> {
        Checks {
            at,
            interval: None,
            newest: Vec::new(),
        }
    }

    /// Returns the newest result, or one of those that may be the newest.
    pub fn last(&self) -> Option<&Node<'a>> {
        self.newest.last()
    }

    /// Returns the newest result's word in the member `name`; unknown if there are no results, or if those that may be
    /// the newest disagree.
    pub fn word(&self, name: &str, vocabulary: &Vocabulary) -> Option<String> {
        let mut words = self.newest.iter().map(|node| node.word(name, vocabulary));
        let Some(first) = words.next() else {
            return Some(UNKNOWN.to_owned());
        };
        if words.all(|word| word == first) {
            return first;
        }
        Some(UNKNOWN.to_owned())
    }

    /// Returns when the newest result becomes stale: after ten of the monitor's intervals, but at least ten minutes and
    /// at most a day, or two intervals if these are longer.
    ///
    /// ```
    /// use intermission::feeds::checks::Checks;
    /// use intermission::model::time::{instant::{Instant, SHORTEST}, time_delta::TimeDelta};
    /// let at = Instant::UNIX_EPOCH;
    /// let mut checks = Checks::one(Some(at));
    /// checks.interval = Some(TimeDelta::minutes(5));
    /// let limit = at + TimeDelta::minutes(50);
    /// assert_eq!(checks.stale_at(), Some(limit));
    /// assert!(!checks.is_stale(Some(limit - SHORTEST)) && checks.is_stale(Some(limit)));
    /// assert_eq!(Checks::one(Some(at)).stale_at(), Some(at + TimeDelta::minutes(10)), "an unknown interval");
    /// assert!(Checks::one(None).is_stale(Some(at)) && !Checks::one(None).is_stale(None));
    /// ```
    pub fn stale_at(&self) -> Option<Instant> {
        let intervals = i32::try_from(INTERVALS).unwrap_or(i32::MAX);
        let shortest =
            TimeDelta::seconds(i64::try_from(SHORTEST_LIMIT_SECS).unwrap_or(i64::MAX / 1000));
        let interval = self.interval.unwrap_or_default();
        let longest = TimeDelta::seconds(LONGEST_LIMIT_SECS).max(interval * 2);
        let limit = interval * intervals;
        self.at?.checked_add_signed(limit.clamp(shortest, longest))
    }

    /// Returns whether the newest result is too old to show the present state, or of unknown age. The result is stale
    /// at the limit itself; without a clock it never is.
    pub fn is_stale(&self, now: Option<Instant>) -> bool {
        now.is_some_and(|now| self.stale_at().is_none_or(|stale_at| stale_at <= now))
    }
}

/// Returns the instant that a document's text states.
///
/// `None` if it states none, or one that cannot be read.
///
/// ```
/// use intermission::feeds::checks::at;
/// assert_eq!(at("1970-01-01T00:00:01Z").map(|at| at.timestamp()), Some(1));
/// assert_eq!(at("null").or(at("yesterday")), None);
/// ```
pub fn at(text: &str) -> Option<Instant> {
    match instant::read(text) {
        Reading::At(at) => Some(at),
        Reading::Absent | Reading::Unreadable => None,
    }
}
