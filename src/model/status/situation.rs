//! The situation: the subject of the headline.

use crate::model::document::vocabulary::{ComponentStatus, Indicator};
use crate::model::policy::freshness::Freshness;

/// The state of the page; [`crate::model::status::overall_status`] says which one a document is in.
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
    /// The publisher's roll-up or the state of a group reports trouble that no service shows.
    Reported,
    /// A planned maintenance should have begun, and nobody has said that it did.
    Due,
    /// A maintenance is planned; everything works.
    Ahead,
    /// A maintenance is planned; nothing says whether anything works.
    Planned,
    /// The maintenance is over; everything works.
    Over,
    /// The maintenance will not happen; everything works.
    Cancelled,
    /// The maintenance will not happen; nothing says whether anything works.
    CalledOff,
    /// No trouble is known, but a maintenance is still open long after its planned end.
    Unclosed,
    /// No trouble is known, but some of the evidence is unknown or nothing says that all is well.
    Unsure,
    /// Everything works and nothing is planned.
    Operational,
    /// Everything worked when it was last heard of; the last attempt to ask again brought nothing.
    Unconfirmed,
    /// The data is too old to describe the present.
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
    /// Name of the symbol in the file names of `public/icons/` and in style classes.
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
    /// The word for programs, in events of the widget; `check` writes it with underscores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Incident => "incident",
            Self::Running => "running",
            Self::Early => "early",
            Self::Overrunning => "overrunning",
            Self::Verifying => "verifying",
            Self::VerifyingLate => "verifying-late",
            Self::Affected => "affected",
            Self::Reported => "reported",
            Self::Due => "due",
            Self::Ahead => "ahead",
            Self::Planned => "planned",
            Self::Over => "over",
            Self::Cancelled => "cancelled",
            Self::CalledOff => "called-off",
            Self::Unclosed => "unclosed",
            Self::Unsure => "unsure",
            Self::Operational => "operational",
            Self::Unconfirmed => "unconfirmed",
            Self::OutOfDate => "out-of-date",
        }
    }

    /// The shape of the page as a whole.
    pub fn symbol(self, worst: Indicator) -> Symbol {
        match self {
            Self::Silent
            | Self::Planned
            | Self::CalledOff
            | Self::Unclosed
            | Self::Unsure
            | Self::Unconfirmed
            | Self::OutOfDate => Symbol::Unknown,
            Self::Incident | Self::Affected | Self::Reported => match worst {
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
            Self::Ahead => Symbol::Queued,
            Self::Over | Self::Cancelled | Self::Operational => Symbol::Operational,
        }
    }

    /// Returns the situation to show for data of this freshness: cached data never confirms that everything works.
    ///
    /// ```
    /// use intermission::model::{policy::freshness::Freshness, status::situation::Situation};
    /// assert_eq!(Situation::Operational.seen(Freshness::Live), Situation::Operational);
    /// assert_eq!(Situation::Operational.seen(Freshness::Cached), Situation::Unconfirmed);
    /// assert_eq!(Situation::Incident.seen(Freshness::Cached), Situation::Incident, "trouble stays trouble");
    /// assert_eq!(Situation::Incident.seen(Freshness::Stale), Situation::OutOfDate);
    /// ```
    #[must_use]
    pub fn seen(self, freshness: Freshness) -> Self {
        match freshness {
            Freshness::Cached if self.is_well() => Self::Unconfirmed,
            Freshness::Live | Freshness::Cached | Freshness::Missing => self,
            Freshness::Stale => Self::OutOfDate,
        }
    }

    /// Returns whether the publisher's last statement is unconfirmed or out of date.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Unconfirmed | Self::OutOfDate)
    }

    /// Returns whether everything works now, regardless of what is planned.
    pub fn is_well(self) -> bool {
        matches!(
            self,
            Self::Ahead | Self::Over | Self::Cancelled | Self::Operational
        )
    }

    /// Returns whether neither trouble is known nor that everything works.
    pub fn is_unknown(self) -> bool {
        matches!(
            self,
            Self::Silent | Self::Planned | Self::CalledOff | Self::Unclosed | Self::Unsure
        )
    }

    /// Returns whether the publisher says that a maintenance is running.
    pub fn is_running(self) -> bool {
        matches!(
            self,
            Self::Running | Self::Early | Self::Overrunning | Self::Verifying | Self::VerifyingLate
        )
    }

    /// Returns whether the headline is about a maintenance, so that its window and progress are shown beside it.
    pub fn is_about_maintenance(self) -> bool {
        self.is_running()
            || matches!(
                self,
                Self::Due
                    | Self::Ahead
                    | Self::Planned
                    | Self::Over
                    | Self::Cancelled
                    | Self::CalledOff
            )
    }
}
