//! Months of the calendar in UTC.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

use crate::model::number::whole_number;
use crate::model::time::instant::Instant;

/// A month of a year from 0000 to 9999, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The months since the beginning of the year 0.
    number: u32,
}

const LAST: u32 = 9_999 * 12 + 11;

impl Month {
    /// Returns the month of an instant; of one before the year 0 or after 9999, the first or the last month.
    ///
    /// ```
    /// use intermission::model::history::month::Month;
    /// use intermission::model::time::instant::Instant;
    /// assert_eq!(Month::of(Instant::UNIX_EPOCH).to_string(), "1970-01");
    /// ```
    pub fn of(at: Instant) -> Self {
        let date = at.utc();
        let number = i64::from(date.year()) * 12 + i64::from(date.month0());
        Self {
            number: u32::try_from(number).unwrap_or(0).min(LAST),
        }
    }

    /// Reads a month as `2026-11`.
    ///
    /// ```
    /// use intermission::model::history::month::Month;
    /// assert_eq!(Month::parse("2026-11").map(|it| it.to_string()).as_deref(), Some("2026-11"));
    /// assert!(["2026-13", "2026-00", "2026-1", "26-11", "2026/11", "../etc"].iter().all(|it| Month::parse(it).is_none()));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').filter(|_| text.len() == 7)?;
        let (year, month) = (whole_number::<u32>(year)?, whole_number::<u32>(month)?);
        let is_month = (1..=12).contains(&month) && year <= 9999;
        is_month.then(|| Self {
            number: year * 12 + month - 1,
        })
    }

    fn year(self) -> u32 {
        self.number / 12
    }

    /// Returns the number of the month, from 1.
    fn month(self) -> u32 {
        self.number % 12 + 1
    }

    /// Returns the first instant of the month.
    pub fn start(self) -> Instant {
        let year = i32::try_from(self.year()).unwrap_or_default();
        let date = NaiveDate::from_ymd_opt(year, self.month(), 1).unwrap_or_default();
        Instant::from(date.and_time(chrono::NaiveTime::MIN).and_utc())
    }

    /// Returns the month that is `months` months earlier; at the earliest, January of the year 0.
    ///
    /// ```
    /// use intermission::model::history::month::Month;
    /// let month = Month::parse("2026-02").unwrap();
    /// assert_eq!(month.earlier_by(14).to_string(), "2024-12");
    /// ```
    #[must_use]
    pub fn earlier_by(self, months: u32) -> Self {
        Self {
            number: self.number.saturating_sub(months),
        }
    }

    /// Returns the month after this one; December 9999 is followed by itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            number: (self.number + 1).min(LAST),
        }
    }
}

/// Formats the month as the name of its file: `2026-11`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}
