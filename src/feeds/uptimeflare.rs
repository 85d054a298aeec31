//! `UptimeFlare`: `/api/data`.
//!
//! Monitors have ids and no names. Maintenances have a window and no state, so that the clock tells which run;
//! one without an end runs on.

use super::draft::{self, Draft, by_window};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::{ComponentEntry, MaintenanceEntry};

/// Whether a monitor is up.
pub const UP: Vocabulary = Vocabulary {
    theirs: &["true", "false"],
    ours: &["operational", "major_outage"],
};

/// Reads the one document there is.
pub fn read(parts: &Parts<'_>, draft: &mut Draft<'_>) {
    let Some(root) = parts.get(Part::UptimeFlare) else {
        return;
    };
    draft.not_before(root.time("updatedAt").as_deref());
    for (id, node) in root.at("monitors").members() {
        monitor(id, &node, draft);
    }
    for node in root.entries("maintenances") {
        maintenance(&node, draft);
    }
}

fn monitor(id: &str, node: &Node<'_>, draft: &mut Draft<'_>) {
    let status = node.word("up", &UP);
    let is_down = status.as_deref() == Some("major_outage");
    let entry = ComponentEntry {
        id: Some(id.to_owned()),
        name: Some(id.into()),
        note: node.text("message").filter(|_| is_down).map(Into::into),
        status,
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut Draft<'_>) {
    let (start, end) = (node.time("start"), node.time("end"));
    let status = by_window(start.as_deref(), end.as_deref(), draft.context.now);
    if status == "completed" {
        return;
    }
    let body = draft::body(node.text("body"));
    let update = draft::update(node, body.clone(), None, None);
    let title = node
        .text("title")
        .or_else(|| body?.lines().next().map(str::to_owned));
    let entry = MaintenanceEntry {
        name: title.map(Into::into),
        status: Some(status.to_owned()),
        scheduled_for: start,
        scheduled_until: end,
        components: draft::named(node.texts("monitors")),
        incident_updates: update.into_iter().collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}
