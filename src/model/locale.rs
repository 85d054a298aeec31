//! How dates, times and numbers are written for the visitor: by `Intl` in a browser, plainly elsewhere.

use super::instant::Instant;

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
    pub fn word(self) -> &'static str {
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
            .find(|zone| zone.word() == word)
    }
}

/// Writes instants and numbers. A zone is an IANA name, or `None` for the visitor's own.
pub trait Locale {
    /// Whether instants can be written in this zone.
    fn knows(&self, zone: &str) -> bool;
    /// `14:30`
    fn time(&self, at: Instant, zone: Option<&str>) -> String;
    /// `Mon, 23 Nov`
    fn date(&self, at: Instant, zone: Option<&str>) -> String;
    /// `GMT+1`
    fn zone_name(&self, at: Instant, zone: Option<&str>) -> String;
    /// `1,104`
    fn number(&self, number: usize) -> String;
}

/// `14:30 (GMT+1)`, or with its date before it when that is not the date at `now`.
pub fn when(locale: &dyn Locale, at: Instant, now: Instant, zone: Option<&str>) -> String {
    let zone_name = locale.zone_name(at, zone);
    [&time(locale, at, now, zone), " (", &zone_name, ")"].concat()
}

/// The same without the zone's name, for places beside which it stands already.
pub fn time(locale: &dyn Locale, at: Instant, now: Instant, zone: Option<&str>) -> String {
    let time = locale.time(at, zone);
    let date = locale.date(at, zone);
    if date == locale.date(now, zone) {
        time
    } else {
        [&date, ", ", &time].concat()
    }
}

/// Writes in UTC and without separators: for the native command and for tests.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Locale for Plain {
    fn knows(&self, zone: &str) -> bool {
        zone == "UTC"
    }

    fn time(&self, at: Instant, _zone: Option<&str>) -> String {
        super::instant::write(at)
            .get(11..16)
            .unwrap_or_default()
            .to_owned()
    }

    fn date(&self, at: Instant, _zone: Option<&str>) -> String {
        super::instant::write(at)
            .get(..10)
            .unwrap_or_default()
            .to_owned()
    }

    fn zone_name(&self, _at: Instant, _zone: Option<&str>) -> String {
        "UTC".to_owned()
    }

    fn number(&self, number: usize) -> String {
        number.to_string()
    }
}
