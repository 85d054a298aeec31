//! `UptimeFlare`: `/api/data`.
//!
//! Monitors have ids and no names. Maintenances have a window and no state, so the clock determines which run; one
//! without an end does not end.

use super::builder::{self, DocumentBuilder, by_window};
use super::checks::{Checks, NO_CHECK, at};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{ComponentEntry, MaintenanceEntry};

/// States of monitors, by whether they are up.
pub const UP: Vocabulary = Vocabulary {
    theirs: &["true", "false"],
    ours: &["operational", "major_outage"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"up": 1, "down": 1, "updatedAt": 1795521500, "monitors": {
///     "shop": {"up": true}, "mail": {"up": false}, "new": {}
/// }}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::UptimeFlare);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("operational"));
/// assert_eq!(document.components[1].status.as_deref(), Some("major_outage"));
/// assert_eq!(document.components[2].status.as_deref(), Some("unknown"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::UptimeFlare) else {
        return;
    };
    // All monitors are checked together.
    let checks = Checks::one(root.time("updatedAt").as_deref().and_then(at));
    draft.checked(&checks);
    let is_stale = checks.is_stale(draft.context.now);
    if !root.has("monitors") {
        draft.component(&root.at("monitors"), ComponentEntry::default());
    }
    for (id, node) in root.at("monitors").members() {
        monitor(id, &node, is_stale, draft);
    }
    for node in root.entries("maintenances") {
        maintenance(&node, draft);
    }
}

fn monitor(id: &str, node: &Node<'_>, is_stale: bool, draft: &mut DocumentBuilder<'_>) {
    let (status, remark) = if is_stale {
        (Some(UNKNOWN.to_owned()), Some(NO_CHECK.to_owned()))
    } else {
        let status = node.word("up", &UP);
        let is_down = status.as_deref() == Some("major_outage");
        (status, node.text("message").filter(|_| is_down))
    };
    let entry = ComponentEntry {
        id: Some(id.to_owned()),
        name: Some(id.into()),
        note: remark.map(Into::into),
        status,
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let (start, end) = (node.time("start"), node.time("end"));
    let status = by_window(start.as_deref(), end.as_deref(), draft.context.now);
    if status == "completed" {
        return;
    }
    let body = builder::body(node.text("body"));
    let update = builder::update(node, body.clone(), None, None);
    let title = node
        .text("title")
        .or_else(|| body?.lines().next().map(str::to_owned));
    let entry = MaintenanceEntry {
        name: title.map(Into::into),
        status: Some(status.to_owned()),
        scheduled_for: start,
        scheduled_until: end,
        components: builder::named(node.texts("monitors")),
        incident_updates: update.into_iter().collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}
