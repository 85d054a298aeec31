//! Warnings about maintenances that contradict the clock, the services or themselves.

use std::collections::BTreeSet;

use crate::model::time::time_delta::TimeDelta;

use super::{Warning, WarningKind, at};
use crate::model::document::error::join;
use crate::model::document::vocabulary::{
    ComponentStatus, Health, IncidentStatus, MaintenanceStatus, PhaseStatus,
};
use crate::model::document::wire::{
    ComponentEntry, Document, IncidentEntry, MaintenanceEntry, PhaseEntry,
};
use crate::model::time::instant::{self, Instant};

/// A running maintenance counts as forgotten once it has overrun by more than this and more than its planned length.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(1);

/// Adds the warnings about all maintenances of a document.
pub(super) fn look(document: &Document, now: Option<Instant>, warnings: &mut Vec<Warning>) {
    for entry in &document.scheduled_maintenances {
        let plan = PlannedMaintenance::of(entry);
        if let Some(now) = now {
            warnings.extend(plan.beside_the_clock(now));
        }
        if plan.status == MaintenanceStatus::InProgress {
            warnings.extend(plan.without_effect(document));
        }
        warnings.extend(plan.active_phases());
        warnings.extend(plan.lengths());
    }
    away_after_completion(document, warnings);
}

/// A maintenance with its status and times read.
struct PlannedMaintenance<'a> {
    entry: &'a MaintenanceEntry,
    status: MaintenanceStatus,
    start: Option<Instant>,
    end: Option<Instant>,
}

impl<'a> PlannedMaintenance<'a> {
    fn of(entry: &'a MaintenanceEntry) -> Self {
        let status = entry.status.as_deref().and_then(MaintenanceStatus::parse);
        Self {
            entry,
            status: status.unwrap_or_default(),
            start: at(entry.scheduled_for.as_deref()),
            end: at(entry.scheduled_until.as_deref()),
        }
    }

    fn length(&self) -> Option<TimeDelta> {
        Some(self.end? - self.start?).filter(|it| *it > TimeDelta::zero())
    }

    fn warning(&self, member: &str, kind: WarningKind, message: String) -> Warning {
        Warning {
            path: join(&self.entry.path, member),
            kind,
            message,
        }
    }

    fn beside_the_clock(&self, now: Instant) -> Option<Warning> {
        let is_running = self.status.is_running();
        let grace = self.length().unwrap_or_default().max(FORGOTTEN_AFTER);
        let is_over = |end: Instant| {
            let late = now - end;
            self.status == MaintenanceStatus::Scheduled && late >= TimeDelta::zero()
                || is_running && late > grace
        };
        let word = self.status.as_str();
        if let Some(end) = self.end.filter(|end| is_over(*end)) {
            let message = format!(
                "expected `completed`, `cancelled` or another window, found `{word}` with a window that ended at `{}`",
                instant::write(end)
            );
            return Some(self.warning("status", WarningKind::WindowOver, message));
        }
        let is_scheduled = self.status == MaintenanceStatus::Scheduled;
        let start = self.start.filter(|start| is_scheduled && *start <= now)?;
        let message = format!(
            "expected `in_progress` or a later window, found `{word}` with a window that began at `{}`",
            instant::write(start)
        );
        Some(self.warning("status", WarningKind::WindowBegun, message))
    }

    /// Returns a warning if a running maintenance affects no service. That is possible, but more often the services
    /// were forgotten. Once half of the phases are finished, the services may be back.
    fn without_effect(&self, document: &Document) -> Option<Warning> {
        let is_service = |it: &&ComponentEntry| it.group != Some(true);
        let services: Vec<_> = document.components.iter().filter(is_service).collect();
        // A queued service waits for this maintenance.
        let is_idle = |it: &&ComponentEntry| state(it) == Some(ComponentStatus::Operational);
        let phases = &self.entry.phases;
        let is_finished = |it: &&PhaseEntry| {
            let status = phase_status(it);
            !matches!(
                status,
                None | Some(PhaseStatus::Pending | PhaseStatus::Active)
            )
        };
        let finished = phases.iter().filter(is_finished).count();
        let is_late = !phases.is_empty() && finished * 2 >= phases.len();
        let without_effect = !services.is_empty() && !is_late && services.iter().all(is_idle);
        without_effect.then(|| {
            let count = services.len();
            let message = format!(
                "expected a service that is affected, found `in_progress` and none affected of {count}"
            );
            self.warning("status", WarningKind::NothingAffected, message)
        })
    }

