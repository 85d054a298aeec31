//! What is going on: the one thing that the headline is about.

use super::freshness::Standing;
use super::instant::Instant;
use super::maintenance::{Maintenance, Timing};
use super::snapshot::Snapshot;
use super::words::{ComponentStatus, Indicator, MaintenanceStatus};

/// The state of the page, in the order in which the causes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// The document says nothing from which a state could be told.
    Silent,
    /// An incident is open, and it is worse than the maintenance that may be running beside it.
    Incident,
    /// Work is going on within its window.
    Running,
    /// Work began before its window.
    Early,
    /// Work goes on past the end of its window.
    Overrunning,
    /// The work is done and is being checked.
    Verifying,
    /// The checks go on past the end of the window.
    VerifyingLate,
    /// Services are affected, and no incident or running maintenance says why.
    Affected,
    /// A planned maintenance should have begun, and nobody has said that it did.
    Due,
    /// A maintenance is planned; everything works.
    Ahead,
    /// The maintenance is over; everything works.
    Over,
    /// The maintenance will not happen; everything works.
    Cancelled,
    /// Nothing is wrong as far as is known, but some services are of unknown state.
    Unsure,
    /// Everything works and nothing is planned.
    Operational,
    /// Everything worked when it was last heard of; the last attempt to ask again brought nothing.
    Unconfirmed,
    /// What is known is so old that it says nothing about now.
    OutOfDate,
}

/// The shape that stands for a state, beside its word and colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symbol {
    /// ●
    Operational,
    /// ◷
    Queued,
    /// ◆
    Maintenance,
    /// ▲
    Degraded,
    /// ↻
    Restarting,
    /// ◼
    Outage,
    /// ?
    #[default]
    Unknown,
}

impl Symbol {
    /// Name of the symbol in `public/symbols.svg`, in icon file names and in style classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Queued => "queued",
            Self::Maintenance => "maintenance",
            Self::Degraded => "degraded",
            Self::Restarting => "restarting",
            Self::Outage => "outage",
            Self::Unknown => "unknown",
        }
    }
}

impl From<ComponentStatus> for Symbol {
    fn from(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::Operational,
            ComponentStatus::Queued => Self::Queued,
            ComponentStatus::UnderMaintenance | ComponentStatus::ReadOnly => Self::Maintenance,
            ComponentStatus::DegradedPerformance | ComponentStatus::PartialOutage => Self::Degraded,
            ComponentStatus::Restarting => Self::Restarting,
            ComponentStatus::MajorOutage | ComponentStatus::Offline => Self::Outage,
            ComponentStatus::Unknown => Self::Unknown,
        }
    }
}

impl From<Indicator> for Symbol {
    fn from(impact: Indicator) -> Self {
        match impact {
            Indicator::Major | Indicator::Critical => Self::Outage,
            Indicator::Minor => Self::Degraded,
            Indicator::Maintenance => Self::Maintenance,
            Indicator::None | Indicator::Unknown => Self::Unknown,
        }
    }
}

impl Situation {
    /// The shape of the page as a whole.
    pub fn symbol(self, worst: Indicator) -> Symbol {
        match self {
            Self::Silent | Self::Unsure | Self::Unconfirmed | Self::OutOfDate => Symbol::Unknown,
            Self::Incident | Self::Affected => match worst {
                Indicator::Major | Indicator::Critical => Symbol::Outage,
                Indicator::None
                | Indicator::Maintenance
                | Indicator::Minor
                | Indicator::Unknown => Symbol::Degraded,
            },
            Self::Running
            | Self::Early
            | Self::Overrunning
            | Self::Verifying
            | Self::VerifyingLate
            | Self::Due => Symbol::Maintenance,
            Self::Ahead | Self::Over | Self::Cancelled | Self::Operational => Symbol::Operational,
        }
    }

    /// What becomes of it when what is known stands like this: nothing is well without word that it is.
    #[must_use]
    pub fn seen(self, standing: Standing) -> Self {
        match standing {
            Standing::Cached if self.is_well() => Self::Unconfirmed,
            Standing::Live | Standing::Cached | Standing::Missing => self,
            Standing::Stale => Self::OutOfDate,
        }
    }

