//! Measurements of other services as their feeds state them: days, shares of uptime and response times. They are in files
//! of their own, such as `history/2026-11-measured.json`, so that none of them is taken for a state that was published here.
//!
//! Nothing is computed from them and nothing between them is filled in. A day that a source does not state is missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::vocabulary::ComponentStatus;
use crate::model::document::wire::wire;
use crate::model::history::files::{VERSION, parsed, says_the_same};
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::time::instant::{Instant, write};
use crate::model::time::time_delta::TimeDelta;

wire! {
    /// `history/2026-11-measured.json`
    MeasuredFile {
        /// Version of this format; 1 when absent.
        version: Option<u64>,
        /// Such as `2026-11`.
        month: Option<String>,
        /// The feeds, in the order in which they were first read.
        sources: Vec<MeasuredSource>,
    }

    /// The measurements of one feed: an entry of `sources`.
    MeasuredSource {
        /// The service that has measured, such as `Better Stack`.
        name: Option<String>,
        /// The name of the feed's page.
        page: Option<String>,
        /// When the feed was last read in this month. Its `shares`, `averages` and `checks` are from then.
        read_at: Option<String>,
        /// The services.
        components: Vec<MeasuredService>,
    }

    /// The measurements of one service: an entry of a source's `components`.
    MeasuredService {
        /// The id of the service, or its name if it has none.
        id: Option<String>,
        /// The last name of the service.
        name: Option<String>,
        /// The days that the source states, oldest first.
        days: Vec<MeasuredDay>,
        /// The shares of uptime that the source states.
        shares: Vec<MeasuredShare>,
        /// The average response times that the source states.
        averages: Vec<MeasuredAverage>,
        /// The newest checks, oldest first.
        checks: Vec<MeasuredCheck>,
    }

    /// An entry of `days`.
    MeasuredDay {
        /// The date as the source states it, in the zone of the source.
        date: Option<String>,
        /// The state in our words; `unknown` if the source had none or it could not be read, absent if it states none.
        status: Option<String>,
        /// How long the service was down, in seconds.
        down_secs: Option<u64>,
        /// How long its maintenance lasted, in seconds.
        maintenance_secs: Option<u64>,
    }

    /// An entry of `shares`.
    MeasuredShare {
        /// The length of time before `read_at` that the share is of, in hours; absent if the source does not state it.
        hours: Option<u64>,
        /// The share in percent, with the digits of the source.
        percent: Option<String>,
    }

    /// An entry of `averages`.
    MeasuredAverage {
        /// The length of time before `read_at` that the average is of, in hours; absent if the source does not state it.
        hours: Option<u64>,
        /// The average response time in milliseconds, rounded up.
        millis: Option<u64>,
    }

    /// An entry of `checks`.
    MeasuredCheck {
        /// When the service was checked.
        at: Option<String>,
        /// The response time in milliseconds, rounded up.
        millis: Option<u64>,
        /// Whether the check failed; absent if it did not.
        failed: Option<bool>,
    }
}

/// How a feed was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Its publisher states it now: it replaces earlier readings.
    Live,
    /// It may be of any age: it completes, and replaces only days about which it says something worse.
    Imported,
}

impl MeasuredFile {
    /// Returns an empty file for a month.
    pub fn new(month: Month) -> Self {
        Self {
            version: Some(VERSION),
            month: Some(month.to_string()),
            ..Self::default()
        }
    }

    /// Gives the file the name of its month, by which it was found.
    pub fn name_as(&mut self, month: Month) {
        self.version = Some(VERSION);
        self.month = Some(month.to_string());
    }

    /// Adds a part of a reading, and returns whether that changes anything.
    fn add(&mut self, part: MeasuredSource, reading: Reading) -> bool {
        let mut sources = self.sources.iter();
        let Some(place) = sources.position(|it| it.is_from_the_feed_of(&part)) else {
            self.sources.push(part);
            return true;
        };
        let Some(known) = self.sources.get_mut(place) else {
            return false;
        };
        let before = known.clone();
        known.add(part, reading);
        !says_the_same(known, &before)
    }
}

impl MeasuredSource {
    /// Returns whether both are readings of one feed.
    pub fn is_from_the_feed_of(&self, other: &Self) -> bool {
        (&self.name, &self.page) == (&other.name, &other.page)
    }

    /// Returns whether nothing is measured.
    pub fn is_empty(&self) -> bool {
        self.components.iter().all(MeasuredService::is_empty)
    }

    fn add(&mut self, part: Self, reading: Reading) {
        let is_newest =
            part.read_at.is_some() && (reading == Reading::Live || self.read_at.is_none());
        if is_newest {
            self.read_at = part.read_at;
            for service in &mut self.components {
                service.forget_present();
            }
        }
        for mut service in part.components {
            if !is_newest {
                service.forget_present();
            }
            let mut known = self.components.iter_mut();
            match known.find(|it| it.id == service.id) {
                Some(known) => known.add(service, reading),
                None if service.is_empty() => {}
                None => self.components.push(service),
            }
        }
        self.components.retain(|it| !it.is_empty());
    }