    fn active_phases(&self) -> Option<Warning> {
        let is_active = |it: &&PhaseEntry| phase_status(it) == Some(PhaseStatus::Active);
        let active: Vec<_> = self.entry.phases.iter().filter(is_active).collect();
        let second = active.get(1)?;
        Some(Warning {
            path: join(&second.path, "status"),
            kind: WarningKind::SeveralActivePhases,
            message: format!(
                "expected one phase that is `active`, found {}",
                active.len()
            ),
        })
    }

    /// Compares the lengths of phases with that of the window.
    fn lengths(&self) -> Option<Warning> {
        let window = u64::try_from(self.length()?.num_seconds()).ok()?;
        let is_planned = |it: &&PhaseEntry| phase_status(it) != Some(PhaseStatus::Skipped);
        let phases: Vec<_> = self.entry.phases.iter().filter(is_planned).collect();
        let given: Vec<u64> = phases.iter().filter_map(|it| it.expected_secs).collect();
        let sum = given.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
        if sum > window {
            let message = format!(
                "expected phases of together at most {window} seconds, as long as the window, found {sum}"
            );
            return Some(self.warning("phases", WarningKind::PhasesLongerThanWindow, message));
        }
        let first = phases.iter().find(|it| it.expected_secs.is_some())?;
        let is_minutes = given.len() == phases.len() && look_like_minutes(&given, sum, window);
        is_minutes.then(|| Warning {
            path: join(&first.path, "expected_secs"),
            kind: WarningKind::MinutesForSeconds,
            message: format!(
                "expected seconds, found numbers that look like minutes: {sum} for all phases of a window of \
                 {window} seconds"
            ),
        })
    }
}

/// Returns whether the durations of the phases fill the window if they are read as minutes. Read as seconds they fill
/// less than a fiftieth of it, or each is over within a minute.
fn look_like_minutes(given: &[u64], sum: u64, window: u64) -> bool {
    let as_minutes = sum.saturating_mul(60);
    let fits = as_minutes <= window + window / 4;
    let fills = as_minutes >= window / 4 || given.iter().all(|it| *it < 60);
    sum > 0 && fits && fills
}

fn phase_status(entry: &PhaseEntry) -> Option<PhaseStatus> {
    entry.status.as_deref().and_then(PhaseStatus::parse)
}

/// Returns the more precise `state` of a service, else its `status`.
fn state(entry: &ComponentEntry) -> Option<ComponentStatus> {
    let word = entry.state.as_deref().or(entry.status.as_deref());
    word.and_then(ComponentStatus::parse)
}

/// Adds warnings about services that do not work although the maintenance is completed, unless another maintenance runs
/// or an open incident explains it.
fn away_after_completion(document: &Document, warnings: &mut Vec<Warning>) {
    let plans: Vec<PlannedMaintenance<'_>> = document
        .scheduled_maintenances
        .iter()
        .map(PlannedMaintenance::of)
        .collect();
    let completed: Vec<_> = plans
        .iter()
        .filter(|it| it.status == MaintenanceStatus::Completed)
        .collect();
    let Some(first) = completed.first() else {
        return;
    };
    let open: Vec<_> = document.incidents.iter().filter(|it| is_open(it)).collect();
    let explains_all = open.iter().any(|it| it.components.is_empty());
    if explains_all || plans.iter().any(|it| it.status.is_running()) {
        return;
    }
    let affected = open.iter().flat_map(|it| &it.components);
    let explained: BTreeSet<&str> = affected.filter_map(|it| it.id.as_deref()).collect();
    let named = completed.iter().flat_map(|it| &it.entry.components);
    let named: BTreeSet<&str> = named.filter_map(|it| it.id.as_deref()).collect();
    let names_none = completed.iter().any(|it| it.entry.components.is_empty());
    for entry in &document.components {
        let id = entry.id.as_deref().unwrap_or_default();
        let is_about = names_none || named.contains(id);
        let away = state(entry).filter(|state| state.health() == Health::Affected);
        if let Some(away) = away.filter(|_| is_about && !explained.contains(id)) {
            warnings.push(Warning {
                path: join(&entry.path, "status"),
                kind: WarningKind::AwayAfterCompletion,
                message: format!(
                    "expected `operational`, because `{}` is `completed`, found `{}`",
                    first.entry.path,
                    away.as_str()
                ),
            });
        }
    }
}

fn is_open(entry: &IncidentEntry) -> bool {
    let status = entry.status.as_deref().and_then(IncidentStatus::parse);
    !status.is_some_and(IncidentStatus::is_over)
}
