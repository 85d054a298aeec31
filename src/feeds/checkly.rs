//! Checkly: `summary.json`, and `services.json` beside it.
//!
//! It looks like Instatus, with underscores in its words and other names for the same members.

use super::builder::{self, DocumentBuilder, by_window};
use super::instatus;
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry};

/// Overall statuses of the page.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: &["OPERATIONAL", "HAS_ISSUES", "UNDER_MAINTENANCE"],
    ours: &["none", "minor", "maintenance"],
};
/// States of services, which are severities of their incidents where there are any.
pub const SERVICE: Vocabulary = Vocabulary {
    theirs: &[
        "OPERATIONAL",
        "UNDER_MAINTENANCE",
        "MAINTENANCE",
        "MINOR",
        "MEDIUM",
        "MAJOR",
        "CRITICAL",
    ],
    ours: &[
        "operational",
        "under_maintenance",
        "under_maintenance",
        "degraded_performance",
        "partial_outage",
        "major_outage",
        "major_outage",
    ],
};
/// Severities of incidents.
pub const SEVERITY: Vocabulary = Vocabulary {
    theirs: &["MINOR", "MEDIUM", "MAJOR", "CRITICAL"],
    ours: &["minor", "minor", "major", "critical"],
};
/// States of incidents.
pub const INCIDENT: Vocabulary = instatus::INCIDENT;
/// States of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &["SCHEDULED", "IN_PROGRESS", "COMPLETED"],
    ours: &["scheduled", "in_progress", "completed"],
};

/// Reads the summary and the services, whichever are there.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"page": {"name": "Example", "url": "https://e.checkly-status-page.com", "status": "HAS_ISSUES"}}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Checkly);
/// let document = converted.document;
/// assert!(document.components.is_empty());
/// assert_eq!(converted.needs.len(), 1, "its services are in another document");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    if let Some(root) = parts.get(Part::ChecklySummary) {
        instatus::summary(&root, &PAGE, [incident, maintenance], draft);
    }
    for root in parts.all(Part::ChecklyServices) {
        for node in root.objects() {
            service(&node, draft);
        }
    }
    parts.wanted(
        draft.context,
        &[
            (Part::ChecklySummary, "summary.json".to_owned()),
            (Part::ChecklyServices, "services.json".to_owned()),
        ],
    )
}

fn service(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let group = node.text("group");
    let entry = ComponentEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: node.word("status", &SERVICE),
        group_id: group.and_then(|name| draft.group(&name, &name)),
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let updated_at = node.time("updatedAt");
    draft.not_before(updated_at.as_deref());
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: node.word("status", &INCIDENT),
        impact: node.word("severity", &SEVERITY),
        started_at: node.time("startedAt"),
        shortlink: node.link("url"),
        components: builder::affected(node, "affectedServices", "id"),
        updated_at,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let start = node.time("startsAt").or_else(|| node.time("startedAt"));
    let end = node.time("endsAt");
    // Without a status, the window can show that the maintenance runs, but not that it does not.
    let derived = || match by_window(start.as_deref(), end.as_deref(), draft.context.now) {
        "in_progress" => "in_progress".to_owned(),
        _ => UNKNOWN.to_owned(),
    };
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: Some(node.word("status", &MAINTENANCE).unwrap_or_else(derived)),
        scheduled_for: start.clone(),
        scheduled_until: end.clone(),
        shortlink: node.link("url"),
        components: builder::affected(node, "affectedServices", "id"),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}
