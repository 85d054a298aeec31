//! How dates, times and numbers are written for the visitor: by `Intl` in a browser, plainly elsewhere.

use crate::model::time::instant::Instant;

/// The zone in which instants are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// The visitor's own.
    #[default]
    Visitor,
    /// Coordinated universal time.
    Utc,
    /// The operator's, where the document names it.
    Operator,
}

impl Zone {
    /// The word it is kept under between visits.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Utc => "utc",
            Self::Operator => "operator",
        }
    }

    /// Reads a kept word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Visitor, Self::Utc, Self::Operator]
            .into_iter()
            .find(|zone| zone.as_str() == word)
    }
}

/// What is written in a way that depends on the language.
///
/// `browser/locale.js` knows them by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
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
    /// The same with two digits at least, as the minutes of a clock have them.
    TwoDigits,
    /// `43 %`, of whole percents.
    Percent,
    /// The plural category of a number of things, by its CLDR name: `one`, `few`, `other`.
    Plural,
    /// `2026`
    Year,
    /// `Mon, 23 Nov 2026, 14:30`
    DatedInYear,
}

/// Writes instants and numbers in one language. One method for all of them, because each that a browser implements
/// would cost a binding of its own.
pub trait Locale {
    /// Whether instants can be written in the zone of this IANA name.
    fn knows(&self, zone: &str) -> bool;
    /// Writes a number, or the instant of so many milliseconds since 1970 in a zone; the visitor's own has no name.
    fn write(&self, form: Form, value: i64, zone: &str) -> String;
    /// `eu-west, us-east`
    fn list(&self, items: &[String]) -> String;
}

impl dyn Locale {
    /// Writes an instant; the visitor's own zone is `None`.
    pub fn instant(&self, form: Form, at: Instant, zone: Option<&str>) -> String {
        self.write(form, at.timestamp_millis(), zone.unwrap_or_default())
    }

    /// `1,104`
    pub fn number(&self, number: i64) -> String {
        self.write(Form::Number, number, "")
    }

    /// `1,104` things.
    pub fn count(&self, things: impl TryInto<i64>) -> String {
        self.number(things.try_into().unwrap_or(i64::MAX))
    }

    /// `14:30 (GMT+1)`, or with its date before it when that is not the date at `now`, and with its year when that is
    /// another one too.
    pub fn when(&self, at: Instant, now: Instant, zone: Option<&str>) -> String {
        let zone_name = self.instant(Form::ZoneName, at, zone);
        [&self.time(at, now, zone), " (", &zone_name, ")"].concat()
    }

    /// The same without the zone's name, for places beside which it stands already.
    pub fn time(&self, at: Instant, now: Instant, zone: Option<&str>) -> String {
        let form = if self.differs(Form::Year, at, now, zone) {
            Form::DatedInYear
        } else if self.differs(Form::Date, at, now, zone) {
            Form::Dated
        } else {
            Form::Time
        };
        self.instant(form, at, zone)
    }

    /// `Mon, 23 Nov`, or `Mon, 23 Nov, 2026` in another year than that of `now`; `None` on the same day.
    pub fn day(&self, at: Instant, now: Instant, zone: Option<&str>) -> Option<String> {
        let day = self.instant(Form::Date, at, zone);
        if self.differs(Form::Year, at, now, zone) {
            let year = self.instant(Form::Year, at, zone);
            return Some([&day, ", ", &year].concat());
        }
        (day != self.instant(Form::Date, now, zone)).then_some(day)
    }

    fn differs(&self, form: Form, at: Instant, now: Instant, zone: Option<&str>) -> bool {
        self.instant(form, at, zone) != self.instant(form, now, zone)
    }
}
