//! Minutes of a plan, counted from the start of its window.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::model::time::time_delta::TimeDelta;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

/// The permitted minutes, for error messages.
const EXPECTED: &str = "a number of minutes between -100000 and 100000";

/// A minute of a plan, to the second; negative before the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(TimeDelta);

impl Minute {
    /// The start of the window.
    pub const ZERO: Self = Self(TimeDelta::zero());

    /// Returns a minute rounded to whole seconds, the precision of documents; `None` for a number that is not from
    /// -100,000 to 100,000 (ten weeks).
    ///
    /// ```
    /// use intermission::cli::rehearse::plan::Minute;
    /// assert_eq!(Minute::new(-1.5).map(|minute| minute.since_start().num_seconds()), Some(-90));
    /// assert_eq!(Minute::new(f64::NAN), None);
    /// ```
    pub fn new(minutes: f64) -> Option<Self> {
        if !(-100_000.0..=100_000.0).contains(&minutes) {
            return None;
        }
        let length = Duration::try_from_secs_f64((minutes.abs() * 60.0).round()).ok()?;
        let length = TimeDelta::from_std(length)?;
        Some(Self(if minutes < 0.0 { -length } else { length }))
    }

    /// Returns the last minute that is not after `since_start`, on a grid of `step` seconds.
    pub fn on_grid(since_start: TimeDelta, step: i64) -> Self {
        let seconds = since_start.num_milliseconds().div_euclid(step * 1000) * step;
        Self(TimeDelta::try_seconds(seconds).unwrap_or_default())
    }

    /// Returns the time since the start of the window.
    pub fn since_start(self) -> TimeDelta {
        self.0
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.as_seconds_f64() / 60.0)
    }
}

/// The operator's fault: a text is not the number of a minute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {EXPECTED}, found `{found}`")]
pub struct MinuteError {
    /// The text.
    pub found: String,
}

impl FromStr for Minute {
    type Err = MinuteError;

    fn from_str(text: &str) -> Result<Self, MinuteError> {
        let minute = text.parse().ok().and_then(Self::new);
        minute.ok_or_else(|| MinuteError {
            found: text.to_owned(),
        })
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(MinuteVisitor)
    }
}

/// Accepts integers and floats.
struct MinuteVisitor;

impl Visitor<'_> for MinuteVisitor {
    type Value = Minute;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_f64<E: serde::de::Error>(self, minutes: f64) -> Result<Minute, E> {
        let refused = || E::custom(format_args!("expected {EXPECTED}, found `{minutes}`"));
        Minute::new(minutes).ok_or_else(refused)
    }

    fn visit_i64<E: serde::de::Error>(self, minutes: i64) -> Result<Minute, E> {
        let refused = |_| E::custom(format_args!("expected {EXPECTED}, found `{minutes}`"));
        self.visit_f64(i32::try_from(minutes).map(f64::from).map_err(refused)?)
    }
}

/// Reads a length of more than 0 minutes.
pub(super) fn length<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Minute, D::Error> {
    let length = Minute::deserialize(deserializer)?;
    if length <= Minute::ZERO {
        return Err(D::Error::custom(format_args!(
            "expected a length of more than 0 minutes, found `{length}`"
        )));
    }
    Ok(length)
}