    /// Whether what the publisher said last cannot be relied on.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Unconfirmed | Self::OutOfDate)
    }

    /// Whether everything works now, whatever is planned.
    pub fn is_well(self) -> bool {
        matches!(
            self,
            Self::Ahead | Self::Over | Self::Cancelled | Self::Operational
        )
    }

    /// Whether a maintenance is going on, by its publisher's word.
    pub fn is_running(self) -> bool {
        matches!(
            self,
            Self::Running | Self::Early | Self::Overrunning | Self::Verifying | Self::VerifyingLate
        )
    }
}

/// The maintenance that the page is about, as an index: one that is running, the earliest begun first;
/// else the planned or settled one nearest to the time of publishing; a planned one where that is unknown.
pub fn featured(snapshot: &Snapshot) -> Option<usize> {
    let published = snapshot.published.instant();
    let ranked = snapshot.maintenances.iter().enumerate();
    ranked
        .min_by_key(|(_, maintenance)| rank(maintenance, published))
        .map(|(index, _)| index)
}

fn rank(maintenance: &Maintenance, published: Option<Instant>) -> (u8, i64) {
    let start = maintenance.window.map(super::maintenance::Window::start);
    let end = maintenance
        .ended_at
        .or_else(|| maintenance.window?.end())
        .or(start);
    let distance = |at: Option<Instant>| match (at, published) {
        (Some(at), Some(published)) => (at - published).num_seconds().abs(),
        (Some(at), None) => at.timestamp(),
        (None, _) => i64::MAX,
    };
    match maintenance.status {
        MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => {
            (0, start.map_or(i64::MAX, |start| start.timestamp()))
        }
        MaintenanceStatus::Scheduled => (1, distance(start)),
        MaintenanceStatus::Completed | MaintenanceStatus::Cancelled => {
            (if published.is_some() { 1 } else { 2 }, distance(end))
        }
        MaintenanceStatus::Unknown => (3, distance(start)),
    }
}

/// Tells what is going on at `now`. The clock alone never makes anything over.
pub fn situation(snapshot: &Snapshot, now: Instant) -> Situation {
    let featured = featured(snapshot).and_then(|index| snapshot.maintenances.get(index));
    let running = featured.filter(|maintenance| maintenance.status.is_running());
    let open = || {
        snapshot
            .incidents
            .iter()
            .filter(|incident| incident.is_open())
    };
    let worse = open().any(|incident| incident.impact > Indicator::Maintenance);
    if snapshot.is_silent() {
        Situation::Silent
    } else if worse || (running.is_none() && open().next().is_some()) {
        Situation::Incident
    } else if let Some(running) = running {
        under_way(running, now)
    } else if snapshot.tally().affected > 0 || is_trouble(snapshot.indicator) {
        Situation::Affected
    } else if snapshot.tally().unknown > 0 {
        Situation::Unsure
    } else {
        featured.map_or(Situation::Operational, |maintenance| {
            quiet(maintenance, now)
        })
    }
}

fn is_trouble(indicator: Indicator) -> bool {
    matches!(
        indicator,
        Indicator::Minor | Indicator::Major | Indicator::Critical
    )
}

fn under_way(maintenance: &Maintenance, now: Instant) -> Situation {
    let verifying = maintenance.status == MaintenanceStatus::Verifying;
    match maintenance.timing(now) {
        Timing::Overrunning if verifying => Situation::VerifyingLate,
        Timing::Overrunning => Situation::Overrunning,
        Timing::Early if !verifying => Situation::Early,
        _ if verifying => Situation::Verifying,
        Timing::Ahead | Timing::Due | Timing::Early | Timing::Within | Timing::Settled => {
            Situation::Running
        }
    }
}

fn quiet(maintenance: &Maintenance, now: Instant) -> Situation {
    match maintenance.status {
        MaintenanceStatus::Completed => Situation::Over,
        MaintenanceStatus::Cancelled => Situation::Cancelled,
        MaintenanceStatus::Scheduled if maintenance.timing(now) == Timing::Due => Situation::Due,
        MaintenanceStatus::Scheduled => Situation::Ahead,
        MaintenanceStatus::InProgress
        | MaintenanceStatus::Verifying
        | MaintenanceStatus::Unknown => Situation::Unsure,
    }
}
