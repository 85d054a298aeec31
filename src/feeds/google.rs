//! Google Cloud, Workspace and Play: `incidents.json`.
//!
//! A history, newest first, of up to 4 MB. Incidents with an end are over and left out. Names of members changed in
//! 2021, and both sets are read.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{AffectedEntry, IncidentEntry, UpdateEntry};
use crate::model::time::instant::{self, Reading};

/// Severities of incidents.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: &[
        "SERVICE_INFORMATION",
        "SERVICE_DISRUPTION",
        "SERVICE_OUTAGE",
        "AVAILABLE",
    ],
    ours: &["none", "minor", "major", "none"],
};
/// Severities of incidents in the format of 2020.
pub const SEVERITY: Vocabulary = Vocabulary {
    theirs: &["low", "medium", "high"],
    ours: &["minor", "minor", "major"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"[
///     {"id": "a", "external_desc": "Slow", "begin": "2026-11-24T09:00:00Z", "status_impact": "SERVICE_OUTAGE"},
///     {"id": "b", "external_desc": "Old", "begin": "2026-11-23T09:00:00Z", "end": "2026-11-23T10:00:00Z"}
/// ]"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Google);
/// let document = converted.document;
/// assert_eq!(document.incidents.len(), 1, "an incident with an end is over");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Google) else {
        return;
    };
    let mut is_quiet = true;
    for node in root.objects() {
        draft.not_before(readable(&node, "modified").as_deref());
        if has_ended(&node) {
            continue;
        }
        is_quiet = false;
        incident(&node, draft);
    }
    if is_quiet {
        draft.quiet(&root);
    }
}

/// Returns whether an incident has a readable end.
fn has_ended(node: &Node<'_>) -> bool {
    node.time("end").is_some()
}

/// Returns a time without reporting its faults, because it may belong to a past incident.
fn readable(node: &Node<'_>, name: &str) -> Option<String> {
    let text = node.at(name).json().plain()?;
    match instant::read(&text) {
        Reading::At(at) => Some(instant::write(at)),
        Reading::Absent | Reading::Unreadable => None,
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let title = node
        .text("external_desc")
        .map(|title| builder::body(Some(title)).unwrap_or_default());
    // The format of 2020 has only a severity; in later ones, a missing impact is unknown.
    let impact = if node.has("most-recent-update") {
        node.word("severity", &SEVERITY)
    } else {
        node.word("status_impact", &IMPACT)
    };
    let place = node.text("uri");
    let url = place
        .zip(draft.context.url)
        .and_then(|(place, base)| super::address::beside(base, &place));
    let entry = IncidentEntry {
        id: node.first_text(&["id", "number"]),
        name: title.filter(|title| !title.is_empty()).map(Into::into),
        impact,
        started_at: node.time("begin"),
        created_at: node.time("created"),
        updated_at: node.time("modified"),
        shortlink: url,
        components: affected(node),
        incident_updates: updates(node),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn affected(node: &Node<'_>) -> Vec<AffectedEntry> {
    let products = node.entries("affected_products");
    let products: Vec<_> = products
        .iter()
        .filter_map(|it| it.first_text(&["current_title", "title"]))
        .collect();
    if products.is_empty() {
        builder::named(node.text("service_name"))
    } else {
        builder::named(products)
    }
}

fn updates(node: &Node<'_>) -> Vec<UpdateEntry> {
    let updates = node.entries("updates");
    let updates = updates.iter().filter_map(|update| {
        builder::update(
            update,
            builder::body(update.text("text")),
            update.time("when"),
            None,
        )
    });
    updates.collect()
}
