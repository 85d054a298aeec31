//! Times as people write them: `+30m`, `22:00`, `tomorrow 06:00 Europe/Berlin`.
//!
//! A wall clock needs a zone: that of the text, else the operator's. A local time that the change to or from summer time
//! leaves out, or has twice, is refused with both readings.

use chrono::{
    Days, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset as _,
    TimeZone as _, Utc,
};
use chrono_tz::Tz;

use crate::cli::zone;
use crate::model::time::instant::Reading::At;
use crate::model::time::instant::{self, Instant};
use crate::model::time::time_delta::TimeDelta;

/// The forms of a time, for error messages.
const FORMS: &str =
    "`+30m`, `22:00`, `tomorrow 06:00`, `2026-12-05 22:00 Europe/Berlin` or `2026-12-05T21:00:00Z`";

/// The reason why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The text has none of the forms.
    #[error("expected a time such as {FORMS}, found `{found}`")]
    Form {
        /// The text.
        found: String,
    },
    /// A length has no unit or is too long.
    #[error("expected a length such as `90s`, `20m`, `1h30m` or `2d`, found `{found}`")]
    Length {
        /// The text.
        found: String,
    },
    /// The zone does not exist.
    #[error("expected an IANA time zone such as `Europe/Berlin`, found `{found}`{}", hint(*.nearest))]
    Zone {
        /// The name.
        found: String,
        /// The zone that it most likely means.
        nearest: Option<&'static str>,
    },
    /// A local time has no zone.
    #[error(
        "expected a time zone, because `{found}` is a local time and the document has no `page.time_zone`: write \
         `{found} Europe/Berlin`, or add `--zone`"
    )]
    NoZone {
        /// The text.
        found: String,
    },
    /// The clocks are put forward over the local time.
    #[error(
        "expected a time that exists, found `{found}`, which the clocks of {zone} leave out: did you mean `{earlier}` \
         or `{later}`?"
    )]
    Skipped {
        /// The text.
        found: String,
        /// The zone.
        zone: &'static str,
        /// The instant by the offset after the change.
        earlier: String,
        /// The instant by the offset before the change.
        later: String,
    },
    /// The clocks are put back, so that the local time comes twice.
    #[error(
        "expected one time, found `{found}`, which comes twice in {zone}: write `{first}` or `{second}`"
    )]
    Twice {
        /// The text.
        found: String,
        /// The zone.
        zone: &'static str,
        /// The instant before the change.
        first: String,
        /// The instant after the change.
        second: String,
    },
    /// The calendar of documents ends before.
    #[error("expected a time in the years 1 to 9999, found `{found}`")]
    TooFar {
        /// The text.
        found: String,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |zone| format!(": did you mean `{zone}`?"))
}

/// The instant and the zone that times are read with.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// The present.
    pub now: Instant,
    /// The operator's zone.
    pub zone: Option<Tz>,
}

/// Reads a length of time: whole numbers with the units `d`, `h`, `m` and `s`, at most a year.
///
/// ```
/// use intermission::cli::operate::times::length;
/// use intermission::model::time::time_delta::TimeDelta;
/// assert_eq!(length("1h30m"), Ok(TimeDelta::minutes(90)));
/// assert!(length("90").is_err() && length("").is_err() && length("9999d").is_err());
/// ```
///
/// # Errors
/// The text is no such length.
pub fn length(text: &str) -> Result<TimeDelta, TimeError> {
    let wrong = || TimeError::Length {
        found: text.to_owned(),
    };
    let (mut seconds, mut digits) = (0_i64, String::new());
    for character in text.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        let unit = match character {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return Err(wrong()),
        };
        let count: i64 = digits.parse().ok().ok_or_else(wrong)?;
        let more = count.checked_mul(unit).ok_or_else(wrong)?;
        seconds = seconds.checked_add(more).ok_or_else(wrong)?;
        digits.clear();
    }
    let is_short = (1..=366 * 86_400).contains(&seconds);
    if digits.is_empty() && is_short {
        Ok(TimeDelta::seconds(seconds))
    } else {
        Err(wrong())
    }
}

