//! The simulated visitors: when they arrive, how wrong their clocks are, when the page is out of view.
//!
//! These are assumptions, not measurements; `docs/fleet.md` has them as a table.

use super::rng::Rng;
use super::scenario::{ARRIVALS, millis};

/// The share of visitors who keep the page in view throughout.
const WATCHING: f64 = 0.6;
/// The time for which the others have the page in view at once, in milliseconds.
const IN_VIEW: (i64, i64) = (60_000, 300_000);
/// The time for which they have the page out of view at once, in milliseconds.
const ELSEWHERE: (i64, i64) = (120_000, 900_000);
/// The share of visitors whose clock is about right: within [`RIGHT_MILLIS`].
const RIGHT: f64 = 0.9;
const RIGHT_MILLIS: i64 = 5_000;
/// The largest error of the other clocks.
const WRONG_MILLIS: i64 = 2 * 3_600_000;
/// The share of visitors who got the page in place of the site, with HTTP 503. The others opened the page itself.
const STOOD_IN: f64 = 0.8;

/// One visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The time of arrival, in milliseconds.
    pub arrives: i64,
    /// The time by which the visitor's clock is ahead, in milliseconds.
    pub ahead: i64,
    /// Whether the page was delivered in place of the site.
    pub stood_in: bool,
    /// The times at which the page goes out of view and comes back, in turn.
    pub turns: Vec<i64>,
}

impl Visitor {
    /// Replaces this visitor by another random one, and reuses the memory.
    pub fn become_another(&mut self, until: i64, rng: &mut Rng) {
        self.arrives = rng.between(millis(ARRIVALS.start), millis(ARRIVALS.end));
        let off = if rng.next_f64() < RIGHT {
            RIGHT_MILLIS
        } else {
            WRONG_MILLIS
        };
        self.ahead = rng.between(-off, off);
        self.stood_in = rng.next_f64() < STOOD_IN;
        self.turns.clear();
        if rng.next_f64() < WATCHING {
            return;
        }
        let mut at = self.arrives + rng.between(0, IN_VIEW.1);
        for stay in [ELSEWHERE, IN_VIEW].into_iter().cycle() {
            if until <= at {
                return;
            }
            self.turns.push(at);
            at += rng.between(stay.0, stay.1);
        }
    }

    /// Returns whether the page is in view after so many turns.
    pub fn is_in_view(turns: usize) -> bool {
        turns.is_multiple_of(2)
    }
}
