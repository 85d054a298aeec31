//! How long a service was in which state, day by day, and its uptime. Time in which nothing was published is unknown,
//! and counts as neither.

use std::collections::BTreeMap;

use crate::model::document::vocabulary::{ComponentStatus, Indicator};
use crate::model::history::files::{MonthFile, StateEntry, parsed};
use crate::model::history::month::Month;
use crate::model::history::observe::{History, UNKNOWN};
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// A length of time in one state: the first instant belongs to it, the last one does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first instant.
    pub from: Instant,
    /// The first instant after it.
    pub until: Instant,
    /// The state.
    pub status: ComponentStatus,
}

impl History {
    /// Returns the known states of a service, oldest first. What lies between two of them is unknown.
    pub fn stretches(&self, id: &str) -> Vec<Stretch> {
        self.stretches_by(|file| {
            let mut components = file.components.iter();
            let component = components.find(|it| it.id.as_deref() == Some(id));
            let states = component.map(|it| it.states.as_slice()).unwrap_or_default();
            changes(states, ComponentStatus::parse)
        })
    }

    /// Returns the known states of everything together, as that of a service which is as bad.
    pub fn stretches_of_all(&self) -> Vec<Stretch> {
        self.stretches_by(|file| {
            changes(&file.overall, |word| {
                Indicator::parse(word).and_then(as_service)
            })
        })
    }

    fn stretches_by(&self, changes_in: impl Fn(&MonthFile) -> Changes) -> Vec<Stretch> {
        let mut all = Vec::new();
        for (month, file) in &self.months {
            let changes = changes_in(file);
            for (from, until) in self.spans(*month, file) {
                add_states(&mut all, &changes, from, until);
            }
        }
        all
    }

    /// Returns the services of the present month with their names, in the order of the document that had them first.
    pub fn services(&self) -> Vec<(&str, &str)> {
        let file = self.index.current().and_then(|it| self.months.get(&it));
        let components = file.map(|it| it.components.as_slice()).unwrap_or_default();
        let named = components.iter().filter_map(|it| {
            let id = it.id.as_deref()?;
            Some((id, it.name.as_deref().unwrap_or(id)))
        });
        named.collect()
    }

    /// Returns the times of a month in which the state was published.
    fn spans(&self, month: Month, file: &MonthFile) -> Vec<(Instant, Instant)> {
        let is_current = self.index.current() == Some(month);
        let last = file.published.len();
        let span = |(place, span): (usize, &super::files::SpanEntry)| {
            let from = parsed(span.from.as_ref())?;
            let until = parsed(span.until.as_ref())?;
            // The present span goes on until the last publication, which need not have written the month.
            let present = self
                .index
                .published()
                .filter(|_| is_current && place + 1 == last);
            Some((from, present.map_or(until, |present| present.max(until))))
        };
        file.published.iter().enumerate().filter_map(span).collect()
    }
}

/// The instants at which a state changes, each with the state from then on if it is known.
type Changes = Vec<(Instant, Option<ComponentStatus>)>;

fn changes(states: &[StateEntry], read: impl Fn(&str) -> Option<ComponentStatus>) -> Changes {
    let change = |state: &StateEntry| {
        let word = state.status.as_deref().filter(|word| *word != UNKNOWN);
        Some((parsed(state.at.as_ref())?, word.and_then(&read)))
    };
    states.iter().filter_map(change).collect()
}

/// Returns the state of a service that is as bad as an indicator says.
fn as_service(indicator: Indicator) -> Option<ComponentStatus> {
    match indicator {
        Indicator::None => Some(ComponentStatus::Operational),
        Indicator::Maintenance => Some(ComponentStatus::UnderMaintenance),
        Indicator::Minor => Some(ComponentStatus::PartialOutage),
        Indicator::Major | Indicator::Critical => Some(ComponentStatus::MajorOutage),
        Indicator::Unknown => None,
    }
}

/// Adds the known states between two instants.
fn add_states(all: &mut Vec<Stretch>, changes: &Changes, from: Instant, until: Instant) {
    for (index, (at, status)) in changes.iter().enumerate() {
        let end = changes.get(index + 1).map_or(until, |(next, _)| *next);
        let (from, until) = ((*at).max(from), end.min(until));
        if let Some(status) = *status
            && from < until
        {
            all.push(Stretch {
                from,
                until,
                status,
            });
        }
    }
}

/// One day of a service, or any other length of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The first instant.
    pub from: Instant,
    /// The first instant after it.
    pub until: Instant,
    /// How long the service was in each state; states in which it was not are missing.
    pub lengths: BTreeMap<ComponentStatus, TimeDelta>,
}

impl Day {
    /// Returns how long the state is known.
    pub fn known(&self) -> TimeDelta {
        self.lengths
            .values()
            .fold(TimeDelta::zero(), |sum, it| sum + *it)
    }

