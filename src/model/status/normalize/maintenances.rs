//! Maintenances and their phases.

use crate::model::time::time_delta::TimeDelta;

use super::faults::{Faults, is_blank};
use super::incidents::{affected, last_said, title, updates};
use super::keys::{ComponentsById, Keys};
use super::limit::within_limit;
use super::{after, promised_update};
use crate::model::document::vocabulary::{AccessMode, MaintenanceStatus, PhaseStatus};
use crate::model::document::wire::{AffectedEntry, FormerEndEntry, MaintenanceEntry, PhaseEntry};
use crate::model::i18n::message::Phrase;
use crate::model::status::maintenance::{Access, Count, FormerEnd, Maintenance, Phase, Window};
use crate::model::time::instant::{self, SHORTEST};

pub(super) fn read(
    entries: &[MaintenanceEntry],
    components: &ComponentsById<'_>,
    faults: &mut Faults<'_>,
) -> Vec<Maintenance> {
    let mut keys = Keys::default();
    let mut maintenances = Vec::new();
    let rank = |index: usize| entries.get(index).map_or(u8::MAX, rank);
    let is_read = within_limit("scheduled_maintenances", entries.len(), &rank, faults);
    for (entry, _) in entries.iter().zip(is_read).filter(|(_, is_read)| *is_read) {
        maintenances.push(maintenance(entry, components, &mut keys, faults));
    }
    maintenances
}

/// Running maintenances first, then those of unknown state, then those to come, then those that are over.
fn rank(entry: &MaintenanceEntry) -> u8 {
    let status = entry.status.as_deref().unwrap_or_default();
    match MaintenanceStatus::parse(status.trim()) {
        Some(status) if status.is_running() => 0,
        Some(status) if status.is_settled() => 3,
        Some(MaintenanceStatus::Scheduled) => 2,
        _ => 1,
    }
}

fn maintenance(
    entry: &MaintenanceEntry,
    components: &ComponentsById<'_>,
    keys: &mut Keys,
    faults: &mut Faults<'_>,
) -> Maintenance {
    let path = &entry.path;
    let updates = updates(&entry.incident_updates, faults);
    let name = faults.name(&entry.path, entry.name.as_ref(), "a title");
    let stem = name.clone().unwrap_or_default();
    if entry.status.as_deref().is_none_or(is_blank) {
        faults.missing(path, "status", "a status");
    }
    let (status, word) = faults.word(
        path,
        "status",
        entry.status.as_deref(),
        MaintenanceStatus::parse,
        MaintenanceStatus::WORDS,
    );
    let window = window(entry, status, faults);
    let former_ends = former_ends(&entry.former_ends, faults);
    let stated = faults.instant(path, "originally_until", entry.originally_until.as_deref());
    let first = former_ends.first().and_then(|it| it.until);
    // Of two statements about the first end, the earlier makes the maintenance no better than it is.
    let promised = stated.into_iter().chain(first).min();
    let next_update_at = promised_update(
        path,
        entry.next_update_at.as_deref(),
        last_said(entry.updated_at.as_deref(), &updates),
        faults,
    );
    let (named_ids, named_names) = named(&entry.components, components, faults);
    Maintenance {
        key: keys.unique(entry.id.as_deref(), &stem, path, faults),
        name: name.unwrap_or_else(|| title(faults.language, &updates, Phrase::UntitledMaintenance)),
        status,
        word,
        window,
        originally_until: promised
            .filter(|promised| window.and_then(Window::end) != Some(*promised)),
        former_ends,
        ended_at: faults.instant(path, "resolved_at", entry.resolved_at.as_deref()),
        next_update_at: next_update_at.filter(|_| !status.is_settled()),
        reason: faults.line(path, "reason", entry.reason.as_ref()),
        access: access(entry, faults),
        phases: phases(&entry.phases, faults),
        url: faults.url(path, "shortlink", entry.shortlink.as_deref()),
        named_ids,
        named_names,
        names_none: entry.components.is_empty(),
        affected: affected(&entry.components, components, faults),
        updates,
    }
}

/// The ids of the components and groups that a maintenance names, and the names of those that it names without an
/// id that the document has.
fn named(
    entries: &[AffectedEntry],
    components: &ComponentsById<'_>,
    faults: &mut Faults<'_>,
) -> (Vec<String>, Vec<String>) {
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for entry in entries {
        match &entry.id {
            Some(id) if components.get(id).is_some() => ids.push(id.clone()),
            Some(_) | None => names.extend(faults.line(&entry.path, "name", entry.name.as_ref())),
        }
    }
    (ids, names)
}

