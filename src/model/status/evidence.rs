//! Everything in a document that speaks for or against "everything is working".
//!
//! The rule: the worst evidence counts, what cannot be read counts as unknown, and nothing is well without
//! evidence that says so. [`crate::model::status::overall_status`] chooses the headline; this module never
//! reads the clock.

use crate::model::document::vocabulary::{ComponentStatus, Health, Indicator, MaintenanceStatus};
use crate::model::status::snapshot::{Component, ComponentGroup, Incident, Snapshot};

/// The combined evidence of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The worst of the evidence whose meaning is known; `Unknown` where there is none.
    pub worst: Indicator,
    /// Whether some evidence has no known meaning: an unknown word, a missing state, an unreadable entry.
    pub has_unknown: bool,
    /// Whether something says that services work: a working service, or the roll-up `none`.
    pub is_positive: bool,
}

impl Evidence {
    /// Collects the evidence of the roll-up, the services, the groups, the open incidents and the maintenances.
    ///
    /// ```
    /// use intermission::model::i18n::message::language::Language;
    /// use intermission::model::{document::wire::Document, status::evidence::Evidence, status::normalize::normalize, document::vocabulary::Indicator};
    /// let json = br#"{"components": [{"name": "API", "status": "operational"}, {"name": "Web"}]}"#;
    /// let (document, _) = Document::read(json).unwrap();
    /// let evidence = Evidence::of(&normalize(&document, Language::default(), &[]).0);
    /// assert_eq!(evidence.worst, Indicator::None);
    /// assert!(evidence.is_positive && evidence.has_unknown);
    /// ```
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut evidence = Self {
            worst: Indicator::Unknown,
            has_unknown: snapshot.is_rollup_unreadable || snapshot.is_cut,
            is_positive: snapshot.indicator == Indicator::None || snapshot.hidden > 0,
        };
        evidence.worst = evidence.worst.worst(snapshot.indicator);
        let components = snapshot.components.iter().map(|it| it.status);
        let groups = snapshot.groups.iter().filter_map(|it| it.status);
        for status in components.chain(groups) {
            evidence.add(status.indicator());
            evidence.is_positive |= status.health() == Health::Healthy;
        }
        if snapshot.is_everything_away() {
            evidence.add(Indicator::Critical);
        }
        for incident in snapshot.open_incidents() {
            evidence.add(incident.impact);
        }
        for maintenance in &snapshot.maintenances {
            match maintenance.status {
                MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => {
                    evidence.add(Indicator::Maintenance);
                }
                MaintenanceStatus::Unknown => evidence.has_unknown = true,
                // Without a start it may be due.
                MaintenanceStatus::Scheduled => {
                    evidence.has_unknown |= maintenance.window.is_none();
                }
                MaintenanceStatus::Completed | MaintenanceStatus::Cancelled => {}
            }
        }
        evidence
    }

    fn add(&mut self, indicator: Indicator) {
        self.has_unknown |= indicator == Indicator::Unknown;
        self.worst = self.worst.worst(indicator);
    }
}

impl Snapshot {
    /// The worst of all evidence whose meaning is known.
    pub fn worst(&self) -> Indicator {
        Evidence::of(self).worst
    }

    /// The incidents that are not over.
    pub fn open_incidents(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().filter(|incident| incident.is_open())
    }

    /// Returns whether all services are fully down; hidden services count as working. Where groups that name each other
    /// in a circle leave no service, the worst group decides.
    fn is_everything_away(&self) -> bool {
        self.hidden == 0
            && match self.components.as_slice() {
                [] => self.groups.iter().any(|it| it.status.is_some_and(is_away)),
                components => components.iter().all(|it| it.is_away()),
            }
    }

    /// Returns whether more than half of the services are fully down, counting hidden services as working.
    pub fn is_most_away(&self) -> bool {
        let away = self.components.iter().filter(|it| it.is_away()).count();
        away * 2 > self.components.len() + self.hidden
    }

    /// Returns whether the document has no evidence of any state: no known indicator, nothing positive, no open
    /// incident and no maintenance.
    pub fn is_silent(&self, evidence: Evidence) -> bool {
        evidence.worst == Indicator::Unknown
            && !evidence.is_positive
            && self.open_incidents().next().is_none()
            && self.maintenances.is_empty()
    }

    /// Returns whether the roll-up or a group reports trouble, regardless of the services.
    pub fn reports_trouble(&self) -> bool {
        let mut groups = self.groups.iter().filter_map(|it| it.status);
        self.indicator.is_trouble() || groups.any(|it| it.health() == Health::Affected)
    }

    /// Returns whether the publisher's roll-up contradicts the services, groups and open incidents: it reports trouble
    /// where they show none, or `none` where they show trouble.
    pub fn is_rollup_contradicted(&self) -> bool {
        let services = self.components.iter().map(|it| it.status);
        let groups = self.groups.iter().filter_map(|it| it.status);
        let mut states = services.chain(groups).map(ComponentStatus::indicator);
        let is_trouble = states.any(Indicator::is_trouble)
            || self.open_incidents().any(|it| it.impact != Indicator::None);
        match self.indicator {
            Indicator::None => is_trouble,
            Indicator::Minor | Indicator::Major | Indicator::Critical => !is_trouble,
            Indicator::Maintenance | Indicator::Unknown => false,
        }
    }
}

impl Component {
    /// Returns whether the component does not work at all.
    pub fn is_away(&self) -> bool {
        is_away(self.status)
    }
}

fn is_away(status: ComponentStatus) -> bool {
    status.indicator() == Indicator::Major
}

impl ComponentGroup {
    /// Returns whether the group has a state of its own other than operational, which is shown beside its name.
    pub fn is_notable(&self) -> bool {
        self.status
            .is_some_and(|status| status != ComponentStatus::Operational)
    }
}
