//! The server's time, estimated on the visitor's machine, whose own clock may be wrong by a day.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// The estimated difference between the server's clock and the visitor's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerClock {
    ahead: TimeDelta,
    is_known: bool,
}

impl ServerClock {
    /// Returns whether any response has shown the server's time.
    pub fn is_known(self) -> bool {
        self.is_known
    }

    /// Returns the server's time at the visitor's time `local`.
    pub fn at(self, local: Instant) -> Instant {
        local.checked_add_signed(self.ahead).unwrap_or(local)
    }

    /// Returns the visitor's time at the server's time `at`.
    pub fn local(self, at: Instant) -> Instant {
        at.checked_sub_signed(self.ahead).unwrap_or(at)
    }

    /// Returns the estimate after a response whose `Date` header is `date`. Its request was sent at `sent` and its
    /// response came at `received`, both by the visitor's clock; a cache had it for `age_secs` seconds.
    ///
    /// The header has whole seconds. It was written between `sent` and `received`, or earlier by the age of the
    /// response: caches should leave the origin's `Date` alone (RFC 9110, 6.6.1), but some write their own. The
    /// estimate is kept while it is consistent with either case, so that counters do not move back and forth by a
    /// second at each response. Otherwise the new estimate is the middle of the nearer of the two ranges.
    ///
    /// ```
    /// use intermission::model::time::server_clock::ServerClock;
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let sent = Instant::UNIX_EPOCH;
    /// let date = sent + TimeDelta::hours(1);
    /// let clock = ServerClock::default().learn(date, 0, sent, sent);
    /// assert_eq!(clock.at(sent) - date, TimeDelta::milliseconds(500), "the middle of the header's second");
    /// assert_eq!(clock.local(clock.at(sent)), sent);
    /// let second = TimeDelta::seconds(1);
    /// assert_eq!(clock.learn(date + second, 0, sent + second, sent + second), clock, "consistent: it is kept");
    /// ```
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
