//! Lengths of time; see [`crate::model::time::instant`].

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A length of time in whole milliseconds; negative lengths lead backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeDelta(i64);

impl TimeDelta {
    /// Returns a length of zero.
    pub const fn zero() -> Self {
        Self(0)
    }

    /// Returns a length of `millis` milliseconds.
    pub const fn milliseconds(millis: i64) -> Self {
        Self(millis)
    }

    /// Returns a length of `seconds` seconds. Too large a number makes the longest length, also with the other units.
    ///
    /// ```
    /// use intermission::model::time::time_delta::TimeDelta;
    /// assert_eq!(TimeDelta::seconds(i64::MAX), TimeDelta::milliseconds(i64::MAX));
    /// assert_eq!(TimeDelta::try_seconds(i64::MAX), None);
    /// assert_eq!(TimeDelta::milliseconds(-1_999).num_seconds(), -1, "rounded towards zero");
    /// ```
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Returns a length of `minutes` minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(60_000))
    }

    /// Returns a length of `hours` hours.
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(3_600_000))
    }

    /// Returns a length of `days` days of 24 hours.
    pub const fn days(days: i64) -> Self {
        Self(days.saturating_mul(86_400_000))
    }

    /// Returns a length of `seconds` seconds; `None` if they are too many.
    pub fn try_seconds(seconds: i64) -> Option<Self> {
        seconds.checked_mul(1000).map(Self)
    }

    /// Returns a length of `minutes` minutes; `None` if they are too many.
    pub fn try_minutes(minutes: i64) -> Option<Self> {
        minutes.checked_mul(60_000).map(Self)
    }

    /// Returns the length in milliseconds.
    pub fn num_milliseconds(self) -> i64 {
        self.0
    }

    /// Returns the length in whole seconds, rounded towards zero.
    pub fn num_seconds(self) -> i64 {
        self.0 / 1000
    }

    /// Returns the length in whole minutes, rounded towards zero.
    pub fn num_minutes(self) -> i64 {
        self.0 / 60_000
    }

    /// Converts a duration of the standard library; `None` beyond some hundred million years.
    pub fn from_std(length: core::time::Duration) -> Option<Self> {
        i64::try_from(length.as_millis()).ok().map(Self)
    }

    /// Returns the length in seconds, with the milliseconds as a fraction.
    #[expect(
        clippy::cast_precision_loss,
        reason = "exact up to some hundred thousand years"
    )]
    pub fn as_seconds_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// Returns whether the length is zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Returns the length without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Neg for TimeDelta {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i32> for TimeDelta {
    type Output = Self;

    fn mul(self, times: i32) -> Self {
        Self(self.0.saturating_mul(i64::from(times)))
    }
}

impl Div<i32> for TimeDelta {
    type Output = Self;

    /// Divides and rounds towards zero; the result is zero if `parts` is zero.
    fn div(self, parts: i32) -> Self {
        Self(self.0.checked_div(i64::from(parts)).unwrap_or_default())
    }
}

impl Add for TimeDelta {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for TimeDelta {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