    /// Returns how long the state is not known.
    pub fn unknown(&self) -> TimeDelta {
        (self.until - self.from) - self.known()
    }

    /// Returns the worst state that the service was in; `None` if none is known.
    pub fn worst(&self) -> Option<ComponentStatus> {
        self.lengths.keys().copied().max()
    }
}

/// Divides known states into days, of which `bounds` has the beginnings and the end. In zones with summer time, days have
/// different lengths.
///
/// ```
/// use intermission::model::document::vocabulary::ComponentStatus;
/// use intermission::model::history::days::{Stretch, days};
/// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
/// let hour = |number| Instant::UNIX_EPOCH + TimeDelta::hours(number);
/// let down = Stretch { from: hour(20), until: hour(30), status: ComponentStatus::MajorOutage };
/// let days = days(&[down], &[hour(0), hour(24), hour(48)]);
/// assert_eq!(days[0].known(), TimeDelta::hours(4));
/// assert_eq!(days[1].unknown(), TimeDelta::hours(18));
/// assert_eq!(days[1].worst(), Some(ComponentStatus::MajorOutage));
/// ```
pub fn days(stretches: &[Stretch], bounds: &[Instant]) -> Vec<Day> {
    let pairs = bounds.iter().zip(bounds.iter().skip(1));
    let mut days: Vec<Day> = pairs
        .map(|(from, until)| Day {
            from: *from,
            until: *until,
            lengths: BTreeMap::new(),
        })
        .collect();
    for stretch in stretches {
        let first = days.partition_point(|day| day.until <= stretch.from);
        let touched = days.iter_mut().skip(first);
        for day in touched.take_while(|day| day.from < stretch.until) {
            let length = stretch.until.min(day.until) - stretch.from.max(day.from);
            let sum = day.lengths.entry(stretch.status).or_default();
            *sum = *sum + length;
        }
    }
    days
}

/// Which states count as down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// States in which the service is unavailable to everybody: `major_outage` and `offline`.
    Full,
    /// All states in which something is missing to anybody.
    Partial,
}

/// Whether time of maintenance counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maintenance {
    /// `under_maintenance` as down, `read_only` as down where each loss counts.
    Counted,
    /// Not at all: it is taken out of the time.
    LeftOut,
}

/// How a service fared over a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uptime {
    /// How long it was up.
    pub up: TimeDelta,
    /// How long it was up or down.
    pub counted: TimeDelta,
    /// How long its state is unknown.
    pub unknown: TimeDelta,
    /// The whole time.
    pub whole: TimeDelta,
}

impl Uptime {
    /// Adds up days.
    pub fn of(days: &[Day], counts: Counts, maintenance: Maintenance) -> Self {
        let mut sum = Self {
            up: TimeDelta::zero(),
            counted: TimeDelta::zero(),
            unknown: TimeDelta::zero(),
            whole: TimeDelta::zero(),
        };
        for day in days {
            sum.unknown = sum.unknown + day.unknown();
            sum.whole = sum.whole + (day.until - day.from);
            for (status, length) in &day.lengths {
                if is_maintenance(*status) && maintenance == Maintenance::LeftOut {
                    continue;
                }
                sum.counted = sum.counted + *length;
                if is_up(*status, counts) {
                    sum.up = sum.up + *length;
                }
            }
        }
        sum
    }

    /// Returns the share of up time in thousandths of a percent, rounded down; `None` if nothing counts.
    pub fn share(&self) -> Option<u32> {
        share(self.up, self.counted)
    }

    /// Returns the share of unknown time in thousandths of a percent, rounded up, so that a little is not nothing.
    pub fn unknown_share(&self) -> u32 {
        let known = share(self.whole - self.unknown, self.whole);
        WHOLE - known.unwrap_or(WHOLE)
    }
}

/// All of it, in thousandths of a percent.
const WHOLE: u32 = 100_000;

fn share(part: TimeDelta, whole: TimeDelta) -> Option<u32> {
    let (part, whole) = (part.num_milliseconds(), whole.num_milliseconds());
    let share = part.checked_mul(i64::from(WHOLE))?.checked_div(whole)?;
    u32::try_from(share).ok()
}

/// Returns whether a service counts as up in a state.
fn is_up(status: ComponentStatus, counts: Counts) -> bool {
    match status {
        ComponentStatus::Operational | ComponentStatus::Queued => true,
        ComponentStatus::UnderMaintenance
        | ComponentStatus::MajorOutage
        | ComponentStatus::Offline
        | ComponentStatus::Unknown => false,
        ComponentStatus::ReadOnly
        | ComponentStatus::DegradedPerformance
        | ComponentStatus::Restarting
        | ComponentStatus::PartialOutage => counts == Counts::Full,
    }
}

/// Returns whether a state belongs to a maintenance.
fn is_maintenance(status: ComponentStatus) -> bool {
    matches!(
        status,
        ComponentStatus::UnderMaintenance | ComponentStatus::ReadOnly
    )
}
