//! When to ask again.

use chrono::TimeDelta;

use super::instant::Instant;

/// How long a request may take before it is given up, in seconds.
pub const TIMEOUT_SECS: u64 = 10;
/// The shortest time between two requests, whoever asks for the second, in seconds.
const FLOOR_SECS: i64 = 5;

/// The next regular check after one at `now`: the publisher's interval, spread by a tenth to either side
/// so that pages opened at the same moment drift apart. `jitter` is 0 up to, but not including, 1.
///
/// It falls on a whole second, as windows do: then the seconds to the next check and those since the start
/// change together, and the page wakes once for both.
pub fn next_check(now: Instant, refresh_secs: u64, jitter: f64) -> Instant {
    let interval = i64::try_from(refresh_secs)
        .unwrap_or(600)
        .clamp(FLOOR_SECS, 600)
        * 1000;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a thousandth from 0 to 999"
    )]
    let thousandths = (jitter.clamp(0.0, 0.999) * 1000.0) as i64;
    let delay = interval * 9 / 10 + interval / 5 * thousandths / 1000;
    let due = now.timestamp_millis() + delay + 500;
    Instant::from_timestamp_millis(due - due.rem_euclid(1000)).unwrap_or(now)
}

/// The earliest moment for a check that a visitor asks for, when the last one was sent at `sent`.
pub fn earliest_check(sent: Option<Instant>, now: Instant) -> Instant {
    sent.map_or(now, |sent| after(sent, FLOOR_SECS * 1000).max(now))
}

fn after(at: Instant, millis: i64) -> Instant {
    at.checked_add_signed(TimeDelta::milliseconds(millis))
        .unwrap_or(at)
}
