//! Incidents, and the updates that incidents and maintenances share.

use std::cmp::Reverse;

use super::faults::Faults;
use super::keys::{ComponentsById, Keys};
use super::limit::within_limit;
use super::promised_update;
use crate::model::document::error::ProblemKind;
use crate::model::document::text::printable_line;
use crate::model::document::vocabulary::{IncidentStatus, Indicator};
use crate::model::document::wire::{AffectedEntry, IncidentEntry, UpdateEntry};
use crate::model::i18n::message::Phrase;
use crate::model::i18n::message::language::Language;
use crate::model::status::snapshot::Incident;
use crate::model::status::update::Update;
use crate::model::time::instant::Instant;

pub(super) fn read(
    entries: &[IncidentEntry],
    components: &ComponentsById<'_>,
    faults: &mut Faults<'_>,
) -> Vec<Incident> {
    let mut keys = Keys::default();
    let mut incidents = Vec::new();
    let rank = |index: usize| entries.get(index).map_or(u8::MAX, rank);
    let is_read = within_limit("incidents", entries.len(), &rank, faults);
    for (entry, _) in entries.iter().zip(is_read).filter(|(_, is_read)| *is_read) {
        incidents.push(incident(entry, components, &mut keys, faults));
    }
    incidents
}

/// Open incidents before those that are over, the worst first.
fn rank(entry: &IncidentEntry) -> u8 {
    let word = |word: &Option<String>| word.as_deref().unwrap_or_default().trim().to_owned();
    match IncidentStatus::parse(&word(&entry.status)) {
        Some(status) if status.is_over() => u8::MAX,
        _ => match Indicator::parse(&word(&entry.impact)) {
            Some(Indicator::Critical) => 0,
            Some(Indicator::Major) => 1,
            Some(Indicator::Minor) => 2,
            _ => 3,
        },
    }
}

fn incident(
    entry: &IncidentEntry,
    components: &ComponentsById<'_>,
    keys: &mut Keys,
    faults: &mut Faults<'_>,
) -> Incident {
    let path = &entry.path;
    let updates = updates(&entry.incident_updates, faults);
    let name = faults.name(&entry.path, entry.name.as_ref(), "a title");
    let stem = name.clone().unwrap_or_default();
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
    let next_update_at = promised_update(
        path,
        entry.next_update_at.as_deref(),
        last_said(entry.updated_at.as_deref(), &updates),
        faults,
    );
    Incident {
        key: keys.unique(entry.id.as_deref(), &stem, path, faults),
        name: name.unwrap_or_else(|| title(faults.language, &updates, Phrase::UntitledIncident)),
        status,
        word,
        impact,
        started_at,
        next_update_at: next_update_at.filter(|_| !status.is_over()),
        url: faults.url(path, "shortlink", entry.shortlink.as_deref()),
        affected: affected(&entry.components, components, faults),
        updates,
    }
}

/// The longest title that is made of a message, in characters.
const LONGEST_TITLE: usize = 120;

/// Returns a title for an entry without one: the first line of its newest message, else the phrase `otherwise`.
pub(super) fn title(language: Language, updates: &[Update], otherwise: Phrase) -> String {
    let line = updates
        .first()
        .and_then(|update| update.body.lines().next());
    let Some(line) = line.filter(|line| !line.trim().is_empty()) else {
        return otherwise.text(language).to_owned();
    };
    let mut title: String = line.chars().take(LONGEST_TITLE).collect();
    if title.len() < line.len() {
        title.push('\u{2026}');
    }
    title
}

/// Reads updates, newest first; those without a time keep the publisher's order, after the others.
pub(super) fn updates(entries: &[UpdateEntry], faults: &mut Faults<'_>) -> Vec<Update> {
    let mut updates = Vec::new();
    for entry in entries {
        let at = faults
            .instant(&entry.path, "display_at", entry.display_at.as_deref())
            .or_else(|| faults.instant(&entry.path, "created_at", entry.created_at.as_deref()));
        match faults.lines(&entry.path, "body", entry.body.as_ref()) {
            Some(body) => updates.push(Update {
                at,
                status: entry.status.as_deref().map(printable_line),
                body,
            }),
            None => faults.missing(&entry.path, "body", "a text"),
        }
    }
    updates.sort_by_key(|update| Reverse(update.at));
    updates
}

/// Returns when the publisher last edited an entry or wrote a message about it; `None` if neither has a time.
pub(super) fn last_said(updated_at: Option<&str>, updates: &[Update]) -> Option<Instant> {
    let edited = updated_at.and_then(|text| text.parse().ok());
    edited.max(updates.first().and_then(|update| update.at))
}

/// Returns the names of the components that an incident or maintenance affects: as it writes them, else as the list of
/// components does.
pub(super) fn affected(
    entries: &[AffectedEntry],
    components: &ComponentsById<'_>,
    faults: &mut Faults<'_>,
) -> Vec<String> {
    let mut names = Vec::new();
    for entry in entries {
        let known = entry.id.as_deref().and_then(|id| components.get(id));
        // A document may leave out its list of components; then there is nothing to compare with.
        if let (None, Some(id), false) = (known, &entry.id, components.is_empty()) {
            faults.note(
                &entry.path,
                "id",
                ProblemKind::UnknownComponent { id: id.clone() },
            );
        }
        let name = entry.name.as_ref().or_else(|| known?.name.as_ref());
        names.extend(faults.line(&entry.path, "name", name));
    }
    names
}
