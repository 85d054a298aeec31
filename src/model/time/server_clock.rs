//! The publisher's time on the visitor's machine, whose own clock may be wrong by a day.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// How far the server's clock is ahead of the visitor's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerClock {
    ahead: TimeDelta,
    is_known: bool,
}

impl ServerClock {
    /// Whether any server has told its time.
    pub fn is_known(self) -> bool {
        self.is_known
    }

    /// The server's time at the visitor's `local` time.
    pub fn at(self, local: Instant) -> Instant {
        local.checked_add_signed(self.ahead).unwrap_or(local)
    }

    /// The visitor's time at the server's time `at`.
    pub fn local(self, at: Instant) -> Instant {
        at.checked_sub_signed(self.ahead).unwrap_or(at)
    }

    /// Learns from an answer whose `Date` header read `date`, asked for at `sent` and read at `received`,
    /// both by the visitor's clock, after a cache had it for `age_secs`.
    ///
    /// The header has whole seconds and was written at some moment between the two, or as much earlier as
    /// the answer is old: caches should leave the origin's `Date` alone (RFC 9110, 6.6.1), and some write
    /// their own. While the present notion is consistent with either, it is kept: counters must not be
    /// pushed back and forth by a second at each answer. Otherwise the middle of the nearer of the two
    /// becomes the new notion.
    #[must_use]
    pub fn learn(self, date: Instant, age_secs: u32, sent: Instant, received: Instant) -> Self {
        let age = TimeDelta::seconds(i64::from(age_secs));
        let earliest = date - received;
        let latest = date + TimeDelta::seconds(1) - sent;
        let middle = earliest + (latest - earliest) / 2;
        let ahead = if self.ahead < earliest {
            middle
        } else if latest + age < self.ahead {
            middle + age
        } else {
            self.ahead
        };
        Self {
            ahead,
            is_known: true,
        }
    }
}
