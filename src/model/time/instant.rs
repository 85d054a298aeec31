//! Instants, and the notations in which status feeds write them.

use std::error::Error;
use std::fmt;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};

use crate::model::number::whole_number;
use crate::model::time::time_delta::TimeDelta;

/// A point in time, in whole milliseconds since 1970 in UTC, like the clocks of browsers. Zones matter only for
/// display.
///
/// Instants range from the first day of the year -262143 to the last one of 262142, as in chrono; `+` and `-` stop at
/// these ends. A `DateTime` of chrono has nanoseconds and counts days and seconds apart, which would add code to every
/// comparison and difference in the page.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// The shortest time between two different instants.
pub const SHORTEST: TimeDelta = TimeDelta::milliseconds(1);

impl Instant {
    /// The beginning of 1970 in UTC.
    pub const UNIX_EPOCH: Self = Self(0);
    const MIN: i64 = DateTime::<Utc>::MIN_UTC.timestamp_millis();
    const MAX: i64 = DateTime::<Utc>::MAX_UTC.timestamp_millis();

    /// Returns the instant `millis` milliseconds after the beginning of 1970, or before it if negative. `None` out of
    /// range.
    pub fn from_timestamp_millis(millis: i64) -> Option<Self> {
        (Self::MIN..=Self::MAX)
            .contains(&millis)
            .then_some(Self(millis))
    }

    /// Returns the instant `seconds` seconds after the beginning of 1970, or before it if negative. `None` out of
    /// range.
    pub fn from_timestamp(seconds: i64) -> Option<Self> {
        Self::from_timestamp_millis(seconds.checked_mul(1000)?)
    }

    /// Returns the milliseconds since the beginning of 1970.
    pub fn timestamp_millis(self) -> i64 {
        self.0
    }

    /// Returns the seconds since the beginning of 1970, rounded down.
    pub fn timestamp(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Returns the instant `length` later; `None` out of range.
    pub fn checked_add_signed(self, length: TimeDelta) -> Option<Self> {
        Self::from_timestamp_millis(self.0.checked_add(length.num_milliseconds())?)
    }

    /// Returns the instant `length` earlier; `None` out of range.
    pub fn checked_sub_signed(self, length: TimeDelta) -> Option<Self> {
        Self::from_timestamp_millis(self.0.checked_sub(length.num_milliseconds())?)
    }

    /// Returns the date and the time of day, in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.utc().fmt(f)
    }
}

/// Formats an instant like [`write()`].
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(*self))
    }
}

/// The fault of whoever wrote a text: it is not an instant.
///
/// ```
/// use intermission::model::time::instant::Instant;
/// let error = "noon".parse::<Instant>().unwrap_err();
/// assert_eq!(error.to_string(), "expected an instant such as `2026-11-23T10:00:00Z`, found `noon`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstantError {
    /// The text.
    pub found: String,
}

impl Error for InstantError {}

impl fmt::Display for InstantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        write!(f, "expected {}, found `{found}`", expected(found))
    }
}

/// Reads an instant like [`read`].
impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, InstantError> {
        match read(text) {
            Reading::At(at) => Ok(at),
            Reading::Absent | Reading::Unreadable => Err(InstantError {
                found: text.to_owned(),
            }),
        }
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

impl Sub for Instant {
    type Output = TimeDelta;

    fn sub(self, other: Self) -> TimeDelta {
        TimeDelta::milliseconds(self.0 - other.0)
    }
}

impl Add<TimeDelta> for Instant {
    type Output = Self;

    fn add(self, length: TimeDelta) -> Self {
        let millis = self.0.saturating_add(length.num_milliseconds());
        Self(millis.clamp(Self::MIN, Self::MAX))
    }
}

impl AddAssign<TimeDelta> for Instant {
    fn add_assign(&mut self, length: TimeDelta) {
        *self = *self + length;
    }
}

impl Sub<TimeDelta> for Instant {
    type Output = Self;

    fn sub(self, length: TimeDelta) -> Self {
        let millis = self.0.saturating_sub(length.num_milliseconds());
        Self(millis.clamp(Self::MIN, Self::MAX))
    }
}

/// The meaning of a text that should name an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// No time: the text is a placeholder that generators write.
    Absent,
    /// An instant.
    At(Instant),
    /// Not an instant: no zone, only a date, no time at all, or a second or year that does not exist in UTC.
    Unreadable,
}

