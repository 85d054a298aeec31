//! Spreading a crowd over a length of time: the dice decide each visitor's share of it.

use crate::model::time::time_delta::TimeDelta;

use crate::model::time::instant::Instant;

/// The share of `millis` that `jitter` says, which is at least 0, less than 1. Fine enough for a million
/// visitors.
pub fn share(millis: i64, jitter: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a millionth from 0 to 999,999"
    )]
    let millionths = (jitter.clamp(0.0, 0.999_999) * 1_000_000.0) as i64;
    millis * millionths / 1_000_000
}

/// The instant that is some milliseconds before another, or that other one where it would be before all time.
pub fn before(at: Instant, millis: i64) -> Instant {
    after(at, millis.saturating_neg())
}

/// So many milliseconds after an instant, or the instant itself where that would be beyond all time.
pub fn after(at: Instant, millis: i64) -> Instant {
    at.checked_add_signed(TimeDelta::milliseconds(millis))
        .unwrap_or(at)
}
