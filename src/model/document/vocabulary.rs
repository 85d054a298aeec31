//! The closed vocabularies of the format.

/// Defines an enum from the words that publishers write, in order of severity where there is one.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$word_doc:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$word_doc])* $variant,)*
            /// No word, or one that is not in the vocabulary. Neither good nor bad.
            #[default]
            Unknown,
        }

        impl $name {
            /// Every value but unknown, best to worst.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The words of the vocabulary, as they stand in a document.
            pub const WORDS: &[&str] = &[$($word),*];

            /// Reads a word as published; anything else, also in capital letters or with spaces around it, is `None`.
            ///
            /// ```
            #[doc = concat!("use intermission::model::document::vocabulary::", stringify!($name), ";")]
            #[doc = concat!("for (value, word) in ", stringify!($name), "::ALL.iter().zip(", stringify!($name), "::WORDS) {")]
            #[doc = concat!("    assert_eq!(", stringify!($name), "::parse(word), Some(*value));")]
            #[doc = concat!("    assert_eq!(", stringify!($name), "::parse(&word.to_uppercase()), None);")]
            /// }
            #[doc = concat!("assert_eq!(", stringify!($name), "::parse(\"unknown\"), None);")]
            /// ```
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Returns the word as it stands in a document; empty for unknown.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown => "",
                }
            }
        }
    };
}

vocabulary! {
    /// The state of a component, best to worst; `unknown` has no place in that order.
    ComponentStatus {
        /// The service works.
        Operational = "operational",
        /// The service works, and a maintenance will reach it later.
        Queued = "queued",
        /// The service is being worked on and may be unavailable.
        UnderMaintenance = "under_maintenance",
        /// The service can be read but not changed.
        ReadOnly = "read_only",
        /// The service works slowly, or only in part.
        DegradedPerformance = "degraded_performance",
        /// The service is unavailable for a moment while it restarts.
        Restarting = "restarting",
        /// The service is unavailable to some visitors.
        PartialOutage = "partial_outage",
        /// The service is unavailable, unplanned. It is as severe as `offline`.
        MajorOutage = "major_outage",
        /// The service is switched off. It is as severe as `major_outage`.
        Offline = "offline",
    }
}

/// The category in which a component is counted in `4 of 12 total · 8 healthy`, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// In a known state other than operational and queued.
    Affected,
    /// In an unknown state: counted and shown apart.
    Unknown,
    /// Operational or queued.
    Healthy,
}

impl Health {
    /// All categories.
    pub const ALL: [Self; 3] = [Self::Affected, Self::Unknown, Self::Healthy];
}

impl ComponentStatus {
    /// Returns the category in which the component is counted.
    pub fn health(self) -> Health {
        match self {
            Self::Operational | Self::Queued => Health::Healthy,
            Self::UnderMaintenance
            | Self::ReadOnly
            | Self::DegradedPerformance
            | Self::Restarting
            | Self::PartialOutage
            | Self::MajorOutage
            | Self::Offline => Health::Affected,
            Self::Unknown => Health::Unknown,
        }
    }

    /// Returns the page's indicator that one component in this state causes.
    ///
    /// A single component never makes a page `critical`: that is the publisher's word, or every component
    /// at once. A partial outage is `minor`: some of the largest pages have dozens on a normal day.
    pub fn indicator(self) -> Indicator {
        match self {
            Self::Operational | Self::Queued => Indicator::None,
            Self::UnderMaintenance | Self::ReadOnly => Indicator::Maintenance,
            Self::DegradedPerformance | Self::Restarting | Self::PartialOutage => Indicator::Minor,
            Self::MajorOutage | Self::Offline => Indicator::Major,
            Self::Unknown => Indicator::Unknown,
        }
    }
}

vocabulary! {
    /// The roll-up of a page, or the impact of an incident, best to worst; `unknown` has no place in that order.
    Indicator {
        /// Nothing is wrong.
        None = "none",
        /// Planned work, and nothing else.
        Maintenance = "maintenance",
        /// Some visitors notice a problem that stops no work.
        Minor = "minor",
        /// An important service is unavailable.
        Major = "major",
        /// Everything or nearly everything is unavailable.
        Critical = "critical",
    }
}

impl Indicator {
    /// Returns whether the indicator reports unplanned trouble: minor, major or critical.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Minor | Self::Major | Self::Critical)
    }

    /// Returns the severity, from 0 for none to 4 for critical. Unknown is 0 too, so callers that compare levels must
    /// check for unknown separately.
    pub fn level(self) -> u8 {
        match self {
            Self::None | Self::Unknown => 0,
            Self::Maintenance => 1,
            Self::Minor => 2,
            Self::Major => 3,
            Self::Critical => 4,
        }
    }

    /// Returns the worse of two indicators; any known one counts as worse than unknown.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, known) | (known, Self::Unknown) => known,
            (one, another) => one.max(another),
        }
    }
}

vocabulary! {
    /// The progress of an incident.
    IncidentStatus {
        /// The cause is not known.
        Investigating = "investigating",
        /// The cause is known.
        Identified = "identified",
        /// A remedy is in place, and its effect is being observed.
        Monitoring = "monitoring",
        /// The incident is over.
        Resolved = "resolved",
        /// The incident is over, and a report about it is published.
        Postmortem = "postmortem",
    }
}

vocabulary! {
    /// The publisher's status of a maintenance; the clock never changes it.
    MaintenanceStatus {
        /// Planned.
        Scheduled = "scheduled",
        /// Running.
        InProgress = "in_progress",
        /// The work is done and is being checked.
        Verifying = "verifying",
        /// Over.
        Completed = "completed",
        /// The maintenance will not take place.
        Cancelled = "cancelled",
    }
}

impl IncidentStatus {
    /// Returns whether the publisher says that the incident is over: resolved, or in postmortem.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Resolved | Self::Postmortem)
    }

    /// Returns the progress of an incident, from 0 for unknown to 5 for postmortem. An unknown status counts as the
    /// least advanced.
    pub fn advance(self) -> u8 {
        match self {
            Self::Unknown => 0,
            Self::Investigating => 1,
            Self::Identified => 2,
            Self::Monitoring => 3,
            Self::Resolved => 4,
            Self::Postmortem => 5,
        }
    }
}

impl MaintenanceStatus {
    /// Returns whether the publisher says that the maintenance is in progress or being verified.
    pub fn is_running(self) -> bool {
        matches!(self, Self::InProgress | Self::Verifying)
    }

    /// Returns whether the publisher says that the maintenance is completed or cancelled.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled)
    }
}

vocabulary! {
    /// The progress of a phase of a maintenance.
    PhaseStatus {
        /// The phase has not begun.
        Pending = "pending",
        /// The phase is going on.
        Active = "active",
        /// The phase is finished.
        Done = "done",
        /// The phase is left out.
        Skipped = "skipped",
        /// The phase did not succeed.
        Failed = "failed",
    }
}

vocabulary! {
    /// The access that visitors have to their data during a maintenance.
    AccessMode {
        /// Visitors can read and write.
        Full = "full",
        /// Visitors can only read.
        ReadOnly = "read_only",
        /// Visitors cannot reach their data.
        None = "none",
    }
}

vocabulary! {
    /// The purpose of a link of the document.
    LinkRel {
        /// A step of the path to this page on the operator's site, in order.
        Breadcrumb = "breadcrumb",
        /// A place to ask for help.
        Support = "support",
        /// Another way to do what the service is for.
        Alternative = "alternative",
        /// Past incidents and maintenances.
        History = "history",
    }
}
