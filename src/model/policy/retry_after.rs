//! The `Retry-After` header, by which a host asks for a pause.

use crate::model::number::whole_number;
use crate::model::time::instant::{self, Instant};

/// The longest pause that a host can ask for, in milliseconds: an hour.
pub const LONGEST_MILLIS: i64 = 3_600_000;

/// The value of a `Retry-After` header (RFC 9110, 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// Wait this many seconds.
    Seconds(u32),
    /// Wait until this instant of the host's clock.
    At(Instant),
}

impl RetryAfter {
    /// Reads the header. Returns `None` for anything but whole seconds and an HTTP date.
    ///
    /// ```
    /// use intermission::model::policy::retry_after::RetryAfter;
    /// assert_eq!(RetryAfter::parse(" 120"), Some(RetryAfter::Seconds(120)));
    /// assert!(matches!(RetryAfter::parse("Mon, 23 Nov 2026 12:00:00 GMT"), Some(RetryAfter::At(_))));
    /// assert_eq!(RetryAfter::parse("-1"), None);
    /// ```
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim_ascii();
        if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
            let seconds = whole_number::<u32>(header);
            return Some(Self::Seconds(seconds.unwrap_or(u32::MAX)));
        }
        instant::read_http_date(header).map(Self::At)
    }

    /// Returns the pause for a host whose clock shows `now`, in milliseconds: at least 0, at most an hour.
    ///
    /// ```
    /// use intermission::model::policy::retry_after::{LONGEST_MILLIS, RetryAfter};
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let now = Instant::UNIX_EPOCH;
    /// assert_eq!(RetryAfter::At(now + TimeDelta::seconds(9)).millis(now), 9_000);
    /// assert_eq!(RetryAfter::At(now - TimeDelta::seconds(9)).millis(now), 0);
    /// assert_eq!(RetryAfter::Seconds(3_601).millis(now), LONGEST_MILLIS);
    /// ```
    pub fn millis(self, now: Instant) -> i64 {
        let millis = match self {
            Self::Seconds(seconds) => i64::from(seconds) * 1000,
            Self::At(at) => (at - now).num_milliseconds(),
        };
        millis.clamp(0, LONGEST_MILLIS)
    }
}
