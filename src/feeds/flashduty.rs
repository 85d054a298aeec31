//! Flashduty's public widget: like incident.io's, lists of current events, with `overall` in addition.
//!
//! There is no list of services. Unlike incident.io's, its events have a `title`, a `phase` and an `impact`, and the
//! page states an overall status: if that is missing, the overall status is unknown.
//!
//! Documentation: <https://docs.flashcat.cloud/en/on-call/statuspage/widgets>.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{AffectedEntry, IncidentEntry, MaintenanceEntry, UpdateEntry};

/// Overall statuses of the page, and impacts of incidents.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: &[
        "operational",
        "maintenance",
        "degraded",
        "partial_outage",
        "full_outage",
    ],
    ours: &["none", "maintenance", "minor", "minor", "major"],
};
/// Phases of incidents. A resolved one is not listed.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["investigating", "identified", "monitoring"],
    ours: &["investigating", "identified", "monitoring"],
};
/// Phases of maintenances. A completed one is not listed.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &["scheduled", "ongoing"],
    ours: &["scheduled", "in_progress"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{
///     "schema_version": "1.0", "page": {"name": "Pay"}, "overall": {"status": "partial_outage"},
///     "ongoing_incidents": [{"id": "1", "title": "Cards fail", "phase": "identified", "impact": "partial_outage",
///         "last_update": {"at": "2026-11-24T10:20:00Z", "message": "A certificate has expired."}}],
///     "in_progress_maintenances": [], "scheduled_maintenances": []
/// }"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Flashduty);
/// let incident = &converted.document.incidents[0];
/// assert_eq!(incident.status.as_deref(), Some("identified"));
/// assert_eq!(incident.incident_updates[0].body, Some("A certificate has expired.".into()));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Flashduty) else {
        return;
    };
    let page = root.at("page");
    draft.page().name = page.text("name").map(Into::into);
    draft.page().url = page.link("url");
    draft.refresh(root.at("poll_after_seconds").json().count());
    // This time advances only when the content changes, so it is no check.
    draft.not_before(root.time("generated_at").as_deref());
    let overall = root.at("overall");
    draft.status(&overall, overall.word("status", &IMPACT), None);
    for node in root.entries("ongoing_incidents") {
        incident(&node, draft);
    }
    for node in root.entries("in_progress_maintenances") {
        let phase = node.word("phase", &MAINTENANCE);
        // The list says that it runs.
        let is_early = phase.as_deref() == Some("scheduled");
        let running = is_early.then(|| "in_progress".to_owned());
        maintenance(&node, running.or(phase), draft);
    }
    for node in root.entries("scheduled_maintenances") {
        maintenance(&node, node.word("phase", &MAINTENANCE), draft);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("phase", &INCIDENT);
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        impact: node.word("impact", &IMPACT),
        started_at: node.time("started_at"),
        updated_at: updated(node, draft),
        shortlink: node.link("url"),
        components: affected(node),
        incident_updates: last_update(node, status.clone(), draft),
        status,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Adds a maintenance. One that runs past its end has not ended: the publisher says so in `overdue`, too.
fn maintenance(node: &Node<'_>, status: Option<String>, draft: &mut DocumentBuilder<'_>) {
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        scheduled_for: node.time("starts_at"),
        scheduled_until: node.time("ends_at"),
        updated_at: updated(node, draft),
        shortlink: node.link("url"),
        components: affected(node),
        incident_updates: last_update(node, status.clone(), draft),
        status,
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn updated(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) -> Option<String> {
    let at = node.time("updated_at");
    draft.not_before(at.as_deref());
    at
}

/// Returns the newest message of an event, which is the only one that the widget has.
fn last_update(
    node: &Node<'_>,
    status: Option<String>,
    draft: &mut DocumentBuilder<'_>,
) -> Vec<UpdateEntry> {
    let Some(node) = node.object("last_update") else {
        return Vec::new();
    };
    let at = node.time("at");
    draft.not_before(at.as_deref());
    let body = builder::body(node.text("message"));
    builder::update(&node, body, at, status)
        .into_iter()
        .collect()
}

fn affected(node: &Node<'_>) -> Vec<AffectedEntry> {
    builder::affected(node, "affected_components", "id")
}