/// A window needs a start; one that ends before it starts keeps the start alone. Work that was never planned
/// has no window: only what is still to come must say when.
fn window(
    entry: &MaintenanceEntry,
    status: MaintenanceStatus,
    faults: &mut Faults<'_>,
) -> Option<Window> {
    let path = &entry.path;
    let start = faults.instant(path, "scheduled_for", entry.scheduled_for.as_deref());
    let end = faults.instant(path, "scheduled_until", entry.scheduled_until.as_deref());
    // An unreadable time is already noted as a fault.
    let is_absent = |text| instant::read(text) == instant::Reading::Absent;
    let is_planned = !status.is_running() && !status.is_settled();
    if is_planned && entry.scheduled_for.as_deref().is_none_or(is_absent) {
        faults.missing(path, "scheduled_for", "the start of the window");
    }
    let start = start?;
    let place = (path.as_str(), "scheduled_until");
    // An empty window is as impossible as one that runs backwards.
    let just_after = start + SHORTEST;
    let end = after(faults, place, Some(just_after), end);
    Window::new(start, end)
}

/// Reads former ends, oldest first: in the order in which they moved, or in the document's where one does not say when.
fn former_ends(entries: &[FormerEndEntry], faults: &mut Faults<'_>) -> Vec<FormerEnd> {
    let mut ends: Vec<FormerEnd> = Vec::new();
    for entry in entries {
        let path = &entry.path;
        let until = entry.until.as_deref();
        if until.is_none_or(is_blank) {
            faults.missing(path, "until", "an end");
        }
        ends.push(FormerEnd {
            until: faults.instant(path, "until", until),
            moved_at: faults.instant(path, "moved_at", entry.moved_at.as_deref()),
            reason: faults.line(path, "reason", entry.reason.as_ref()),
        });
    }
    if ends.iter().all(|it| it.moved_at.is_some()) {
        ends.sort_by_key(|it| it.moved_at);
    }
    ends
}

fn access(entry: &MaintenanceEntry, faults: &mut Faults<'_>) -> Option<Access> {
    let access = entry.access.as_ref()?;
    let word = access.mode.as_deref();
    let (mode, _) = faults.word(
        &access.path,
        "mode",
        word,
        AccessMode::parse,
        AccessMode::WORDS,
    );
    Some(Access {
        mode,
        note: faults.lines(&access.path, "note", access.note.as_ref()),
    })
}

fn phases(entries: &[PhaseEntry], faults: &mut Faults<'_>) -> Vec<Phase> {
    entries.iter().map(|entry| phase(entry, faults)).collect()
}

fn phase(entry: &PhaseEntry, faults: &mut Faults<'_>) -> Phase {
    let path = &entry.path;
    let name = faults.name(&entry.path, entry.name.as_ref(), "a title");
    let word = entry.status.as_deref();
    if word.is_none_or(is_blank) {
        faults.missing(path, "status", "a status");
    }
    let (status, word) = faults.word(path, "status", word, PhaseStatus::parse, PhaseStatus::WORDS);
    let started_at = faults.instant(path, "started_at", entry.started_at.as_deref());
    let ended_at = faults.instant(path, "ended_at", entry.ended_at.as_deref());
    let seconds = entry
        .expected_secs
        .and_then(|seconds| i64::try_from(seconds).ok());
    Phase {
        name: name.unwrap_or_else(|| Phrase::UntitledPhase.text(faults.language).to_owned()),
        body: faults.lines(path, "body", entry.body.as_ref()),
        status,
        word,
        started_at,
        ended_at: after(faults, (path, "ended_at"), started_at, ended_at),
        expected: seconds.and_then(TimeDelta::try_seconds),
        count: count(entry, faults),
    }
}

/// A count with nothing to count, or with more done than there is, is no count.
fn count(entry: &PhaseEntry, faults: &mut Faults<'_>) -> Option<Count> {
    let done = entry.done.unwrap_or(0);
    let Some(total) = entry.total else {
        if entry.done.is_some() {
            faults.missing(&entry.path, "total", "how many there are");
        }
        return None;
    };
    if total == 0 {
        faults.out_of_range(&entry.path, "total", "at least 1", total);
        return None;
    }
    if done > total {
        faults.out_of_range(&entry.path, "done", "at most `total`", done);
        return None;
    }
    Some(Count {
        done,
        total,
        unit: faults.line(&entry.path, "unit", entry.unit.as_ref()),
    })
}