/// Reads an instant in any of the notations that state the zone.
///
/// Accepted are RFC 3339 (with `T` or a space, any offset), Go's `2006-01-02 15:04:05.999 -0700 MST`, JavaScript's
/// `Date.toString()` and whole seconds since 1970 (nine to eleven digits). A time without a zone is refused, because a
/// guess could make a counter wrong by hours.
///
/// ```
/// use intermission::model::time::instant::{Reading, read};
/// let Reading::At(noon) = read("2026-11-23T13:00:00.5+01:00") else { panic!() };
/// assert_eq!(noon.timestamp_millis(), 1_795_435_200_500);
/// assert_eq!(read("<no value>"), Reading::Absent);
/// assert_eq!(read("2026-11-23 12:00:00"), Reading::Unreadable);
/// ```
pub fn read(text: &str) -> Reading {
    let text = text.trim_ascii();
    if is_stand_in(text) {
        return Reading::Absent;
    }
    let instant = epoch_seconds(text).or_else(|| stated(text)?.in_utc());
    instant.map_or(Reading::Unreadable, Reading::At)
}

/// Writes an instant as `2026-11-23T12:00:00Z`, in whole seconds rounded down, for `datetime` attributes and documents.
pub fn write(at: Instant) -> String {
    let at = at.utc();
    let year = at.year();
    let sign = if year < 0 {
        "-"
    } else if year > 9999 {
        "+"
    } else {
        ""
    };
    let mut text = sign.to_owned();
    push_padded(&mut text, year.unsigned_abs(), 1000);
    for (separator, part) in [
        ("-", at.month()),
        ("-", at.day()),
        ("T", at.hour()),
        (":", at.minute()),
        (":", at.second()),
    ] {
        text.push_str(separator);
        push_padded(&mut text, part, 10);
    }
    text.push('Z');
    text
}

/// Writes a number with leading zeros from the digit whose place value is `least`, which is a power of ten.
fn push_padded(text: &mut String, number: u32, least: u32) {
    let mut place = least;
    while number / place >= 10 {
        place *= 10;
    }
    while place > 0 {
        text.extend(char::from_digit(number / place % 10, 10));
        place /= 10;
    }
}

/// Reads the `Date` header of an HTTP response (RFC 9110, 5.6.7: always GMT).
///
/// ```
/// let date = intermission::model::time::instant::read_http_date("Mon, 23 Nov 2026 12:00:00 GMT");
/// assert_eq!(date.map(|at| at.timestamp()), Some(1_795_435_200));
/// ```
pub fn read_http_date(text: &str) -> Option<Instant> {
    let mut parts = text.trim_ascii().strip_suffix(" GMT")?.split(' ');
    parts.next();
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    rfc3339(&[year, "-", &month_number(month)?, "-", day, "T", time, "Z"].concat())?.in_utc()
}

/// Returns whether a text is a placeholder for "no time", as Cachet, Go templates and others write it.
fn is_stand_in(text: &str) -> bool {
    text.is_empty() || text == "<no value>" || text == "null" || text.starts_with("0001-01-01")
}

/// An instant as a text states it, which need not exist in UTC.
struct Stated {
    /// That of the second before, if the text states a leap second. In chrono's notation of those, counters would reach the
    /// instant later than the clock does.
    at: Instant,
    is_leap: bool,
}

impl Stated {
    /// Returns the instant if it exists: leap seconds exist only at the end of a month in UTC (ITU-R TF.460).
    fn in_utc(&self) -> Option<Instant> {
        let next = (self.at + TimeDelta::seconds(1)).utc();
        let precedes_month = next.day() == 1 && next.num_seconds_from_midnight() == 0;
        (is_writable(self.at) && (!self.is_leap || precedes_month)).then_some(self.at)
    }
}

/// Reads an instant in words, in any of the notations of [`read`].
fn stated(text: &str) -> Option<Stated> {
    rfc3339(text)
        .or_else(|| rfc3339(&from_go(text)?))
        .or_else(|| rfc3339(&from_javascript(text)?))
}

