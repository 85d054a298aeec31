//! status.io: `https://api.status.io/1.0/status/<page id>`.
//!
//! States are codes. A component has containers, which are regions that components share. The member for ids is `id` in
//! some objects and `_id` in others.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{
    AffectedEntry, ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry,
};

const CODES: &[&str] = &["100", "200", "300", "400", "500", "600"];
/// Codes for the overall status of the page.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: CODES,
    ours: &["none", "maintenance", "minor", "minor", "major", "major"],
};
/// Codes of components and containers; 600 is a security event.
pub const COMPONENT: Vocabulary = Vocabulary {
    theirs: CODES,
    ours: &[
        "operational",
        "under_maintenance",
        "degraded_performance",
        "partial_outage",
        "major_outage",
        "major_outage",
    ],
};
/// Codes for the states of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["100", "200", "300", "400"],
    ours: &["investigating", "identified", "monitoring", "resolved"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"result": {
///     "status_overall": {"status": "Operational", "status_code": 100},
///     "status": [{"id": "a", "name": "Mail", "status": "Odd", "status_code": 450}]
/// }}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::StatusIo);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("450"), "an unknown code is kept");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::StatusIo) else {
        return;
    };
    let result = root.at("result");
    let overall = result.at("status_overall");
    draft.not_before(overall.time("updated").as_deref());
    draft.status(
        &overall,
        overall.word("status_code", &PAGE),
        overall.text("status"),
    );
    for node in result.entries("status") {
        component(&node, draft);
    }
    for node in result.entries("incidents") {
        incident(&node, draft);
    }
    let maintenances = result.at("maintenance");
    for (list, status) in [("active", "in_progress"), ("upcoming", "scheduled")] {
        for node in maintenances.entries(list) {
            maintenance(&node, status, draft);
        }
    }
    let expected = "an object with the lists `active` and `upcoming`";
    if let Some(node) = result.lost_entry("maintenance", &["active", "upcoming"], expected) {
        draft.maintenance(&node, MaintenanceEntry::default());
    }
}

/// Adds a component. If a container's state differs from the component's, or the component's is unknown, the containers
/// become components under a heading with the component's name and state. Otherwise they are only the places where it
/// runs.
fn component(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let name = node.text("name");
    let containers = node.entries("containers");
    let code = |it: &Node<'_>| {
        it.text("status_code")
            .filter(|code| COMPONENT.ours(code).is_some())
    };
    let own = code(node);
    let id = node.first_text(&["id", "_id"]);
    if containers.is_empty() || own.is_some() && containers.iter().all(|it| code(it) == own) {
        let entry = ComponentEntry {
            id,
            status: node.word("status_code", &COMPONENT),
            regions: containers.iter().filter_map(|it| it.text("name")).collect(),
            name: name.map(Into::into),
            ..ComponentEntry::default()
        };
        draft.component(node, entry);
        return;
    }
    let key = id.or_else(|| name.clone());
    let key = key.unwrap_or_else(|| node.path().to_owned());
    let group = draft.stated_group(&key, name.as_deref(), node.word("status_code", &COMPONENT));
    for container in containers {
        let entry = ComponentEntry {
            id: container
                .first_text(&["id", "_id"])
                .map(|id| [&key, "/", &id].concat()),
            name: container.text("name").map(Into::into),
            status: container.word("status_code", &COMPONENT),
            group_id: group.clone(),
            ..ComponentEntry::default()
        };
        draft.component(&container, entry);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let updates = updates(node, draft);
    let messages = node.entries("messages");
    let newest = messages
        .iter()
        .max_by_key(|message| message.time("datetime"));
    let state = newest.and_then(|message| message.word("state", &INCIDENT));
    let impact = newest.and_then(|message| message.word("status", &PAGE));
    let entry = IncidentEntry {
        id: node.first_text(&["_id", "id"]),
        name: node.text("name").map(Into::into),
        status: node.word("status_code", &INCIDENT).or(state),
        impact,
        started_at: node.time("datetime_open"),
        components: affected(node),
        incident_updates: updates,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, status: &str, draft: &mut DocumentBuilder<'_>) {
    let entry = MaintenanceEntry {
        id: node.first_text(&["_id", "id"]),
        name: node.text("name").map(Into::into),
        status: Some(status.to_owned()),
        scheduled_for: node.time("datetime_planned_start"),
        scheduled_until: node.time("datetime_planned_end"),
        components: affected(node),
        incident_updates: updates(node, draft),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn affected(node: &Node<'_>) -> Vec<AffectedEntry> {
    let entry = |it: &Node<'_>| AffectedEntry {
        path: it.path().to_owned(),
        id: it.first_text(&["_id", "id"]),
        name: it.text("name").map(Into::into),
    };
    node.entries("components_affected")
        .iter()
        .map(entry)
        .collect()
}

fn updates(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<UpdateEntry> {
    let mut updates = Vec::new();
    for message in node.entries("messages") {
        let at = message.time("datetime");
        draft.not_before(at.as_deref());
        let status = message
            .text("state")
            .and_then(|code| INCIDENT.ours(&code))
            .map(str::to_owned);
        updates.extend(builder::update(
            &message,
            builder::body(message.text("details")),
            at,
            status,
        ));
    }
    updates
}
