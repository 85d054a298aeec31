//! Warnings about former ends of a maintenance that contradict each other, or the ends beside them.

use super::{Warning, WarningKind, at};
use crate::model::document::error::join;
use crate::model::document::wire::{Document, FormerEndEntry, MaintenanceEntry};
use crate::model::time::instant::{Instant, write};

/// Adds the warnings about the former ends of all maintenances.
pub(super) fn look(document: &Document, warnings: &mut Vec<Warning>) {
    for maintenance in &document.scheduled_maintenances {
        warnings.extend(first(maintenance));
        warnings.extend(out_of_order(&maintenance.former_ends));
        not_moved(maintenance, warnings);
    }
}

/// Compares the first former end with `originally_until`.
fn first(maintenance: &MaintenanceEntry) -> Option<Warning> {
    let entry = maintenance.former_ends.first()?;
    let found = at(entry.until.as_deref())?;
    let original = at(maintenance.originally_until.as_deref()).filter(|it| *it != found)?;
    let expected = format!("`{}`, as in `originally_until`", write(original));
    Some(warning(entry, "until", &expected, found))
}

/// Returns a warning about the first entry that moved before the entry above it.
fn out_of_order(entries: &[FormerEndEntry]) -> Option<Warning> {
    let mut latest: Option<Instant> = None;
    for entry in entries {
        let Some(found) = at(entry.moved_at.as_deref()) else {
            continue;
        };
        if let Some(latest) = latest.filter(|latest| found < *latest) {
            let expected = format!(
                "a time at or after `{}`, the oldest move first",
                write(latest)
            );
            return Some(warning(entry, "moved_at", &expected, found));
        }
        latest = Some(found);
    }
    None
}

/// Adds a warning about each entry that is followed by an equal end, which is no move.
fn not_moved(maintenance: &MaintenanceEntry, warnings: &mut Vec<Warning>) {
    let entries = &maintenance.former_ends;
    let next = entries.iter().skip(1).map(|it| it.until.as_deref());
    for (entry, next) in entries
        .iter()
        .zip(next.chain([maintenance.scheduled_until.as_deref()]))
    {
        if let Some(found) = at(entry.until.as_deref()).filter(|it| at(next) == Some(*it)) {
            let expected = "an end that differs from the one that took its place";
            warnings.push(warning(entry, "until", expected, found));
        }
    }
}

fn warning(entry: &FormerEndEntry, member: &str, expected: &str, found: Instant) -> Warning {
    Warning {
        path: join(&entry.path, member),
        kind: WarningKind::ContradictoryEnds,
        message: format!("expected {expected}, found `{}`", write(found)),
    }
}
