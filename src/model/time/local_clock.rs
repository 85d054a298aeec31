//! The visitor's clock, made to run forward only.
//!
//! A browser has two: `Date`, which somebody may set while the page is open, and `performance.now()`, which
//! nobody can set but which stands still on some systems while they sleep.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// So far, in milliseconds, the two may drift apart before one of them must have been set, or have stood
/// still.
const DRIFT_MILLIS: i64 = 1_000;

/// A clock that neither goes back nor misses a night's sleep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalClock {
    anchor: Option<Anchor>,
}

/// A moment at which all three clocks are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
    wall: Instant,
    ticks: i64,
    told: Instant,
}

impl LocalClock {
    /// The time, when `Date` shows `wall` and `performance.now()` so many milliseconds.
    ///
    /// A wall clock that is set back changes nothing. One that leaps forward is believed: far more machines
    /// sleep than have their clocks set, and the next answer's `Date` header puts the rest right.
    pub fn read(&mut self, wall: Instant, ticks: i64) -> Instant {
        let Some(anchor) = self.anchor else {
            return self.drop_anchor(wall, ticks, wall);
        };
        let ticked = (ticks - anchor.ticks).max(0);
        let passed = (wall - anchor.wall).num_milliseconds();
        let after = |millis| {
            let length = TimeDelta::milliseconds(millis);
            anchor.told.checked_add_signed(length).unwrap_or(wall)
        };
        if (passed - ticked).abs() <= DRIFT_MILLIS {
            return after(ticked);
        }
        self.drop_anchor(wall, ticks, after(passed.max(ticked)))
    }

    fn drop_anchor(&mut self, wall: Instant, ticks: i64, told: Instant) -> Instant {
        self.anchor = Some(Anchor { wall, ticks, told });
        told
    }
}
