//! Request patterns: that of this page, and those found on other pages.
//!
//! None of the others backs off, adds jitter or stops out of view, so that a few lines describe each.

use super::scenario::{Scenario, millis};
use super::tally::{Bins, Count};
use super::visitor::Visitor;

/// The shortest interval of timers in a page out of view, in milliseconds; browsers enforce it.
const OUT_OF_VIEW: i64 = 60_000;

/// A way to keep a page current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// This page, by its own code.
    Intermission,
    /// Requests the document at a fixed interval, and goes to the site as soon as the window is over.
    Fixed {
        /// The seconds between two requests.
        secs: i64,
    },
    /// Reloads the page from the site at a fixed interval. The first reload that the site answers is the return.
    MetaRefresh {
        /// The seconds between two loads.
        secs: i64,
    },
}

impl Pattern {
    /// All patterns that are compared.
    pub const ALL: [Self; 4] = [
        Self::Intermission,
        Self::Fixed { secs: 20 },
        Self::Fixed { secs: 30 },
        Self::MetaRefresh { secs: 30 },
    ];

    /// Returns the name in tables.
    pub fn name(self) -> String {
        match self {
            Self::Intermission => "intermission".to_owned(),
            Self::Fixed { secs } => format!("fixed {secs} s"),
            Self::MetaRefresh { secs } => format!("meta refresh {secs} s"),
        }
    }
}

/// Asks for the document each `every` milliseconds from the arrival on.
pub fn fixed(visitor: &Visitor, every: i64, bins: &mut Bins) {
    for at in Times::of(visitor, every, bins) {
        bins.add(Count::Json, at);
        if Scenario::has_document(at) && Scenario::is_over(at) {
            bins.leave(at);
            return;
        }
    }
}

/// Reloads the page each `every` milliseconds after the arrival, which itself is not counted for any pattern.
pub fn meta_refresh(visitor: &Visitor, every: i64, bins: &mut Bins) {
    for at in Times::of(visitor, every, bins).skip(1) {
        if Scenario::is_over(at) {
            bins.leave(at);
            return;
        }
        bins.add(Count::Origin, at);
    }
}

/// The times at which a timer of fixed length ends, the arrival first.
struct Times<'a> {
    turns: &'a [i64],
    next: i64,
    every: i64,
    until: i64,
}

impl<'a> Times<'a> {
    fn of(visitor: &'a Visitor, every: i64, bins: &Bins) -> Self {
        Self {
            turns: &visitor.turns,
            next: visitor.arrives,
            every,
            until: millis(bins.of(Count::Json).len()),
        }
    }
}

impl Iterator for Times<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let at = self.next;
        let turns = self.turns.partition_point(|turn| *turn <= at);
        self.next += if Visitor::is_in_view(turns) {
            self.every
        } else {
            self.every.max(OUT_OF_VIEW)
        };
        (at < self.until).then_some(at)
    }
}