    /// Divides a reading by months: days by their dates, everything else belongs to the month in which it was read.
    fn by_month(&self, now: Instant) -> BTreeMap<Month, Self> {
        let mut parts = BTreeMap::new();
        let part = |read_at| Self {
            name: self.name.clone(),
            page: self.page.clone(),
            read_at,
            ..Self::default()
        };
        parts.insert(Month::of(now), part(Some(write(now))));
        for service in &self.components {
            let mut of_months: BTreeMap<Month, MeasuredService> = BTreeMap::new();
            let empty = MeasuredService {
                days: Vec::new(),
                ..service.clone()
            };
            of_months.insert(Month::of(now), empty);
            for day in &service.days {
                let start = day.start().filter(|it| is_near(*it, now));
                let Some(start) = start else { continue };
                let of_month = of_months.entry(Month::of(start));
                let of_month = of_month.or_insert_with(|| MeasuredService {
                    id: service.id.clone(),
                    name: service.name.clone(),
                    ..MeasuredService::default()
                });
                of_month.days.push(day.clone());
            }
            of_months.retain(|_, it| !it.is_empty());
            for (month, mut service) in of_months {
                service.days.sort_by(|one, other| one.date.cmp(&other.date));
                let of_month = parts.entry(month).or_insert_with(|| part(None));
                of_month.components.push(service);
            }
        }
        parts
    }
}

/// Returns whether a day may have been measured: it began in the last ten years, and at most a day ahead, because sources
/// have zones of their own.
fn is_near(start: Instant, now: Instant) -> bool {
    start <= now + TimeDelta::days(1) && start >= now - TimeDelta::days(3660)
}

impl MeasuredService {
    /// Returns whether nothing is measured.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
            && self.shares.is_empty()
            && self.averages.is_empty()
            && self.checks.is_empty()
    }

    /// Removes everything but the days.
    fn forget_present(&mut self) {
        self.shares.clear();
        self.averages.clear();
        self.checks.clear();
    }

    fn add(&mut self, other: Self, reading: Reading) {
        if reading == Reading::Live && other.name.is_some() {
            self.name = other.name;
        }
        if !other.shares.is_empty() {
            self.shares = other.shares;
        }
        if !other.averages.is_empty() {
            self.averages = other.averages;
        }
        if !other.checks.is_empty() {
            self.checks = other.checks;
        }
        for day in other.days {
            let days = &mut self.days;
            match days.binary_search_by(|known| known.date.cmp(&day.date)) {
                Ok(place) => {
                    if let Some(known) = days.get_mut(place)
                        && (reading == Reading::Live || day.loss() > known.loss())
                    {
                        *known = day;
                    }
                }
                Err(place) => days.insert(place, day),
            }
        }
    }
}

impl MeasuredDay {
    /// Returns the beginning of the day that has this date in UTC; `None` if it is no date.
    ///
    /// ```
    /// use intermission::model::history::measured::MeasuredDay;
    /// let day = |date: &str| MeasuredDay { date: Some(date.to_owned()), ..MeasuredDay::default() };
    /// assert_eq!(day("2026-11-30").start().unwrap().to_string(), "2026-11-30T00:00:00Z");
    /// assert!(day("2026-11-31").start().or(day("30.11.2026").start()).is_none());
    /// ```
    pub fn start(&self) -> Option<Instant> {
        let date = self.date.as_deref().filter(|it| it.len() == 10)?;
        [date, "T00:00:00Z"].concat().parse().ok()
    }

    /// Returns the state that the source states for the day.
    pub fn status(&self) -> Option<ComponentStatus> {
        self.status.as_deref().and_then(ComponentStatus::parse)
    }

    /// Returns the worst that the source states: the state of the day, or one for which it states a length.
    ///
    /// ```
    /// use intermission::model::document::vocabulary::ComponentStatus;
    /// use intermission::model::history::measured::MeasuredDay;
    /// let day = MeasuredDay { status: Some("operational".to_owned()), down_secs: Some(60), ..MeasuredDay::default() };
    /// assert_eq!(day.worst(), Some(ComponentStatus::MajorOutage));
    /// ```
    pub fn worst(&self) -> Option<ComponentStatus> {
        let had = |secs: Option<u64>, status| secs.filter(|secs| *secs > 0).map(|_| status);
        let down = had(self.down_secs, ComponentStatus::MajorOutage);
        let maintenance = had(self.maintenance_secs, ComponentStatus::UnderMaintenance);
        self.status().max(down).max(maintenance)
    }

    /// Returns a measure by which one statement about a day is worse than another.
    fn loss(&self) -> (Option<ComponentStatus>, Option<u64>, Option<u64>) {
        (self.worst(), self.down_secs, self.maintenance_secs)
    }
}

impl MeasuredCheck {
    /// Returns when the service was checked.
    pub fn instant(&self) -> Option<Instant> {
        parsed(self.at.as_ref())
    }
}

impl History {
    /// Returns the months whose measurements [`Self::measure`] needs.
    pub fn needed_to_measure(source: &MeasuredSource, now: Instant) -> BTreeSet<Month> {
        source.by_month(now).into_keys().collect()
    }

    /// Adds a reading at `now`, and returns the months whose files of measurements change. One that adds nothing to what
    /// is known changes none.
    pub fn measure(
        &mut self,
        source: &MeasuredSource,
        reading: Reading,
        now: Instant,
    ) -> BTreeSet<Month> {
        let mut changed = BTreeSet::new();
        let mut present = self.index.measured();
        for (month, part) in source.by_month(now) {
            present.insert(month);
            let file = self.measured.entry(month);
            let file = file.or_insert_with(|| MeasuredFile::new(month));
            if file.add(part, reading) {
                changed.insert(month);
            }
        }
        self.set_measured(&present);
        changed
    }

    /// Notes in the index which months have a file of measurements.
    pub fn set_measured(&mut self, months: &BTreeSet<Month>) {
        self.index.measured = months.iter().map(Month::to_string).collect();
    }
}