/// Reads RFC 3339, also with a space in place of the `T`, and with any number of digits after the point. chrono's own
/// reader supports many more formats, and would add as much code as the rest of the page's clock.
fn rfc3339(text: &str) -> Option<Stated> {
    let part = |from: usize, until: usize| whole_number::<u32>(text.get(from..until)?);
    let separators = |it: &u8, at: usize| text.as_bytes().get(at) == Some(it);
    let is_shaped = separators(&b'-', 4)
        && separators(&b'-', 7)
        && b"Tt ".iter().any(|it| separators(it, 10))
        && separators(&b':', 13)
        && separators(&b':', 16);
    let rest = text.get(19..).filter(|_| is_shaped)?;
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(rest.find(|it: char| !it.is_ascii_digit())?),
        None => ("0", rest),
    };
    let date =
        NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(5, 7)?, part(8, 10)?)?;
    let second = part(17, 19)?;
    let is_leap = second == LEAP_SECOND;
    let second = if is_leap { second - 1 } else { second };
    let time = date.and_hms_nano_opt(part(11, 13)?, part(14, 16)?, second, nanos(fraction)?)?;
    let at = Instant::from(time.and_utc()) - offset(zone)?;
    Some(Stated { at, is_leap })
}

/// The number of a leap second, since the seconds of a minute count from 0.
const LEAP_SECOND: u32 = 60;

/// Returns whether the year of an instant in UTC is from 0 to 9999, so that [`write()`] uses four digits. RFC 3339 and
/// calendars allow no other year, though an offset can lead beyond.
pub fn is_writable(at: Instant) -> bool {
    (0..=9999).contains(&at.utc().year())
}

/// Returns a description of the text that is expected in place of one that is [`Reading::Unreadable`].
///
/// ```
/// use intermission::model::time::instant::expected;
/// assert_eq!(expected("tomorrow"), "an instant such as `2026-11-23T10:00:00Z`");
/// assert_eq!(expected("2026-11-28T12:30:60Z"), "a leap second at 23:59:60 UTC on the last day of a month only");
/// assert_eq!(expected("9999-12-31T23:59:59-23:59"), "a year from 0000 to 9999 in UTC");
/// ```
pub fn expected(text: &str) -> &'static str {
    match stated(text.trim_ascii()) {
        Some(it) if !is_writable(it.at) => "a year from 0000 to 9999 in UTC",
        Some(it) if it.is_leap => "a leap second at 23:59:60 UTC on the last day of a month only",
        _ => "an instant such as `2026-11-23T10:00:00Z`",
    }
}

/// Returns the nanoseconds of a fraction, from its first nine digits; clocks do not measure further ones.
fn nanos(fraction: &str) -> Option<u32> {
    let digits = fraction.get(..fraction.len().min(9))?;
    let scale = 10_u32.pow(9 - u32::try_from(digits.len()).ok()?);
    Some(whole_number::<u32>(digits)? * scale)
}

/// Reads an offset, such as `Z` or `+01:00`: the time by which local time is ahead of UTC.
fn offset(zone: &str) -> Option<TimeDelta> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(TimeDelta::zero());
    }
    let ahead = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let is_shaped = hours.len() == 2 && minutes.len() == 2;
    let (hours, minutes) = (whole_number::<u32>(hours)?, whole_number::<u32>(minutes)?);
    let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    (is_shaped && hours < 24 && minutes < 60).then(|| TimeDelta::seconds(ahead * seconds))
}

fn epoch_seconds(text: &str) -> Option<Instant> {
    let seconds = whole_number::<u64>(text).filter(|_| (9..=11).contains(&text.len()))?;
    Instant::from_timestamp(i64::try_from(seconds).ok()?)
}

/// Converts `2006-01-02 15:04:05.999 -0700 MST` to RFC 3339; the name of the zone adds nothing to its offset.
fn from_go(text: &str) -> Option<String> {
    let mut parts = text.split(' ');
    let (date, time, offset) = (parts.next()?, parts.next()?, parts.next()?);
    Some([date, "T", time, &with_colon(offset)?].concat())
}

/// Converts `Sat Jun 11 2022 18:55:50 GMT+0000 (…)` to RFC 3339.
fn from_javascript(text: &str) -> Option<String> {
    let mut parts = text.split(' ');
    parts.next();
    let (month, day, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let offset = with_colon(parts.next()?.strip_prefix("GMT")?)?;
    Some(
        [
            year,
            "-",
            &month_number(month)?,
            "-",
            day,
            "T",
            time,
            &offset,
        ]
        .concat(),
    )
}

/// Converts `+0100` to `+01:00`.
fn with_colon(offset: &str) -> Option<String> {
    let (hours, minutes) = (offset.get(..3)?, offset.get(3..)?);
    (minutes.len() == 2).then(|| [hours, ":", minutes].concat())
}

/// Returns the number of a month in two digits.
fn month_number(name: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, number) = MONTHS.iter().zip(1..).find(|(it, _)| **it == name)?;
    let mut digits = String::new();
    push_padded(&mut digits, number, 10);
    Some(digits)
}
