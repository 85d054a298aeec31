//! How the command writes dates and numbers: there is no `Intl` here, and no visitor whose zone it could know.

use chrono::Datelike as _;

use crate::model::instant::{Instant, write};
use crate::model::locale::{Locale, time};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// English, 24 hours, UTC. Dates have their year: what is written once may be read at any time.
#[derive(Clone, Copy, Debug)]
pub(super) struct English;

impl Locale for English {
    fn knows(&self, zone: &str) -> bool {
        zone == "UTC"
    }

    /// `14:30`
    fn time(&self, at: Instant, _zone: Option<&str>) -> String {
        let written = write(at);
        let from = written.find('T').map_or(0, |it| it + 1);
        written.get(from..from + 5).unwrap_or_default().to_owned()
    }

    /// `23 Nov 2026`
    fn date(&self, at: Instant, _zone: Option<&str>) -> String {
        let month = MONTHS.get(at.month0() as usize).unwrap_or(&"");
        format!("{} {month} {}", at.day(), at.year())
    }

    fn zone_name(&self, _at: Instant, _zone: Option<&str>) -> String {
        "UTC".to_owned()
    }

    /// `1,104`
    fn number(&self, number: usize) -> String {
        grouped(number as u64)
    }
}

impl English {
    /// `23 Nov 2026, 14:30 (UTC)`
    pub(super) fn dated(at: Instant) -> String {
        format!("{}, {}", Self.date(at, None), Self::timed(at))
    }

    /// `14:30 (UTC)`, with its date unless that is the date of `now`.
    pub(super) fn near(at: Instant, now: Instant) -> String {
        format!("{} (UTC)", time(&Self, at, now, None))
    }

    fn timed(at: Instant) -> String {
        format!("{} (UTC)", Self.time(at, None))
    }
}

/// `12,345`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
