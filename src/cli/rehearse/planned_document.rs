//! The document that a publisher would have written at a minute of a plan.

use crate::model::time::time_delta::TimeDelta;

use super::plan::{Extension, Link, Minute, Phase, Plan, Service, ServiceChange};
use crate::model::document::text::Text;
use crate::model::document::vocabulary::{ComponentStatus, MaintenanceStatus, PhaseStatus};
use crate::model::document::wire::{
    AccessEntry, AffectedEntry, ComponentEntry, Document, FormerEndEntry, LinkEntry,
    MaintenanceEntry, PageEntry, PhaseEntry, ResumeEntry, StatusEntry, UpdateEntry,
};
use crate::model::time::instant::{Instant, write};

/// Converts minutes of a plan to instants.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// The start of the window.
    pub start: Instant,
}

impl Schedule {
    /// Returns the instant at `since_start` after the start of the window.
    pub fn instant(self, since_start: TimeDelta) -> Instant {
        let instant = self.start.checked_add_signed(since_start);
        instant.unwrap_or(self.start)
    }

    fn write(self, minute: Minute) -> String {
        write(self.instant(minute.since_start()))
    }
}

/// Writes the document that is published at `now`.
pub fn document(plan: &Plan, now: Minute, schedule: Schedule) -> Document {
    Document {
        version: Some(1),
        published_at: Some(schedule.write(now)),
        refresh_secs: plan.refresh_secs,
        page: Some(page(plan, now, schedule)),
        status: Some(StatusEntry {
            indicator: Some(
                if is_running(plan, now) {
                    "maintenance"
                } else {
                    "none"
                }
                .to_owned(),
            ),
            ..StatusEntry::default()
        }),
        // The summary describes the work, so it applies only during the window.
        summary: text(plan.summary.as_ref()).filter(|_| is_running(plan, now)),
        notice: text(plan.notice.as_ref()),
        links: plan.links.iter().map(link).collect(),
        resume: plan.resume.as_ref().map(|resume| ResumeEntry {
            url: resume.url.clone(),
            probe: resume.probe.clone(),
            spread_secs: resume.spread_secs,
            ..ResumeEntry::default()
        }),
        components: components(plan, now, schedule),
        scheduled_maintenances: vec![maintenance(plan, now, schedule)],
        ..Document::default()
    }
}

/// Returns whether the maintenance runs at `now`: from the start of the window until it is completed.
pub fn is_running(plan: &Plan, now: Minute) -> bool {
    (Minute::ZERO..plan.completed_at()).contains(&now)
}

fn page(plan: &Plan, now: Minute, schedule: Schedule) -> PageEntry {
    PageEntry {
        name: Some(plan.page.name.as_str().into()),
        url: plan.page.url.clone(),
        time_zone: plan.page.time_zone.clone(),
        lang: plan.page.lang.clone(),
        updated_at: Some(schedule.write(now)),
        ..PageEntry::default()
    }
}

fn link(link: &Link) -> LinkEntry {
    LinkEntry {
        rel: Some(link.rel.as_str().to_owned()),
        label: Some(link.label.as_str().into()),
        url: link.url.clone(),
        ..LinkEntry::default()
    }
}

/// Writes groups first, in the order of their first services in the plan, and then the services.
fn components(plan: &Plan, now: Minute, schedule: Schedule) -> Vec<ComponentEntry> {
    let mut groups: Vec<&str> = Vec::new();
    for group in plan.services.iter().filter_map(|it| it.group.as_deref()) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let headings = groups
        .iter()
        .enumerate()
        .map(|(index, name)| ComponentEntry {
            id: Some(group_id(index)),
            name: Some((*name).into()),
            group: Some(true),
            ..ComponentEntry::default()
        });
    let services = plan.services.iter().enumerate().map(|(index, service)| {
        let group = groups
            .iter()
            .position(|name| Some(*name) == service.group.as_deref());
        ComponentEntry {
            id: Some(service_id(index)),
            group_id: group.map(group_id),
            ..component(service, now, schedule)
        }
    });
    headings.chain(services).collect()
}

/// Returns an id by order instead of by name, so that a renamed service keeps its id.
fn service_id(index: usize) -> String {
    format!("service-{}", index + 1)
}

fn group_id(index: usize) -> String {
    format!("group-{}", index + 1)
}

fn component(service: &Service, now: Minute, schedule: Schedule) -> ComponentEntry {
    let change = current(service, now);
    let status = change.map_or(ComponentStatus::Operational, |change| change.status);
    let eta = change.and_then(|change| change.eta_min.as_ref());
    ComponentEntry {
        name: Some(service.name.get_ref().as_str().into()),
        description: text(service.detail.as_ref()),
        status: Some(status.as_str().to_owned()),
        regions: service.regions.clone(),
        eta: eta.map(|eta| schedule.write(*eta.get_ref())),
        note: change.and_then(|change| text(change.note.as_ref())),
        ..ComponentEntry::default()
    }
}

/// Returns the latest change of a service up to `now`.
fn current(service: &Service, now: Minute) -> Option<&ServiceChange> {
    let come = |change: &&ServiceChange| *change.at_min.get_ref() <= now;
    service.timeline.iter().take_while(come).last()
}