/// Reads a time. `end` is the promised end, for `end+30m`.
///
/// # Errors
/// The text is no time, or does not name exactly one.
pub fn time(text: &str, scene: Scene, end: Option<Instant>) -> Result<Instant, TimeError> {
    let text = text.trim();
    let too_far = || TimeError::TooFar {
        found: text.to_owned(),
    };
    let from = |start: Instant, by: TimeDelta| start.checked_add_signed(by).ok_or_else(too_far);
    if text == "now" {
        return Ok(scene.now);
    }
    if let Some(rest) = text.strip_prefix('+') {
        return from(scene.now, length(rest)?);
    }
    if let (Some(rest), Some(end)) = (text.strip_prefix("end+"), end) {
        return from(end, length(rest)?);
    }
    if let At(at) = instant::read(text) {
        return Ok(at);
    }
    let (clock, zone) = split(text, scene.zone)?;
    let form = || TimeError::Form {
        found: text.to_owned(),
    };
    let zone = zone.ok_or_else(|| TimeError::NoZone {
        found: text.to_owned(),
    });
    let local =
        local(clock, scene.now, zone.as_ref().copied().unwrap_or(Tz::UTC)).ok_or_else(form)?;
    in_zone(local, zone?, text)
}

/// Splits a zone from the end of a text.
fn split(text: &str, default: Option<Tz>) -> Result<(&str, Option<Tz>), TimeError> {
    let Some((clock, last)) = text.rsplit_once(' ') else {
        return Ok((text, default));
    };
    let is_zone = last.starts_with(|first: char| first.is_alphabetic());
    if !is_zone {
        return Ok((text, default));
    }
    let zone = zone::find(last).ok_or_else(|| TimeError::Zone {
        found: last.to_owned(),
        nearest: zone::nearest(last),
    })?;
    Ok((clock.trim_end(), Some(zone)))
}

/// Reads a time of day, with a date or a word for one before it.
fn local(clock: &str, now: Instant, zone: Tz) -> Option<NaiveDateTime> {
    let today = now.utc().with_timezone(&zone).date_naive();
    let (day, time) = match clock.split_once([' ', 'T']) {
        None => (today, clock),
        Some(("today", time)) => (today, time),
        Some(("tomorrow", time)) => (today.checked_add_days(Days::new(1))?, time),
        Some((date, time)) => (NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?, time),
    };
    let time = time.trim();
    let minutes = NaiveTime::parse_from_str(time, "%H:%M").ok();
    let time = minutes.or_else(|| NaiveTime::parse_from_str(time, "%H:%M:%S").ok())?;
    Some(day.and_time(time))
}

/// Returns the one instant of a local time.
fn in_zone(local: NaiveDateTime, zone: Tz, text: &str) -> Result<Instant, TimeError> {
    let found = || text.to_owned();
    let with = |offset: FixedOffset| {
        let at = offset.from_local_datetime(&local).single();
        at.map_or_else(String::new, |it| it.to_rfc3339())
    };
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) => {
            let at = at.with_timezone(&Utc).timestamp();
            Instant::from_timestamp(at).ok_or_else(|| TimeError::TooFar { found: found() })
        }
        MappedLocalTime::Ambiguous(first, second) => Err(TimeError::Twice {
            found: found(),
            zone: zone.name(),
            first: with(first.offset().fix()),
            second: with(second.offset().fix()),
        }),
        MappedLocalTime::None => {
            let (before, after) = around(local, zone);
            Err(TimeError::Skipped {
                found: found(),
                zone: zone.name(),
                earlier: with(after),
                later: with(before),
            })
        }
    }
}

/// Returns the offsets before and after a local time that is left out.
fn around(local: NaiveDateTime, zone: Tz) -> (FixedOffset, FixedOffset) {
    let offset = |quarters: i64| {
        let step = chrono::TimeDelta::minutes(15 * quarters);
        let near = local.checked_add_signed(step)?;
        zone.from_local_datetime(&near)
            .earliest()
            .map(|at| at.offset().fix())
    };
    let utc = Utc.fix();
    // The longest time that was ever left out is a day, where a zone changed its side of the date line.
    let before = (1..=100).find_map(|step| offset(-step)).unwrap_or(utc);
    let after = (1..=100).find_map(offset).unwrap_or(utc);
    (before, after)
}
