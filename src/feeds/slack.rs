//! Slack: `/api/v2.0.0/current`, and `/history` beside it.
//!
//! There is no list of services, only the names of those that an incident affects; an incident may name none.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::json::Json;
use crate::model::document::wire::{IncidentEntry, MaintenanceEntry, UpdateEntry};

/// Statuses of the page. `active` means trouble of unknown severity.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: &["ok", "active"],
    ours: &["none", "unknown"],
};
/// Types of incidents.
pub const TYPE: Vocabulary = Vocabulary {
    theirs: &["notice", "maintenance", "incident", "outage"],
    ours: &["none", "maintenance", "minor", "major"],
};
/// States of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["active", "resolved", "completed", "cancelled"],
    ours: &["unknown", "resolved", "resolved", "resolved"],
};
/// States of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &["scheduled", "active", "completed", "resolved", "cancelled"],
    ours: &[
        "scheduled",
        "in_progress",
        "completed",
        "completed",
        "cancelled",
    ],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"status": "ok", "active_incidents": [
///     {"id": 1, "title": "Slow", "type": "incident", "status": "active"}
/// ]}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Slack);
/// let document = converted.document;
/// assert_eq!(document.incidents[0].impact.as_deref(), Some("minor"));
/// assert!(document.status.is_none_or(|status| status.indicator.as_deref() != Some("none")));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Slack) else {
        return;
    };
    if matches!(root.json(), Json::List(_)) {
        return history(&root, draft);
    }
    draft.not_before(root.time("date_updated").as_deref());
    let listed = root.entries("active_incidents");
    // Listed incidents are current, even if the page's status is `ok`.
    let word = root.word("status", &PAGE);
    let word = word.filter(|word| listed.is_empty() || word != "none");
    draft.status(&root, word, None);
    for node in listed {
        entry(&node, draft);
    }
}

/// Reads `/api/v2.0.0/history`; past incidents are left out.
fn history(root: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let is_over = |it: &Node<'_>| {
        let status = it.text("status");
        matches!(
            status.as_deref(),
            Some("resolved" | "completed" | "cancelled")
        )
    };
    let open: Vec<_> = root
        .objects()
        .into_iter()
        .filter(|it| !is_over(it))
        .collect();
    if open.is_empty() {
        draft.quiet(root);
    }
    for node in open {
        entry(&node, draft);
    }
}

fn entry(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let is_maintenance = node.text("type").as_deref() == Some("maintenance");
    if is_maintenance || node.text("status").as_deref() == Some("scheduled") {
        maintenance(node, draft);
    } else {
        incident(node, draft);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status: node.word("status", &INCIDENT),
        impact: node.word("type", &TYPE),
        started_at: node.time("date_created"),
        updated_at: node.time("date_updated"),
        shortlink: node.link("url"),
        components: builder::named(node.texts("services")),
        incident_updates: notes(node),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status: node.word("status", &MAINTENANCE),
        created_at: node.time("date_created"),
        updated_at: node.time("date_updated"),
        shortlink: node.link("url"),
        components: builder::named(node.texts("services")),
        incident_updates: notes(node),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn notes(node: &Node<'_>) -> Vec<UpdateEntry> {
    let notes = node.entries("notes");
    let notes = notes.iter().filter_map(|note| {
        builder::update(
            note,
            builder::body(note.text("body")),
            note.time("date_created"),
            None,
        )
    });
    notes.collect()
}
