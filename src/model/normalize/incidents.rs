//! Incidents, and the updates that incidents and maintenances share.

use std::cmp::Reverse;

use super::super::document::{AffectedEntry, ComponentEntry, IncidentEntry, UpdateEntry};
use super::super::error::ProblemKind;
use super::super::order::by_key;
use super::super::snapshot::{Incident, Update};
use super::super::words::{IncidentStatus, Indicator};
use super::faults::Faults;
use super::keys::Keys;

pub(super) fn read(
    entries: &[IncidentEntry],
    components: &[ComponentEntry],
    faults: &mut Faults<'_>,
) -> Vec<Incident> {
    let mut keys = Keys::default();
    let mut incidents = Vec::new();
    for entry in entries {
        if let Some(incident) = incident(entry, components, &mut keys, faults) {
            incidents.push(incident);
        }
    }
    incidents
}

fn incident(
    entry: &IncidentEntry,
    components: &[ComponentEntry],
    keys: &mut Keys,
    faults: &mut Faults<'_>,
) -> Option<Incident> {
    let path = &entry.path;
    let Some(name) = faults.line(entry.name.as_ref()) else {
        faults.missing(path, "name", "a title");
        return None;
    };
    let (status, word) = faults.word(
        path,
        "status",
        entry.status.as_deref(),
        IncidentStatus::parse,
        IncidentStatus::WORDS,
    );
    let impact = entry.impact.as_deref();
    let (impact, _) = faults.word(path, "impact", impact, Indicator::parse, Indicator::WORDS);
    let started_at = faults
        .instant(path, "started_at", entry.started_at.as_deref())
        .or_else(|| faults.instant(path, "created_at", entry.created_at.as_deref()));
    Some(Incident {
        key: keys.unique(entry.id.as_deref(), &name, path, faults),
        name,
        status,
        word,
        impact,
        started_at,
        url: faults.url(path, "shortlink", entry.shortlink.as_deref()),
        updates: updates(&entry.incident_updates, faults),
        affected: affected(&entry.components, components, faults),
    })
}

/// Reads updates, newest first; those without a time keep the publisher's order, after the others.
pub(super) fn updates(entries: &[UpdateEntry], faults: &mut Faults<'_>) -> Vec<Update> {
    let mut updates = Vec::new();
    for entry in entries {
        let at = faults
            .instant(&entry.path, "display_at", entry.display_at.as_deref())
            .or_else(|| faults.instant(&entry.path, "created_at", entry.created_at.as_deref()));
        match faults.lines(entry.body.as_ref()) {
            Some(body) => updates.push(Update {
                at,
                status: entry.status.clone(),
                body,
            }),
            None => faults.missing(&entry.path, "body", "a text"),
        }
    }
    by_key(&updates, |update| Reverse(update.at))
}

/// Names of what an incident or maintenance touches: its own words, else those of the component.
pub(super) fn affected(
    entries: &[AffectedEntry],
    components: &[ComponentEntry],
    faults: &mut Faults<'_>,
) -> Vec<String> {
    let mut names = Vec::new();
    for entry in entries {
        let is_known = |component: &&ComponentEntry| entry.id.is_some() && component.id == entry.id;
        let known = components.iter().find(is_known);
        // A document may leave out its list of components; then there is nothing to compare with.
        if let (None, Some(id), false) = (known, &entry.id, components.is_empty()) {
            faults.note(
                &entry.path,
                "id",
                ProblemKind::UnknownComponent { id: id.clone() },
            );
        }
        let name = entry.name.as_ref().or_else(|| known?.name.as_ref());
        names.extend(faults.line(name));
    }
    names
}
