//! The verdict: what a document comes to at one instant, and what the headline is about.
//!
//! All evidence counts ([`crate::model::status::evidence`]); this module chooses the subject of the headline. The
//! choice never hides the rest: [`OverallStatus::evidence`] stays that of the whole document.

use std::cmp::Reverse;

use crate::model::document::vocabulary::{
    ComponentStatus, IncidentStatus, Indicator, MaintenanceStatus,
};
use crate::model::index::Index;
use crate::model::status::evidence::Evidence;
use crate::model::status::maintenance::{Maintenance, Timing, Window};
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::{ComponentGroup, Incident, Snapshot};
use crate::model::time::instant::Instant;

/// The overall status of a document at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverallStatus {
    /// The subject of the headline.
    pub situation: Situation,
    /// All evidence, whatever leads the headline.
    pub evidence: Evidence,
    /// Index of the maintenance whose phases the page shows: the running one, else the one that the headline is
    /// about.
    pub maintenance: Option<usize>,
}

impl OverallStatus {
    /// Whether this is better than `other`: well where that is not, milder without anything unknown, or certain
    /// where that is not. What is unknown is never better than what is known.
    ///
    /// No change that makes a document worse or less readable makes its status better.
    pub fn is_better_than(&self, other: &Self) -> bool {
        let (this, that) = (self.evidence, other.evidence);
        let gained = self.situation.is_well() && !other.situation.is_well();
        let milder = this.worst.level() < that.worst.level() && !this.has_unknown;
        let surer =
            this.worst.level() <= that.worst.level() && !this.has_unknown && that.has_unknown;
        gained || milder || surer
    }
}

/// Returns the overall status at `now`. The clock alone never ends an incident or maintenance.
///
/// ```
/// use intermission::model::{document::wire::Document, time::instant::Instant, status::normalize::normalize};
/// use intermission::model::i18n::message::language::Language;
/// use intermission::model::{status::overall_status::overall_status, status::situation::Situation};
/// let json = br#"{"components": [{"name": "API", "status": "operational"}, {"status": "major_outage"}]}"#;
/// let (document, _) = Document::read(json).unwrap();
/// let status = overall_status(&normalize(&document, Language::default(), &[]).0, Instant::default());
/// assert_eq!(status.situation, Situation::Affected);
/// ```
pub fn overall_status(snapshot: &Snapshot, now: Instant) -> OverallStatus {
    let evidence = Evidence::of(snapshot);
    let running = first(snapshot, &|it| {
        let rank = (it.timing(now) != Timing::Within, seconds(start(it)));
        (it.status.is_running() && !it.is_unclosed(now)).then_some(rank)
    });
    let due = first(snapshot, &|it| {
        let is_due = it.timing(now) == Timing::Due && !it.is_unclosed(now);
        is_due.then(|| (false, seconds(start(it))))
    });
    let (situation, subject) = if snapshot.is_silent(evidence) {
        (Situation::Silent, None)
    } else if let Some(trouble) = trouble(snapshot, running.is_some(), now) {
        (trouble, None)
    } else if let Some(maintenance) = running.and_then(|it| snapshot.maintenances.get(it)) {
        (under_way(maintenance, now), running)
    } else if snapshot.indicator == Indicator::Maintenance && !evidence.worst.is_trouble() {
        (Situation::Running, None)
    } else if snapshot.tally().affected > 0 {
        (Situation::Affected, None)
    } else if snapshot.reports_trouble() {
        (Situation::Reported, None)
    } else if due.is_some() {
        (Situation::Due, due)
    } else if evidence.has_unknown {
        (Situation::Unsure, None)
    } else if snapshot.maintenances.iter().any(|it| it.is_unclosed(now)) {
        (Situation::Unclosed, None)
    } else {
        quiet(snapshot, evidence)
    };
    OverallStatus {
        situation,
        evidence,
        maintenance: subject.or(running),
    }
}

/// Returns the situation at `now`, by [`overall_status`].
pub fn situation(snapshot: &Snapshot, now: Instant) -> Situation {
    overall_status(snapshot, now).situation
}

/// Trouble that leads the headline: before any maintenance, which would call it planned.
fn trouble(snapshot: &Snapshot, is_running: bool, now: Instant) -> Option<Situation> {
    let is_serious =
        |incident: &Incident| !matches!(incident.impact, Indicator::None | Indicator::Maintenance);
    let has_incident = snapshot.open_incidents().next().is_some();
    let leads = !is_running
        || snapshot.open_incidents().any(is_serious)
        || matches!(snapshot.indicator, Indicator::Major | Indicator::Critical)
        || has_unexplained_outage(snapshot, now);
    if has_incident && leads {
        Some(Situation::Incident)
    } else if is_running && leads {
        let affected = snapshot.tally().affected > 0;
        Some(if affected {
            Situation::Affected
        } else {
            Situation::Reported
        })
    } else {
        None
    }
}

