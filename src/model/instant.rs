//! Reading the instants that status feeds write.

use chrono::{DateTime, Utc};

/// A point in time, always in UTC; zones are a matter of display.
pub type Instant = DateTime<Utc>;

/// What a feed meant by a text that should name an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: the text is one of the stand-ins for "no time" that generators write.
    Absent,
    /// An instant.
    At(Instant),
    /// Not an instant: no zone, only a date, or no time at all.
    Unreadable,
}

/// Reads an instant in any of the notations that leave no doubt about the zone.
///
/// Accepted are RFC 3339 (with `T` or a space, any offset), Go's `2006-01-02 15:04:05.999 -0700 MST`,
/// JavaScript's `Date.toString()` and whole seconds since 1970 (nine to eleven digits). A time without a
/// zone is refused: guessing one would make a counter wrong by hours.
///
/// ```
/// use intermission::model::instant::{Reading, read};
/// let Reading::At(noon) = read("2026-11-23T13:00:00.5+01:00") else { panic!() };
/// assert_eq!(noon.timestamp_millis(), 1_795_435_200_500);
/// assert_eq!(read("<no value>"), Reading::Absent);
/// assert_eq!(read("2026-11-23 12:00:00"), Reading::Unreadable);
/// ```
pub fn read(text: &str) -> Reading {
    let text = text.trim();
    if is_stand_in(text) {
        return Reading::Absent;
    }
    let instant = epoch_seconds(text)
        .or_else(|| {
            DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|at| at.to_utc())
        })
        .or_else(|| rfc3339(&from_go(text)?))
        .or_else(|| rfc3339(&from_javascript(text)?));
    instant.map_or(Reading::Unreadable, Reading::At)
}

/// Writes an instant as `2026-11-23T12:00:00Z`, whole seconds, for `datetime` attributes and documents.
pub fn write(at: Instant) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Reads the `Date` header of an HTTP answer (RFC 9110, 5.6.7: always GMT).
///
/// ```
/// let date = intermission::model::instant::read_http_date("Mon, 23 Nov 2026 12:00:00 GMT");
/// assert_eq!(date.map(|at| at.timestamp()), Some(1_795_435_200));
/// ```
pub fn read_http_date(text: &str) -> Option<Instant> {
    let mut parts = text.trim().strip_suffix(" GMT")?.split(' ').skip(1);
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    rfc3339(&[year, "-", month_number(month)?, "-", day, "T", time, "Z"].concat())
}

/// Cachet, Go templates and others write these where there is no time.
fn is_stand_in(text: &str) -> bool {
    text.is_empty() || text == "<no value>" || text == "null" || text.starts_with("0001-01-01")
}

fn rfc3339(text: &str) -> Option<Instant> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.to_utc())
}

fn epoch_seconds(text: &str) -> Option<Instant> {
    let digits = text.len();
    if !(9..=11).contains(&digits) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    DateTime::from_timestamp(text.parse().ok()?, 0)
}

/// `2006-01-02 15:04:05.999 -0700 MST` to RFC 3339; the zone's name adds nothing to its offset.
fn from_go(text: &str) -> Option<String> {
    let mut parts = text.split(' ');
    let (date, time, offset) = (parts.next()?, parts.next()?, parts.next()?);
    Some([date, "T", time, &with_colon(offset)?].concat())
}

/// `Sat Jun 11 2022 18:55:50 GMT+0000 (…)` to RFC 3339.
fn from_javascript(text: &str) -> Option<String> {
    let mut parts = text.split(' ').skip(1);
    let (month, day, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let offset = with_colon(parts.next()?.strip_prefix("GMT")?)?;
    Some(
        [
            year,
            "-",
            month_number(month)?,
            "-",
            day,
            "T",
            time,
            &offset,
        ]
        .concat(),
    )
}

/// `+0100` to `+01:00`.
fn with_colon(offset: &str) -> Option<String> {
    let (hours, minutes) = (offset.get(..3)?, offset.get(3..)?);
    (minutes.len() == 2).then(|| [hours, ":", minutes].concat())
}

fn month_number(name: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("Jan", "01"),
        ("Feb", "02"),
        ("Mar", "03"),
        ("Apr", "04"),
        ("May", "05"),
        ("Jun", "06"),
        ("Jul", "07"),
        ("Aug", "08"),
        ("Sep", "09"),
        ("Oct", "10"),
        ("Nov", "11"),
        ("Dec", "12"),
    ];
    MONTHS
        .iter()
        .find(|(short, _)| *short == name)
        .map(|(_, number)| *number)
}