fn maintenance(plan: &Plan, now: Minute, schedule: Schedule) -> MaintenanceEntry {
    let window = &plan.maintenance;
    let promised = window.length_min;
    let former_ends = former_ends(plan, now, schedule);
    let come = |it: &&Extension| *it.at_min.get_ref() <= now;
    let moved = plan.extensions.iter().rfind(come);
    let status = maintenance_status(plan, now);
    let over = status == MaintenanceStatus::Completed;
    let updates = updates(plan, now, schedule);
    MaintenanceEntry {
        id: Some("window".to_owned()),
        name: Some(window.name.as_str().into()),
        status: Some(status.as_str().to_owned()),
        scheduled_for: Some(schedule.write(Minute::ZERO)),
        scheduled_until: Some(schedule.write(moved.map_or(promised, |it| *it.until_min.get_ref()))),
        originally_until: moved.map(|_| schedule.write(promised)),
        former_ends,
        updated_at: updates.first().and_then(|update| update.created_at.clone()),
        next_update_at: next_update(plan, now)
            .filter(|_| !over)
            .map(|next| schedule.write(next)),
        resolved_at: over.then(|| schedule.write(plan.completed_at())),
        reason: text(window.reason.as_ref()),
        access: window.access.as_ref().map(|access| AccessEntry {
            mode: Some(access.mode.as_str().to_owned()),
            note: text(access.note.as_ref()),
            ..AccessEntry::default()
        }),
        phases: plan
            .phases
            .iter()
            .map(|it| phase(it, now, schedule))
            .collect(),
        components: affected(plan),
        incident_updates: updates,
        ..MaintenanceEntry::default()
    }
}

fn maintenance_status(plan: &Plan, now: Minute) -> MaintenanceStatus {
    if now >= plan.completed_at() {
        MaintenanceStatus::Completed
    } else if now >= *plan.maintenance.verifying_at_min.get_ref() {
        MaintenanceStatus::Verifying
    } else if now >= Minute::ZERO {
        MaintenanceStatus::InProgress
    } else {
        MaintenanceStatus::Scheduled
    }
}

/// Returns the ends that were announced before the present one, each with when and why it moved.
fn former_ends(plan: &Plan, now: Minute, schedule: Schedule) -> Vec<FormerEndEntry> {
    let mut ends = Vec::new();
    let mut until = plan.maintenance.length_min;
    for extension in &plan.extensions {
        let at = *extension.at_min.get_ref();
        if at <= now {
            ends.push(FormerEndEntry {
                until: Some(schedule.write(until)),
                moved_at: Some(schedule.write(at)),
                reason: text(extension.reason.as_ref()),
                ..FormerEndEntry::default()
            });
        }
        until = *extension.until_min.get_ref();
    }
    ends
}

/// Returns the services that have any planned change.
fn affected(plan: &Plan) -> Vec<AffectedEntry> {
    let services = plan.services.iter().enumerate();
    let is_planned = |change: &ServiceChange| !change.unplanned;
    let touched = services.filter(|(_, service)| service.timeline.iter().any(is_planned));
    touched
        .map(|(index, service)| AffectedEntry {
            id: Some(service_id(index)),
            name: Some(service.name.get_ref().as_str().into()),
            ..AffectedEntry::default()
        })
        .collect()
}

fn phase(phase: &Phase, now: Minute, schedule: Schedule) -> PhaseEntry {
    let (start, end) = (*phase.starts_min.get_ref(), *phase.ends_min.get_ref());
    let status = if now < start {
        PhaseStatus::Pending
    } else if now < end {
        PhaseStatus::Active
    } else {
        PhaseStatus::Done
    };
    let expected = phase.expected_min.since_start().num_seconds();
    PhaseEntry {
        name: Some(phase.name.get_ref().as_str().into()),
        body: text(phase.body.as_ref()),
        status: Some(status.as_str().to_owned()),
        started_at: (now >= start).then(|| schedule.write(start)),
        ended_at: (now >= end).then(|| schedule.write(end)),
        expected_secs: u64::try_from(expected).ok(),
        done: phase.total.map(|total| counted(total, now, start, end)),
        total: phase.total,
        unit: text(phase.unit.as_ref()),
        ..PhaseEntry::default()
    }
}

/// Returns how many of `total` are done at `now`. The count grows evenly and reaches `total` at the end.
fn counted(total: u64, now: Minute, start: Minute, end: Minute) -> u64 {
    let seconds = |from: Minute, to: Minute| {
        let length = (to.since_start() - from.since_start()).num_seconds();
        u128::try_from(length).unwrap_or(0)
    };
    let (passed, length) = (seconds(start, now.min(end)), seconds(start, end).max(1));
    u64::try_from(u128::from(total) * passed / length).unwrap_or(total)
}

/// Returns the minute by which the latest message promises the next one.
fn next_update(plan: &Plan, now: Minute) -> Option<Minute> {
    let latest = plan.updates.iter().rfind(|it| *it.at_min.get_ref() <= now);
    let next = latest?.next_update_min.as_ref()?;
    Some(*next.get_ref())
}

/// Returns the messages published up to `now`, newest first.
fn updates(plan: &Plan, now: Minute, schedule: Schedule) -> Vec<UpdateEntry> {
    let said = plan.updates.iter().enumerate();
    let said = said.filter(|(_, update)| *update.at_min.get_ref() <= now);
    said.rev()
        .map(|(index, update)| UpdateEntry {
            id: Some(format!("update-{}", index + 1)),
            status: Some(update.status.as_str().to_owned()),
            body: Some(update.body.as_str().into()),
            display_at: Some(schedule.write(*update.at_min.get_ref())),
            created_at: Some(schedule.write(*update.at_min.get_ref())),
            ..UpdateEntry::default()
        })
        .collect()
}

fn text(text: Option<&String>) -> Option<Text> {
    text.map(|text| text.as_str().into())
}
