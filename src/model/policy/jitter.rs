//! Random delays that spread a crowd over a length of time.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// Returns `jitter` times `millis`, in whole milliseconds. `jitter` is at least 0 and less than 1, and is rounded down
/// to millionths, which is fine enough for a million visitors.
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
pub fn after(at: Instant, millis: i64) -> Instant {
    at.checked_add_signed(TimeDelta::milliseconds(millis))
        .unwrap_or(at)
}
