//! How much of the history is kept: `2y` or `18mo`.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::model::history::month::Month;
use crate::model::number::whole_number;
use crate::model::time::instant::Instant;

/// A number of whole months, from 1 to 1200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Age {
    months: u32,
}

const MOST_MONTHS: u32 = 1_200;

impl Age {
    /// Returns the first month that is kept at `now`: the present month counts as one.
    pub(super) fn first_kept(self, now: Instant) -> Month {
        Month::of(now).earlier_by(self.months - 1)
    }
}

/// The operator's fault: a text that is no age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AgeError {
    found: String,
}

impl Error for AgeError {}

impl fmt::Display for AgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        write!(
            f,
            "expected years or months from `1mo` to `100y`, such as `2y` or `18mo`, found `{found}`"
        )
    }
}

impl FromStr for Age {
    type Err = AgeError;

    fn from_str(text: &str) -> Result<Self, AgeError> {
        let years = text.strip_suffix('y').map(|number| (number, 12));
        let number = years.or_else(|| text.strip_suffix("mo").map(|number| (number, 1)));
        let months =
            number.and_then(|(number, factor)| whole_number::<u32>(number)?.checked_mul(factor));
        let months = months.filter(|it| (1..=MOST_MONTHS).contains(it));
        months
            .map(|months| Self { months })
            .ok_or_else(|| AgeError {
                found: text.to_owned(),
            })
    }
}
