//! The visitor's clock, corrected so that it never runs backwards.
//!
//! A browser has two clocks: `Date`, which can be set while the page is open, and `performance.now()`, which cannot be
//! set, but stands still on some systems while they sleep.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// The largest difference between the two clocks, in milliseconds, that counts as drift. A larger one means that `Date`
/// was set or that `performance.now()` stood still.
const DRIFT_MILLIS: i64 = 1_000;

/// A clock that never goes back, and that includes the time for which the system slept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalClock {
    anchor: Option<Anchor>,
}

/// An instant at which the values of all three clocks are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
    wall: Instant,
    ticks: i64,
    told: Instant,
}

impl LocalClock {
    /// Returns the time, when `Date` shows `wall` and `performance.now()` shows `ticks` milliseconds.
    ///
    /// A wall clock that is set back has no effect. One that jumps forward is trusted: systems sleep far more often
    /// than their clocks are set, and the next response's `Date` header corrects the rest.
    ///
    /// ```
    /// use intermission::model::time::local_clock::LocalClock;
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let wall = Instant::UNIX_EPOCH;
    /// let mut clock = LocalClock::default();
    /// assert_eq!(clock.read(wall, 0), wall);
    /// let set_back = wall - TimeDelta::hours(1);
    /// assert_eq!(clock.read(set_back, 2_000), wall + TimeDelta::seconds(2));
    /// let slept = set_back + TimeDelta::hours(8);
    /// assert_eq!(clock.read(slept, 2_000), wall + TimeDelta::seconds(2) + TimeDelta::hours(8));
    /// ```
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