/// Returns whether a service or group has an outage, and no running maintenance names it. A maintenance that
/// names none explains all outages, unless an incident is open.
fn has_unexplained_outage(snapshot: &Snapshot, now: Instant) -> bool {
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    let mut explains_all = false;
    for maintenance in &snapshot.maintenances {
        if maintenance.status.is_running() && !maintenance.is_unclosed(now) {
            explains_all |= maintenance.names_none;
            ids.extend(&maintenance.named_ids);
            names.extend(&maintenance.named_names);
        }
    }
    if explains_all && snapshot.open_incidents().next().is_none() {
        return false;
    }
    let (ids, names) = (index(ids), index(names));
    let is_named = |id: &str, name: &str| ids.contains(id) || names.contains(name);
    let is_group_named = |group: &ComponentGroup| is_named(&group.id, &group.name);
    let mut explained_groups = Vec::new();
    for component in &snapshot.components {
        let group = component.group.and_then(|index| snapshot.groups.get(index));
        let explained = is_named(component.id.as_deref().unwrap_or_default(), &component.name)
            || group.is_some_and(is_group_named);
        if is_outage(component.status) && !explained {
            return true;
        }
        explained_groups.extend(group.filter(|_| explained).map(|it| &it.id));
    }
    let explained_groups = index(explained_groups);
    snapshot.groups.iter().any(|group| {
        group.status.is_some_and(is_outage)
            && !is_group_named(group)
            && !explained_groups.contains(group.id.as_str())
    })
}

fn index(texts: Vec<&String>) -> Index<'_> {
    texts.into_iter().map(String::as_str).zip(0..).collect()
}

fn is_outage(status: ComponentStatus) -> bool {
    matches!(
        status,
        ComponentStatus::PartialOutage | ComponentStatus::MajorOutage | ComponentStatus::Offline
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

/// Returns the situation when nothing is wrong, by the maintenance nearest to the publishing time, or a scheduled one
/// where that time is unknown. A scheduled or cancelled maintenance is no evidence that anything works.
fn quiet(snapshot: &Snapshot, evidence: Evidence) -> (Situation, Option<usize>) {
    let published = snapshot.published.instant();
    let distance = |at: Option<Instant>| match (at, published) {
        (Some(at), Some(published)) => (at - published).num_seconds().abs(),
        (Some(at), None) => at.timestamp(),
        (None, _) => i64::MAX,
    };
    let nearest = first(snapshot, &|it| {
        Some(if it.status == MaintenanceStatus::Scheduled {
            (false, distance(start(it)))
        } else {
            let end = it.ended_at.or_else(|| it.window?.end());
            (published.is_none(), distance(end.or(start(it))))
        })
    });
    let status = nearest.and_then(|index| Some(snapshot.maintenances.get(index)?.status));
    match status {
        Some(MaintenanceStatus::Completed) => (Situation::Over, nearest),
        Some(MaintenanceStatus::Scheduled) if !evidence.is_positive => {
            (Situation::Planned, nearest)
        }
        Some(MaintenanceStatus::Cancelled) if !evidence.is_positive => {
            (Situation::CalledOff, nearest)
        }
        _ if !evidence.is_positive => (Situation::Unsure, None),
        Some(MaintenanceStatus::Cancelled) => (Situation::Cancelled, nearest),
        Some(MaintenanceStatus::Scheduled) => (Situation::Ahead, nearest),
        Some(_) => (Situation::Unsure, None),
        None => (Situation::Operational, None),
    }
}

/// Returns the index of the maintenance with the lowest `rank`, among those that have one. Status, end and key decide
/// between equals, so that their order in the document does not.
fn first(snapshot: &Snapshot, rank: &dyn Fn(&Maintenance) -> Option<(bool, i64)>) -> Option<usize> {
    let end = |it: &Maintenance| it.window.and_then(Window::end);
    let all = snapshot.maintenances.iter().zip(0..);
    let ranked = all
        .filter_map(|(it, index)| Some((rank(it)?, it.status, seconds(end(it)), &it.key, index)));
    ranked.min().map(|(.., index)| index)
}

fn start(maintenance: &Maintenance) -> Option<Instant> {
    maintenance.window.map(Window::start)
}

fn seconds(at: Option<Instant>) -> i64 {
    at.map_or(i64::MAX, Instant::timestamp)
}

impl Snapshot {
    /// The open incident that leads: the worst, then the least advanced, then the newest.
    pub fn worst_open(&self) -> Option<&Incident> {
        self.open_incidents().max_by_key(|it| {
            let advance = it.status.advance();
            (
                severity(it.impact),
                Reverse(advance),
                it.started_at,
                it.key.as_str(),
            )
        })
    }

    /// Where the least advanced open incident stands, so that a sentence about it is not too good for any other.
    pub fn incident_status(&self) -> Option<IncidentStatus> {
        let open = self.open_incidents().map(|incident| incident.status);
        open.min_by_key(|status| status.advance())
    }
}

/// The order of impacts among incidents: one that nobody knows may be worse than a nuisance.
fn severity(impact: Indicator) -> u8 {
    match impact {
        Indicator::None => 0,
        Indicator::Maintenance => 1,
        Indicator::Minor => 2,
        Indicator::Unknown => 3,
        Indicator::Major => 4,
        Indicator::Critical => 5,
    }
}
