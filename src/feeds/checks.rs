//! The results of a monitor's checks: which one is the newest, and whether it still says anything.
//!
//! Formats list them oldest first, but nothing here relies on the order: a list that is turned round must not turn
//! an outage into an old result.

use crate::model::time::time_delta::TimeDelta;

use super::node::Node;
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::policy::freshness::{INTERVALS, SHORTEST_LIMIT_SECS};
use crate::model::time::instant::{self, Instant, Reading};

/// A day: how long the oldest result says anything, unless checks are further apart.
const LONGEST_LIMIT_SECS: i64 = 86_400;

/// What is said of a service whose newest check is too old.
pub const NO_CHECK: &str = "No check for a long time";

/// The results of one monitor.
#[derive(Debug)]
pub struct Checks<'a> {
    /// When the newest result is from.
    pub at: Option<Instant>,
    /// How far the two newest results are apart.
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

    /// A single result, whose monitor says nothing of how often it checks.
    pub fn one(at: Option<Instant>) -> Checks<'static> {
        Checks {
            at,
            interval: None,
            newest: Vec::new(),
        }
    }

    /// The newest result, where it is certain which one that is.
    pub fn last(&self) -> Option<&Node<'a>> {
        self.newest.last()
    }

    /// What the newest result says in its member `name`: unknown without results, and where those that may be the
    /// newest disagree.
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

    /// When the newest result stops saying anything: after ten of the monitor's own intervals, but not within ten
    /// minutes, and after a day unless its checks are that far apart.
    pub fn stale_at(&self) -> Option<Instant> {
        let intervals = i32::try_from(INTERVALS).unwrap_or(i32::MAX);
        let shortest =
            TimeDelta::seconds(i64::try_from(SHORTEST_LIMIT_SECS).unwrap_or(i64::MAX / 1000));
        let interval = self.interval.unwrap_or_default();
        let longest = TimeDelta::seconds(LONGEST_LIMIT_SECS).max(interval * 2);
        let limit = interval * intervals;
        self.at?.checked_add_signed(limit.clamp(shortest, longest))
    }

    /// Whether the newest result is too old to say how the monitor is now, or of unknown age. Without a clock nothing
    /// is.
    pub fn is_stale(&self, now: Option<Instant>) -> bool {
        now.is_some_and(|now| self.stale_at().is_none_or(|stale_at| stale_at <= now))
    }
}

/// The instant that a document's text stands for.
pub fn at(text: &str) -> Option<Instant> {
    match instant::read(text) {
        Reading::At(at) => Some(at),
        Reading::Absent | Reading::Unreadable => None,
    }
}
