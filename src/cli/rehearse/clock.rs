//! The virtual clock that a rehearsal runs on.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::model::time::time_delta::TimeDelta;

use super::plan::Minute;
use super::planned_document::Schedule;
use crate::model::time::instant::Instant;

/// The speed of the virtual clock, as a multiple of the real one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Speed(f64);

impl Speed {
    /// The speed of the real clock.
    pub const REAL: Self = Self(1.0);

    /// Returns a speed of more than 0 and at most 3600, at which an hour passes in a second; `None` for another number.
    pub fn new(speed: f64) -> Option<Self> {
        (speed > 0.0 && speed <= 3600.0).then_some(Self(speed))
    }

    /// Returns the speed in English, to complete "plays …".
    ///
    /// ```
    /// use intermission::cli::rehearse::Speed;
    /// assert_eq!(Speed::REAL.to_words(), "in real time");
    /// assert_eq!(Speed::new(2.5).unwrap().to_words(), "2.5 times as fast as real time");
    /// ```
    pub fn to_words(self) -> String {
        if self == Self::REAL {
            "in real time".to_owned()
        } else {
            format!("{self} times as fast as real time")
        }
    }

    /// Returns the virtual time in which `real` time passes; zero if the real clock was set back.
    pub fn passed(self, real: TimeDelta) -> TimeDelta {
        let passed = Duration::try_from_secs_f64(real.as_seconds_f64() * self.0);
        TimeDelta::from_std(passed.unwrap_or_default()).unwrap_or_default()
    }
}

impl TryFrom<f64> for Speed {
    type Error = SpeedError;

    fn try_from(speed: f64) -> Result<Self, SpeedError> {
        Self::new(speed).ok_or_else(|| SpeedError {
            found: speed.to_string(),
        })
    }
}

impl From<Speed> for f64 {
    fn from(speed: Speed) -> Self {
        speed.0
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The operator's fault: a text is not a speed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a number of more than 0 and at most 3600, found `{found}`")]
pub struct SpeedError {
    /// The text.
    pub found: String,
}

impl FromStr for Speed {
    type Err = SpeedError;

    fn from_str(text: &str) -> Result<Self, SpeedError> {
        let speed = text.parse().ok().and_then(Self::new);
        speed.ok_or_else(|| SpeedError {
            found: text.to_owned(),
        })
    }
}

/// The virtual clock of a rehearsal, and its position in the plan.
#[derive(Debug)]
pub struct Clock {
    schedule: Schedule,
    speed: Speed,
    real: fn() -> Instant,
    anchor: Mutex<Anchor>,
}

/// A moment at which both clocks are known.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    real: Instant,
    since_start: TimeDelta,
}

impl Clock {
    /// Starts at `minute` of the plan; at first, the virtual clock shows the time of the `real` one.
    /// The window starts at a whole second, because documents are written in whole seconds; the rest of
    /// the current second counts as played.
    pub fn start(real: fn() -> Instant, minute: Minute, speed: Speed) -> Self {
        let now = real();
        let start = now.checked_sub_signed(minute.since_start()).unwrap_or(now);
        let start = Instant::from_timestamp(start.timestamp()).unwrap_or(start);
        let schedule = Schedule { start };
        Self::at(real, now, schedule, now - start, speed)
    }

    /// Returns a clock that shows `since_start` after the start of `schedule` when the `real` one shows `now`.
    pub fn at(
        real: fn() -> Instant,
        now: Instant,
        schedule: Schedule,
        since_start: TimeDelta,
        speed: Speed,
    ) -> Self {
        Self {
            schedule,
            speed,
            real,
            anchor: Mutex::new(Anchor {
                real: now,
                since_start,
            }),
        }
    }

    /// Returns the schedule of this rehearsal, which never changes.
    pub fn schedule(&self) -> Schedule {
        self.schedule
    }

    /// Returns the virtual time since the start of the window.
    pub fn since_start(&self) -> TimeDelta {
        let anchor = *self.anchor.lock().unwrap_or_else(PoisonError::into_inner);
        // If the real clock is set back during a rehearsal, the virtual clock only stands still.
        anchor.since_start + self.speed.passed((self.real)() - anchor.real)
    }

    /// Returns the virtual time.
    pub fn now(&self) -> Instant {
        self.schedule.instant(self.since_start())
    }

    /// Jumps to `minute` of the plan, forwards or backwards, and continues there.
    pub fn jump(&self, minute: Minute) {
        let mut anchor = self.anchor.lock().unwrap_or_else(PoisonError::into_inner);
        *anchor = Anchor {
            real: (self.real)(),
            since_start: minute.since_start(),
        };
    }
}

/// Returns an instant as HTTP writes it.
pub(super) fn http_date(instant: Instant) -> String {
    instant
        .utc()
        .format("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

/// Returns the time of this machine. No other native code reads its clock.
pub fn real_now() -> Instant {
    #[expect(
        clippy::disallowed_methods,
        reason = "a rehearsal is anchored to the real time once, here; all else takes it as an argument"
    )]
    let now = SystemTime::now();
    let since_epoch = now
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let since_epoch = TimeDelta::from_std(since_epoch).unwrap_or_default();
    Instant::UNIX_EPOCH
        .checked_add_signed(since_epoch)
        .unwrap_or_default()
}
