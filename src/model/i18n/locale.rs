//! Formats of dates, times and numbers: written by `Intl` in a browser, and by ICU4X elsewhere.

use crate::model::time::instant::Instant;

/// The zone in which instants are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// The visitor's own zone.
    #[default]
    Visitor,
    /// Coordinated universal time.
    Utc,
    /// The operator's zone, where the document names one.
    Operator,
}

impl Zone {
    /// Returns the name under which the choice is stored between visits.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Utc => "utc",
            Self::Operator => "operator",
        }
    }

    /// Reads a stored name; `None` for any other text.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Visitor, Self::Utc, Self::Operator]
            .into_iter()
            .find(|zone| zone.as_str() == word)
    }
}

/// A value that each language writes in its own way.
///
/// `browser/locale.js` refers to the variants by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `14:30`
    Time,
    /// `Mon, 23 Nov`
    Date,
    /// `Mon, 23 Nov, 14:30`
    Dated,
    /// `GMT+1`
    ZoneName,
    /// `1,104`
    Number,
    /// `07`: a number with at least two digits, as for the minutes of a clock.
    TwoDigits,
    /// `43 %` or `99.982 %`, from thousandths of a percent.
    Percent,
    /// The CLDR plural category of a number, such as `one`, `few` or `other`.
    Plural,
    /// `2026`
    Year,
    /// `Mon, 23 Nov 2026, 14:30`
    DatedInYear,
    /// `Mon, 23 Nov 2026`
    DateInYear,
    /// `November 2026`
    Month,
}

/// The formats of one language. One method writes every [`Format`], because each method that a browser implements needs
/// a binding of its own.
pub trait Locale: Send + Sync {
    /// Returns whether instants can be written in the zone with this IANA name.
    fn knows(&self, zone: &str) -> bool;
    /// Writes `value`: a number, or an instant in milliseconds since 1970. An empty `zone` means the visitor's own.
    fn write(&self, form: Format, value: i64, zone: &str) -> String;
    /// Joins items to a list: `eu-west, us-east`.
    fn list(&self, items: &[String]) -> String;
}

impl dyn Locale {
    /// Writes an instant; `None` means the visitor's own zone.
    pub fn instant(&self, form: Format, at: Instant, zone: Option<&str>) -> String {
        self.write(form, at.timestamp_millis(), zone.unwrap_or_default())
    }

    /// Writes a number: `1,104`.
    pub fn number(&self, number: i64) -> String {
        self.write(Format::Number, number, "")
    }

    /// Writes a number of things; a number that does not fit an `i64` is written as the largest one that does.
    pub fn count(&self, things: impl TryInto<i64>) -> String {
        self.number(things.try_into().unwrap_or(i64::MAX))
    }

    /// Writes an instant without its zone: `14:30`. The date precedes the time unless it is the date at `now`, and has its
    /// year unless that is the year at `now`.
    pub fn time(&self, at: Instant, now: Instant, zone: Option<&str>) -> String {
        let form = if self.differs(Format::Year, at, now, zone) {
            Format::DatedInYear
        } else if self.differs(Format::Date, at, now, zone) {
            Format::Dated
        } else {
            Format::Time
        };
        self.instant(form, at, zone)
    }

    /// Writes a day: `Mon, 23 Nov`, or `Mon, 23 Nov 2026` in another year than that of `now`. `None` on the day of `now`.
    pub fn day(&self, at: Instant, now: Instant, zone: Option<&str>) -> Option<String> {
        let form = if self.differs(Format::Year, at, now, zone) {
            Format::DateInYear
        } else if self.differs(Format::Date, at, now, zone) {
            Format::Date
        } else {
            return None;
        };
        Some(self.instant(form, at, zone))
    }

    fn differs(&self, form: Format, at: Instant, now: Instant, zone: Option<&str>) -> bool {
        self.instant(form, at, zone) != self.instant(form, now, zone)
    }
}
