//! Counters: the values they show, and the first instants at which they show other ones.
//!
//! One timer drives every counter of the page. It sleeps until the earliest `until` of all of them, so a page that
//! shows minutes wakes once a minute, and some text changes at every tick.

use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A shown value, and how long it stays right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter<T> {
    /// The value to show.
    pub shows: T,
    /// The first instant at which another value is shown; `None` if it never changes.
    pub until: Option<Instant>,
}

/// A length of time in its two largest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Less than a minute, for counters that show seconds.
    Seconds(i64),
    /// Less than an hour.
    Minutes(i64),
    /// Less than a day.
    Hours {
        /// From 1 to 23.
        hours: i64,
        /// From 0 to 59, in addition to the hours.
        minutes: i64,
    },
    /// A day or more.
    Days {
        /// At least 1.
        days: i64,
        /// From 0 to 23, in addition to the days.
        hours: i64,
    },
}

/// The smallest unit that a counter shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finest {
    /// Seconds, for less than a minute.
    Seconds,
    /// Whole minutes.
    Minutes,
}

impl Amount {
    fn of_minutes(minutes: i64) -> Self {
        match minutes {
            ..60 => Self::Minutes(minutes),
            60..1440 => Self::Hours {
                hours: minutes / 60,
                minutes: minutes % 60,
            },
            1440.. => Self::Days {
                days: minutes / 1440,
                hours: minutes % 1440 / 60,
            },
        }
    }

    /// Returns a fixed length, such as that of a window, rounded down to the shown units. Less than a minute is in
    /// seconds; a negative length is zero.
    pub fn of(length: TimeDelta) -> Self {
        down(length.num_milliseconds().max(0), Finest::Seconds)
    }
}

fn down(millis: i64, finest: Finest) -> Amount {
    if finest == Finest::Seconds && millis < MINUTE {
        Amount::Seconds(millis / SECOND)
    } else {
        Amount::of_minutes(millis / MINUTE)
    }
}

/// Counts up from `then`, rounding down, so that the shown time has fully passed. Before `then` it shows zero.
///
/// ```
/// use intermission::model::time::countdown::{Amount, Finest, since};
/// use intermission::model::time::{instant::{Instant, SHORTEST}, time_delta::TimeDelta};
/// let then = Instant::UNIX_EPOCH;
/// let minute = then + TimeDelta::minutes(1);
/// assert_eq!(since(then, minute - SHORTEST, Finest::Seconds).shows, Amount::Seconds(59));
/// assert_eq!(since(then, minute, Finest::Seconds).shows, Amount::Minutes(1));
/// assert_eq!(since(then, minute, Finest::Seconds).until, Some(then + TimeDelta::minutes(2)));
/// assert_eq!(since(minute, then, Finest::Minutes).shows, Amount::Minutes(0), "not yet");
/// ```
pub fn since(then: Instant, now: Instant, finest: Finest) -> Counter<Amount> {
    let passed = millis_between(then, now).max(0);
    let step = match finest {
        Finest::Seconds if passed < MINUTE => SECOND,
        Finest::Seconds | Finest::Minutes if passed < DAY => MINUTE,
        Finest::Seconds | Finest::Minutes => HOUR,
    };
    let next = (passed / step + 1) * step;
    Counter {
        shows: down(passed, finest),
        until: later(then, next),
    }
}

/// Counts down to `then`, rounding up, so that the wait is never longer than shown. From `then` on it shows zero
/// minutes.
///
/// ```
/// use intermission::model::time::countdown::{Amount, until};
/// use intermission::model::{time::instant::Instant, time::time_delta::TimeDelta};
/// let then = Instant::UNIX_EPOCH;
/// let counter = until(then, then - TimeDelta::seconds(61));
/// assert_eq!(counter.shows, Amount::Minutes(2));
/// assert_eq!(counter.until, Some(then - TimeDelta::seconds(60)));
/// ```
pub fn until(then: Instant, now: Instant) -> Counter<Amount> {
    let left = millis_left(now, then);
    if left <= 0 {
        return Counter {
            shows: Amount::Minutes(0),
            until: None,
        };
    }
    let minutes = left.div_ceil_by(MINUTE);
    if minutes < 1440 {
        let next = (minutes - 1) * MINUTE;
        return Counter {
            shows: Amount::of_minutes(minutes),
            until: later(then, -next),
        };
    }
    let hours = left.div_ceil_by(HOUR);
    // The step from one day to 23 h 59 min is not a whole hour.
    let next = ((hours - 1) * HOUR).max(1439 * MINUTE);
    let shows = Amount::Days {
        days: hours / 24,
        hours: hours % 24,
    };
    Counter {
        shows,
        until: later(then, -next),
    }
}

