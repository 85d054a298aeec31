//! Notations of time that only other services' feeds have.

use crate::model::number::whole_number;
use crate::model::time::instant::{self, Reading};

/// Reads an instant in the notations of [`instant::read`] and RFC 822, in milliseconds since 1970, or without a zone if
/// `zone` is its offset from UTC.
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
/// assert_eq!(written("Mon, 23 Nov 2026 12:21:08 PST", None), "2026-11-23T20:21:08Z");
/// assert_eq!(written("3 Nov 26 02:21 +0100", None), "2026-11-03T01:21:00Z");
/// assert_eq!(written("Mon, 23 Nov 2026 12:21:08 CET", None), "Unreadable", "RFC 822 does not define CET");
/// assert_eq!(written("2026-11-23 12:21:08", None), "Unreadable");
/// ```
pub fn read(text: &str, zone: Option<&str>) -> Reading {
    let reading = instant::read(text);
    if reading != Reading::Unreadable {
        return reading;
    }
    if let Some(at) = epoch_millis(text).or_else(|| rfc822(text)) {
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

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The zones that RFC 822 names, with their offsets from UTC.
const ZONES: [(&str, &str); 12] = [
    ("UTC", "Z"),
    ("GMT", "Z"),
    ("UT", "Z"),
    ("Z", "Z"),
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("CST", "-06:00"),
    ("CDT", "-05:00"),
    ("MST", "-07:00"),
    ("MDT", "-06:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
];

/// Reads `Tue, 24 Nov 2026 10:05:00 +0000` (RFC 822, 5), also without the day of the week and the seconds.
fn rfc822(text: &str) -> Option<instant::Instant> {
    let text = text.split_once(',').map_or(text, |(_, date)| date);
    let mut parts = text.split_ascii_whitespace();
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (time, zone) = (parts.next()?, parts.next()?);
    let year: u32 = match whole_number(year)? {
        short @ 0..50 if year.len() == 2 => 2000 + short,
        short @ 50..100 if year.len() == 2 => 1900 + short,
        year => year,
    };
    written(year, month, day, time, &offset(zone)?)
}

/// Reads a time without a year, such as `Nov 24, 10:05 UTC`, in the year that brings it nearest to `near`.
///
/// ```
/// use intermission::feeds::time::near;
/// let read = |text| near(text, "2026-01-02T00:00:00Z".parse().unwrap()).map(|at| at.to_string());
/// assert_eq!(read("Jan 2, 08:30 GMT+1").as_deref(), Some("2026-01-02T07:30:00Z"));
/// assert_eq!(read("Dec 31, 23:00:01 UTC").as_deref(), Some("2025-12-31T23:00:01Z"));
/// assert_eq!(read("Dec 31, 23:00 CET"), None);
/// ```
pub fn near(text: &str, near: instant::Instant) -> Option<instant::Instant> {
    let mut parts = text.split([' ', ',']).filter(|it| !it.is_empty());
    let (month, day, time) = (parts.next()?, parts.next()?, parts.next()?);
    let zone = offset(parts.next()?)?;
    let year = instant::write(near)
        .get(..4)
        .and_then(whole_number::<u32>)?;
    let years = year.saturating_sub(1)..=year + 1;
    let times = years.filter_map(|year| written(year, month, day, time, &zone));
    times.min_by_key(|at| (*at - near).num_milliseconds().abs())
}

/// Returns the offset of a zone, as RFC 3339 writes it: of `+0100`, `PST`, `GMT`, `GMT+1` or `UTC-03:30`.
fn offset(zone: &str) -> Option<String> {
    if let Some((_, offset)) = ZONES.iter().find(|(name, _)| *name == zone) {
        return Some((*offset).to_owned());
    }
    let plain = zone
        .strip_prefix("GMT")
        .or_else(|| zone.strip_prefix("UTC"));
    let plain = plain.unwrap_or(zone);
    let sign = plain.get(..1).filter(|it| matches!(*it, "+" | "-"))?;
    let digits = plain.get(1..)?;
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 4) => digits.split_at_checked(2)?,
        (None, _) => (digits, "00"),
    };
    Some([sign, &two_digits(hours)?, ":", minutes].concat())
}

fn two_digits(digits: &str) -> Option<String> {
    match digits.len() {
        1 => Some(["0", digits].concat()),
        2 => Some(digits.to_owned()),
        _ => None,
    }
}

/// Reads an instant from its parts; the seconds of `time` may be missing.
fn written(
    year: u32,
    month: &str,
    day: &str,
    time: &str,
    offset: &str,
) -> Option<instant::Instant> {
    let month = MONTHS
        .iter()
        .position(|it| it.eq_ignore_ascii_case(month))?
        + 1;
    let (month, day) = (two_digits(&month.to_string())?, two_digits(day)?);
    let time = if time.len() < 5 {
        ["0", time].concat()
    } else {
        time.to_owned()
    };
    let seconds = if time.len() == 5 { ":00" } else { "" };
    let year = year.to_string();
    let date = [&year, "-", &month, "-", &day].concat();
    match instant::read(&[&date, "T", &time, seconds, offset].concat()) {
        Reading::At(at) => Some(at),
        Reading::Absent | Reading::Unreadable => None,
    }
}
