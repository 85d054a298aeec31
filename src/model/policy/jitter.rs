//! Random delays that spread a crowd over a length of time.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// Returns `jitter` times `millis`, in whole milliseconds. `jitter` is at least 0 and less than 1, and is rounded down
/// to millionths, which is fine enough for a million visitors.
///
/// ```
/// use intermission::model::policy::jitter::share;
/// assert_eq!(share(30_000, 0.0), 0);
/// assert_eq!(share(30_000, 0.5), 15_000);
/// assert_eq!(share(30_000, 1.0), 29_999, "a random number out of range counts as the nearest one in range");
/// ```
pub fn share(millis: i64, jitter: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a millionth from 0 to 999,999"
    )]
    let millionths = (jitter.clamp(0.0, 0.999_999) * 1_000_000.0) as i64;
    millis * millionths / 1_000_000
}

/// Returns the instant `millis` milliseconds before `at`, or `at` where that is out of range.
pub fn before(at: Instant, millis: i64) -> Instant {
    after(at, millis.saturating_neg())
}

/// Returns the instant `millis` milliseconds after `at`, or `at` where that is out of range.
///
/// ```
/// use intermission::model::policy::jitter::{after, before};
/// use intermission::model::time::instant::Instant;
/// let at = Instant::UNIX_EPOCH;
/// assert_eq!(after(at, 1500).timestamp_millis(), 1500);
/// assert_eq!(before(at, 1500), after(at, -1500));
/// assert_eq!(after(at, i64::MAX), at, "out of range");
/// ```
pub fn after(at: Instant, millis: i64) -> Instant {
    at.checked_add_signed(TimeDelta::milliseconds(millis))
        .unwrap_or(at)
}