/// Counts down to `then`, rounding up: in seconds during the last minute, in minutes before it. From `then` on it shows
/// zero seconds.
pub fn seconds_until(then: Instant, now: Instant) -> Counter<Amount> {
    let left = millis_left(now, then);
    if left <= 0 {
        return Counter {
            shows: Amount::Seconds(0),
            until: None,
        };
    }
    if left > MINUTE {
        return until(then, now);
    }
    let seconds = left.div_ceil_by(SECOND);
    Counter {
        shows: Amount::Seconds(seconds),
        until: later(then, -(seconds - 1) * SECOND),
    }
}

/// The time until a component is expected back, as shown in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eta {
    /// No time is stated: `—`.
    Unstated,
    /// The time is ahead, rounded up to minutes: `~ 12 min`.
    In(Amount),
    /// The time has come, less than a minute ago: `any moment`.
    AnyMoment,
    /// The time passed a minute or more ago, rounded down: `overdue 3 min`.
    Overdue(Amount),
}

/// Counts down to an ETA, and up after it.
///
/// ```
/// use intermission::model::time::countdown::{Amount, Eta, eta};
/// use intermission::model::time::{instant::{Instant, SHORTEST}, time_delta::TimeDelta};
/// let at = Instant::UNIX_EPOCH;
/// assert_eq!(eta(Some(at), at - SHORTEST).shows, Eta::In(Amount::Minutes(1)));
/// assert_eq!(eta(Some(at), at).shows, Eta::AnyMoment);
/// assert_eq!(eta(Some(at), at + TimeDelta::minutes(1)).shows, Eta::Overdue(Amount::Minutes(1)));
/// assert_eq!(eta(None, at).shows, Eta::Unstated);
/// ```
pub fn eta(at: Option<Instant>, now: Instant) -> Counter<Eta> {
    let Some(at) = at else {
        return Counter {
            shows: Eta::Unstated,
            until: None,
        };
    };
    let past = millis_between(at, now);
    if past < 0 {
        let left = until(at, now);
        Counter {
            shows: Eta::In(left.shows),
            until: left.until,
        }
    } else if past < MINUTE {
        Counter {
            shows: Eta::AnyMoment,
            until: later(at, MINUTE),
        }
    } else {
        let overdue = since(at, now, Finest::Minutes);
        Counter {
            shows: Eta::Overdue(overdue.shows),
            until: overdue.until,
        }
    }
}

/// The elapsed time of a window, to the second: `1:12:47`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopwatch {
    /// Whole hours, without a limit.
    pub hours: i64,
    /// From 0 to 59.
    pub minutes: i64,
    /// From 0 to 59.
    pub seconds: i64,
}

impl Stopwatch {
    /// Returns a fixed length, rounded down to seconds; a negative length is zero.
    pub fn of(length: TimeDelta) -> Self {
        let seconds = length.num_seconds().max(0);
        Self {
            hours: seconds / 3600,
            minutes: seconds / 60 % 60,
            seconds: seconds % 60,
        }
    }

    /// Returns the whole minutes, as what is read out says them.
    pub fn spoken(self) -> Amount {
        Amount::of_minutes(self.hours * 60 + self.minutes)
    }
}

/// Counts up from `then` in seconds. Before `then` it shows zero.
pub fn stopwatch(then: Instant, now: Instant) -> Counter<Stopwatch> {
    let passed = millis_between(then, now).max(0);
    let shows = Stopwatch::of(TimeDelta::milliseconds(passed));
    Counter {
        shows,
        until: later(then, (passed / SECOND + 1) * SECOND),
    }
}

/// Returns the earlier of two instants, either of which may be missing.
pub fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Returns the milliseconds from `now` to `then`.
fn millis_left(now: Instant, then: Instant) -> i64 {
    -millis_between(then, now)
}

/// Returns the milliseconds from `start` to `end`.
fn millis_between(start: Instant, end: Instant) -> i64 {
    end.timestamp_millis() - start.timestamp_millis()
}

fn later(then: Instant, millis: i64) -> Option<Instant> {
    then.checked_add_signed(TimeDelta::milliseconds(millis))
}

/// An integer division that rounds up, for a positive divisor.
trait DivCeil {
    fn div_ceil_by(self, divisor: Self) -> Self;
}

impl DivCeil for i64 {
    fn div_ceil_by(self, divisor: Self) -> Self {
        self / divisor + Self::from(self % divisor > 0)
    }
}
