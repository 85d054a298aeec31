//! The measurements of others, ready to be shown: days, shares of uptime and response times, by source.

use std::collections::BTreeSet;

use crate::model::document::vocabulary::ComponentStatus;
use crate::model::history::files::parsed;
use crate::model::history::measured::{
    MeasuredAverage, MeasuredCheck, MeasuredDay, MeasuredService, MeasuredShare, MeasuredSource,
};
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::reader::{DAYS, first_month};
use crate::model::history::service_days::ended_days;
use crate::model::number::whole_number;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The measurements of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedSource {
    /// The service that has measured, such as `Better Stack`.
    pub name: String,
    /// The name of the feed's page; empty if it has none.
    pub page: String,
    /// When it was last read.
    pub read_at: Option<Instant>,
    /// Its services.
    pub services: Vec<StatedService>,
}

/// The measurements of one service by a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedService {
    /// The id of the service.
    pub id: String,
    /// The name of the service.
    pub name: String,
    /// The last days, oldest first; none if the source states nothing about any of them.
    pub days: Vec<StatedDay>,
    /// The shares of uptime.
    pub shares: Vec<StatedShare>,
    /// The average response times in milliseconds, each with its length of time.
    pub averages: Vec<(StatedPeriod, u64)>,
    /// The newest checks, oldest first.
    pub checks: Vec<StatedCheck>,
}

/// A day as its source states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedDay {
    /// The beginning of the day that has its date in UTC.
    pub from: Instant,
    /// The state of the whole day, if one is stated.
    pub status: Option<ComponentStatus>,
    /// The worst that is stated; `None` if nothing is known.
    pub worst: Option<ComponentStatus>,
    /// How long the service was down; zero also if no length is stated.
    pub down: TimeDelta,
    /// How long its maintenance lasted, likewise.
    pub maintenance: TimeDelta,
}

/// The length of time before the reading that a figure is of; `None` if it is not stated.
pub type StatedPeriod = Option<TimeDelta>;

/// A share of uptime as its source states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedShare {
    /// The time that it is of.
    pub period: StatedPeriod,
    /// The share in thousandths of a percent, rounded down.
    pub share: u32,
}

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedCheck {
    /// When the service was checked.
    pub at: Instant,
    /// The response time in milliseconds, if it is stated.
    pub millis: Option<u64>,
    /// Whether the check failed.
    pub is_failed: bool,
}

/// The lowest, the median and the highest response time of successful checks, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseTimes {
    /// The lowest.
    pub lowest: u64,
    /// The median; of an even number, the higher of the two in the middle.
    pub median: u64,
    /// The highest.
    pub highest: u64,
}

impl StatedService {
    /// Returns the response times of successful checks; `None` if none is stated.
    pub fn response_times(&self) -> Option<ResponseTimes> {
        let checks = self.checks.iter().filter(|it| !it.is_failed);
        let mut times: Vec<u64> = checks.filter_map(|it| it.millis).collect();
        times.sort_unstable();
        Some(ResponseTimes {
            lowest: *times.first()?,
            median: *times.get(times.len() / 2)?,
            highest: *times.last()?,
        })
    }

    fn of(service: &MeasuredService) -> Option<Self> {
        let id = service.id.clone()?;
        Some(Self {
            name: service.name.clone().unwrap_or_else(|| id.clone()),
            id,
            days: Vec::new(),
            shares: Vec::new(),
            averages: Vec::new(),
            checks: Vec::new(),
        })
    }

    fn take_present(&mut self, service: &MeasuredService) {
        let share = |it: &MeasuredShare| {
            let share = thousandths(it.percent.as_deref()?)?;
            let period = it.hours.map(period);
            Some(StatedShare { period, share })
        };
        self.shares = service.shares.iter().filter_map(share).collect();
        let average = |it: &MeasuredAverage| Some((it.hours.map(period), it.millis?));
        self.averages = service.averages.iter().filter_map(average).collect();
        let check = |it: &MeasuredCheck| {
            Some(StatedCheck {
                at: it.instant()?,
                millis: it.millis,
                is_failed: it.failed == Some(true),
            })
        };
        self.checks = service.checks.iter().filter_map(check).collect();
    }

    /// Adds the days that have their beginnings in `bounds`.
    fn take_days(&mut self, days: &[MeasuredDay], bounds: &[Instant]) {
        for day in days {
            let Some(start) = day.start() else { continue };
            let Ok(place) = bounds.binary_search(&start) else {
                continue;
            };
            if self.days.is_empty() {
                self.days
                    .extend(bounds.iter().copied().map(StatedDay::nothing));
            }
            if let Some(stated) = self.days.get_mut(place) {
                *stated = StatedDay {
                    from: start,
                    status: day.status(),
                    worst: day.worst(),
                    down: length(day.down_secs),
                    maintenance: length(day.maintenance_secs),
                };
            }
        }
    }
}

impl StatedDay {
    /// Returns a day about which nothing is stated.
    fn nothing(from: Instant) -> Self {
        Self {
            from,
            status: None,
            worst: None,
            down: TimeDelta::zero(),
            maintenance: TimeDelta::zero(),
        }
    }

