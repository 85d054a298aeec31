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

            /// The word as it stands in a document; empty for unknown.
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
    /// State of a component, best to worst; `unknown` stands apart.
    ComponentStatus {
        /// Works.
        Operational = "operational",
        /// Works; waits for its turn in a maintenance.
        Queued = "queued",
        /// Worked on; may be away.
        UnderMaintenance = "under_maintenance",
        /// Can be read, not changed.
        ReadOnly = "read_only",
        /// Works slowly or in part.
        DegradedPerformance = "degraded_performance",
        /// Away for a moment.
        Restarting = "restarting",
        /// Away for some.
        PartialOutage = "partial_outage",
        /// Away, unplanned. As bad as `offline`.
        MajorOutage = "major_outage",
        /// Away, switched off. As bad as `major_outage`.
        Offline = "offline",
    }
}

/// The category in which a component is counted in `4 of 12 total · 8 healthy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Operational or queued.
    Healthy,
    /// Everything else but unknown.
    Affected,
    /// Counted and shown apart.
    Unknown,
}

impl ComponentStatus {
    /// Sorts the status into one of the three counts.
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
    /// Roll-up of a page, and impact of an incident, best to worst; `unknown` stands apart.
    Indicator {
        /// All is well.
        None = "none",
        /// Planned work, nothing else.
        Maintenance = "maintenance",
        /// A nuisance.
        Minor = "minor",
        /// Something important is away.
        Major = "major",
        /// Everything is away, or as good as.
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

    /// The worse of two; what is known wins over unknown.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, known) | (known, Self::Unknown) => known,
            (one, another) => one.max(another),
        }
    }
}

vocabulary! {
    /// Where an incident stands.
    IncidentStatus {
        /// The cause is not known.
        Investigating = "investigating",
        /// The cause is known.
        Identified = "identified",
        /// Mended and watched.
        Monitoring = "monitoring",
        /// Over.
        Resolved = "resolved",
        /// Over, and explained.
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
        /// Will not happen.
        Cancelled = "cancelled",
    }
}

impl IncidentStatus {
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
    /// Where a phase of a maintenance stands.
    PhaseStatus {
        /// Still to come.
        Pending = "pending",
        /// Going on.
        Active = "active",
        /// Finished.
        Done = "done",
        /// Left out.
        Skipped = "skipped",
        /// Tried without success.
        Failed = "failed",
    }
}

vocabulary! {
    /// The access that visitors have to their data during a maintenance.
    AccessMode {
        /// Read and write.
        Full = "full",
        /// Read.
        ReadOnly = "read_only",
        /// Nothing.
        None = "none",
    }
}

vocabulary! {
    /// The purpose of a link of the document.
    LinkRel {
        /// Where this page stands on the operator's site, in order.
        Breadcrumb = "breadcrumb",
        /// Somebody to ask.
        Support = "support",
        /// Another way to get the same done.
        Alternative = "alternative",
        /// Past incidents and maintenances.
        History = "history",
    }
}
