//! Flashduty's public widget: like incident.io's, lists of current events, with `overall` in addition.
//!
//! There is no list of services. Unlike incident.io's, its events have a `title`, a `phase` and an `impact`, and the
//! page states an overall status: if that is missing, the overall status is unknown.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{AffectedEntry, IncidentEntry, MaintenanceEntry};

const WORDS: &[&str] = &[
    "operational",
    "under_maintenance",
    "maintenance",
    "degraded",
    "degraded_performance",
    "partial_outage",
    "full_outage",
    "major_outage",
];
/// Overall statuses of the page, and impacts of incidents.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: WORDS,
    ours: &[
        "none",
        "maintenance",
        "maintenance",
        "minor",
        "minor",
        "minor",
        "major",
        "major",
    ],
};
/// Phases of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["investigating", "identified", "monitoring", "resolved"],
    ours: &["investigating", "identified", "monitoring", "resolved"],
};
/// Phases of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &[
        "scheduled",
        "in_progress",
        "ongoing",
        "verifying",
        "completed",
        "cancelled",
    ],
    ours: &[
        "scheduled",
        "in_progress",
        "in_progress",
        "verifying",
        "completed",
        "cancelled",
    ],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{
///     "page": {"name": "Pay"}, "overall": {"status": "partial_outage"},
///     "ongoing_incidents": [{"id": "1", "title": "Cards fail", "phase": "identified", "impact": "partial_outage"}],
///     "in_progress_maintenances": [], "scheduled_maintenances": []
/// }"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Flashduty);
/// let document = converted.document;
/// assert_eq!(document.incidents[0].status.as_deref(), Some("identified"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Flashduty) else {
        return;
    };
    let page = root.at("page");
    draft.page().name = page.first_text(&["name", "title"]).map(Into::into);
    draft.page().url = page.link("url");
    let overall = root.at("overall");
    let words = overall.first_text(&["description", "message"]);
    draft.status(&overall, overall.word("status", &IMPACT), words);
    for node in root.entries("ongoing_incidents") {
        incident(&node, draft);
    }
    for list in ["in_progress_maintenances", "scheduled_maintenances"] {
        for node in root.entries(list) {
            maintenance(&node, draft);
        }
    }
}

/// Returns the first of several members that is a time.
fn time(node: &Node<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| node.time(name))
}

const UPDATED: &[&str] = &["last_update_at", "updated_at"];

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("phase", &INCIDENT);
    let at = time(node, UPDATED);
    draft.not_before(at.as_deref());
    let body = builder::body(node.first_text(&["last_update_message", "message"]));
    let update = builder::update(node, body, at.clone(), status.clone());
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.first_text(&["title", "name"]).map(Into::into),
        impact: node.word("impact", &IMPACT),
        started_at: time(node, &["started_at", "start_at", "created_at"]),
        updated_at: at,
        shortlink: node.link("url"),
        components: affected(node),
        incident_updates: update.into_iter().collect(),
        status,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let at = time(node, UPDATED);
    draft.not_before(at.as_deref());
    let body = builder::body(node.first_text(&["last_update_message", "message"]));
    let update = builder::update(node, body, at.clone(), None);
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.first_text(&["title", "name"]).map(Into::into),
        status: node.word("phase", &MAINTENANCE),
        scheduled_for: time(node, &["starts_at", "start_at", "started_at"]),
        scheduled_until: time(node, &["ends_at", "end_at", "scheduled_end_at"]),
        updated_at: at,
        shortlink: node.link("url"),
        components: affected(node),
        incident_updates: update.into_iter().collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn affected(node: &Node<'_>) -> Vec<AffectedEntry> {
    builder::affected(node, "affected_components", "id")
}