    /// Returns whether anything is stated about the day.
    pub fn is_stated(&self) -> bool {
        self.worst.is_some()
    }

    /// Returns how much of the day is known: all of it if its state is stated, else only the lengths that are.
    pub fn known(&self) -> TimeDelta {
        let day = TimeDelta::days(1);
        match self.status {
            Some(_) => day,
            None => (self.down + self.maintenance).min(day),
        }
    }
}

fn length(secs: Option<u64>) -> TimeDelta {
    let secs = secs.and_then(|secs| u32::try_from(secs).ok());
    TimeDelta::seconds(i64::from(secs.unwrap_or(0)))
}

fn period(hours: u64) -> TimeDelta {
    TimeDelta::hours(i64::from(u32::try_from(hours).unwrap_or(u32::MAX)))
}

/// Returns a share in thousandths of a percent, rounded down; `None` if it is no share in digits, or more than all.
///
/// ```
/// use intermission::model::history::stated::thousandths;
/// assert_eq!(thousandths("99.9999"), Some(99_999));
/// assert_eq!(thousandths("100.00").zip(thousandths("7")), Some((100_000, 7_000)));
/// assert_eq!(thousandths("100.001").or(thousandths("-1")).or(thousandths("1.")), None);
/// ```
pub fn thousandths(percent: &str) -> Option<u32> {
    let (whole, fraction) = percent.split_once('.').unwrap_or((percent, "0"));
    let is_number = !fraction.is_empty() && fraction.bytes().all(|it| it.is_ascii_digit());
    let fraction = [fraction, "00"].concat();
    let fraction = whole_number::<u32>(fraction.get(..3)?)?;
    let share = whole_number::<u32>(whole)?
        .checked_mul(1000)?
        .checked_add(fraction)?;
    let is_share = is_number && share <= 100_000;
    is_share.then_some(share)
}

/// Returns the months whose measurements are shown: those of the last [`DAYS`] before `now`, and the newest one, which has
/// the figures of the last reading.
pub fn shown_measured(measured: &BTreeSet<Month>, now: Instant) -> BTreeSet<Month> {
    let until = last_month(now);
    let first = first_month(now, DAYS);
    let newest = measured.range(..=until).next_back().copied();
    let recent = measured.iter().copied();
    let recent = recent.filter(|month| (first..=until).contains(month));
    recent.chain(newest).collect()
}

/// Returns the last month that is not yet to come in any zone.
fn last_month(now: Instant) -> Month {
    Month::of(now + TimeDelta::days(1))
}

impl History {
    /// Returns what the sources state about the last `number` days before `now`, which are those of the own bars, and their
    /// figures when they were last read. The sources that were read last come first.
    pub fn stated(&self, number: u16, now: Instant) -> Vec<StatedSource> {
        let mut bounds = ended_days(number, self.days_end(now));
        bounds.pop();
        let mut found: Vec<(&MeasuredSource, StatedSource)> = Vec::new();
        for file in self
            .measured
            .range(..=last_month(now))
            .rev()
            .map(|(_, file)| file)
        {
            for source in &file.sources {
                let place = found
                    .iter()
                    .position(|(it, _)| it.is_from_the_feed_of(source));
                let place = place.unwrap_or_else(|| {
                    found.push((source, StatedSource::of(source)));
                    found.len() - 1
                });
                if let Some((_, stated)) = found.get_mut(place) {
                    stated.take(source, &bounds);
                }
            }
        }
        let stated = found.into_iter().map(|(_, mut stated)| {
            stated.services.retain(|it| !it.is_empty());
            stated
        });
        stated.filter(|it| !it.services.is_empty()).collect()
    }
}

impl StatedService {
    fn is_empty(&self) -> bool {
        self.days.is_empty()
            && self.shares.is_empty()
            && self.averages.is_empty()
            && self.checks.is_empty()
    }
}

impl StatedSource {
    fn of(source: &MeasuredSource) -> Self {
        Self {
            name: source.name.clone().unwrap_or_default(),
            page: source.page.clone().unwrap_or_default(),
            read_at: None,
            services: Vec::new(),
        }
    }

    /// Adds the file of a month, of which the newest comes first.
    fn take(&mut self, source: &MeasuredSource, bounds: &[Instant]) {
        let read_at = parsed(source.read_at.as_ref());
        let is_newest = self.read_at.is_none() && read_at.is_some();
        if is_newest {
            self.read_at = read_at;
        }
        for service in &source.components {
            let known = self
                .services
                .iter()
                .position(|it| Some(&it.id) == service.id.as_ref());
            let place = known.or_else(|| {
                self.services.push(StatedService::of(service)?);
                Some(self.services.len() - 1)
            });
            let Some(stated) = place.and_then(|place| self.services.get_mut(place)) else {
                continue;
            };
            if is_newest {
                stated.take_present(service);
            }
            stated.take_days(&service.days, bounds);
        }
    }
}
