//! Notations of time that only other services' feeds have.

use crate::model::number::whole_number;
use crate::model::time::instant::{self, Reading};

/// Reads an instant in the notations of [`instant::read`], in milliseconds since 1970, or without a zone if `zone` is
/// its offset from UTC.
///
/// ```
/// use intermission::feeds::time::read;
/// use intermission::model::time::instant::{self, Reading};
/// let written = |text, zone| match read(text, zone) {
///     Reading::At(at) => instant::write(at),
///     other => format!("{other:?}"),
/// };
/// assert_eq!(written("2026-11-23 12:21:08.471", Some("Z")), "2026-11-23T12:21:08Z");
/// assert_eq!(written("2026-11-23T13:11", Some("+01:00")), "2026-11-23T12:11:00Z");
/// assert_eq!(written("1795435200500", None), "2026-11-23T12:00:00Z");
/// assert_eq!(written("2026-11-23 12:21:08", None), "Unreadable");
/// ```
pub fn read(text: &str, zone: Option<&str>) -> Reading {
    let reading = instant::read(text);
    if reading != Reading::Unreadable {
        return reading;
    }
    if let Some(at) = epoch_millis(text) {
        return Reading::At(at);
    }
    match zone {
        Some(zone) => zoned(text, zone),
        None => Reading::Unreadable,
    }
}

fn epoch_millis(text: &str) -> Option<instant::Instant> {
    let millis = whole_number::<u64>(text).filter(|_| (12..=14).contains(&text.len()))?;
    instant::Instant::from_timestamp_millis(i64::try_from(millis).ok()?)
}

/// Reads a local time in `zone`. Seconds may be missing, as in the value of an HTML field for local times.
fn zoned(text: &str, zone: &str) -> Reading {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    instant::read(&[text, seconds, zone].concat())
}
