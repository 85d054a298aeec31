//! incident.io's widget: `/api/v1/summary`.
//!
//! Running and planned maintenances are in separate lists, whose entries have different names for the same times. There
//! is no list of services; an empty list of incidents is the only sign that all is well.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{IncidentEntry, MaintenanceEntry};

/// States of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["investigating", "identified", "monitoring", "resolved"],
    ours: &["investigating", "identified", "monitoring", "resolved"],
};
/// States of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &[
        "maintenance_scheduled",
        "maintenance_in_progress",
        "maintenance_complete",
    ],
    ours: &["scheduled", "in_progress", "completed"],
};
/// Impacts of incidents, by the worst state of a component.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: &[
        "operational",
        "under_maintenance",
        "degraded_performance",
        "partial_outage",
        "full_outage",
        "major_outage",
    ],
    ours: &["none", "maintenance", "minor", "minor", "major", "major"],
};

/// Reads the widget's summary.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{
///     "page_title": "Example", "page_url": "https://status.example.com",
///     "ongoing_incidents": [{"id": "1", "name": "Logins fail", "status": "monitoring",
///         "current_worst_impact": "full_outage"}],
///     "in_progress_maintenances": [], "scheduled_maintenances": []
/// }"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::IncidentIo);
/// let document = converted.document;
/// assert_eq!(document.incidents[0].status.as_deref(), Some("monitoring"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::IncidentIo) else {
        return;
    };
    draft.page().name = root.text("page_title").map(Into::into);
    draft.page().url = root.link("page_url");
    for node in root.entries("ongoing_incidents") {
        incident(&node, draft);
    }
    for list in ["in_progress_maintenances", "scheduled_maintenances"] {
        for node in root.entries(list) {
            maintenance(&node, draft);
        }
    }
    // A missing list does not mean that there are no incidents.
    if root.has("ongoing_incidents") && root.entries("ongoing_incidents").is_empty() {
        draft.quiet(&root);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("status", &INCIDENT);
    let at = node.time("last_update_at");
    draft.not_before(at.as_deref());
    let body = builder::body(node.text("last_update_message"));
    let update = builder::update(node, body, at.clone(), status.clone());
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        impact: node.word("current_worst_impact", &IMPACT),
        started_at: node.time("created_at"),
        updated_at: at,
        shortlink: node.link("url"),
        components: builder::affected(node, "affected_components", "id"),
        incident_updates: update.into_iter().collect(),
        status,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let at = node.time("last_update_at");
    draft.not_before(at.as_deref());
    let body = builder::body(node.text("last_update_message"));
    let update = builder::update(node, body, at.clone(), None);
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: node.word("status", &MAINTENANCE),
        scheduled_for: node.time("starts_at").or_else(|| node.time("started_at")),
        scheduled_until: node
            .time("ends_at")
            .or_else(|| node.time("scheduled_end_at")),
        updated_at: at,
        shortlink: node.link("url"),
        components: builder::affected(node, "affected_components", "id"),
        incident_updates: update.into_iter().collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}
