//! Warnings about promised updates that visitors do not see, or that the clock or the window contradicts.

use super::{Warning, WarningKind, at};
use crate::model::document::error::join;
use crate::model::document::vocabulary::{IncidentStatus, MaintenanceStatus};
use crate::model::document::wire::{Document, UpdateEntry};
use crate::model::time::instant::{self, Instant};

/// Adds the warnings about all promised updates of a document. Without `now`, none is compared with the clock.
pub(super) fn look(document: &Document, now: Option<Instant>, warnings: &mut Vec<Warning>) {
    let page = document.page.as_ref();
    let edited = page.and_then(|page| at(page.updated_at.as_deref()));
    let root = Promise {
        path: &document.path,
        at: at(document.next_update_at.as_deref()),
        last_said: at(document.published_at.as_deref()).or(edited),
        settled: None,
        end: None,
    };
    warnings.extend(root.warning(now));
    for entry in &document.incidents {
        let status = entry.status.as_deref().and_then(IncidentStatus::parse);
        let promise = Promise {
            path: &entry.path,
            at: at(entry.next_update_at.as_deref()),
            last_said: last_said(entry.updated_at.as_deref(), &entry.incident_updates),
            settled: status.filter(|it| it.is_over()).map(IncidentStatus::as_str),
            end: None,
        };
        warnings.extend(promise.warning(now));
    }
    for entry in &document.scheduled_maintenances {
        let status = entry.status.as_deref().and_then(MaintenanceStatus::parse);
        let settled = status.filter(|it| it.is_settled());
        let promise = Promise {
            path: &entry.path,
            at: at(entry.next_update_at.as_deref()),
            last_said: last_said(entry.updated_at.as_deref(), &entry.incident_updates),
            settled: settled.map(MaintenanceStatus::as_str),
            end: at(entry.scheduled_until.as_deref()),
        };
        warnings.extend(promise.warning(now));
    }
}

/// The promise of an update, with the facts that may contradict it.
struct Promise<'a> {
    /// The path of the entry.
    path: &'a str,
    at: Option<Instant>,
    /// When the publisher last said something about the entry.
    last_said: Option<Instant>,
    /// The status of an entry that is over.
    settled: Option<&'static str>,
    /// The end of the maintenance.
    end: Option<Instant>,
}

impl Promise<'_> {
    fn warning(&self, now: Option<Instant>) -> Option<Warning> {
        let at = self.at?;
        let has_come = |it: Instant| now.is_some_and(|now| it <= now);
        let found = instant::write(at);
        let (kind, message) = if let Some(status) = self.settled {
            let message = format!("expected none beside `{status}`, found `{found}`");
            (WarningKind::UpdatePromisedAfterEnd, message)
        } else if has_come(at) && self.last_said < Some(at) {
            let message =
                format!("expected a time to come, found `{found}` and no update since then");
            (WarningKind::UpdateOverdue, message)
        } else {
            // Work that overruns has an end that has passed.
            let end = self.end.filter(|end| *end < at && !has_come(*end))?;
            let message = format!(
                "expected a time before the end of the window at `{}`, found `{found}`",
                instant::write(end)
            );
            (WarningKind::UpdatePromisedAfterEnd, message)
        };
        Some(Warning {
            path: join(self.path, "next_update_at"),
            kind,
            message,
        })
    }
}

fn last_said(updated_at: Option<&str>, updates: &[UpdateEntry]) -> Option<Instant> {
    let said = updates
        .iter()
        .map(|it| at(it.display_at.as_deref()).or_else(|| at(it.created_at.as_deref())));
    said.chain([at(updated_at)]).max().flatten()
}
