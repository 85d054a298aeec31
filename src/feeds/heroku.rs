//! Heroku: `/api/v4/current-status`.
//!
//! States of systems are colours. A maintenance has its window only in its text, and stays *upcoming* for months after
//! its last message; both are shown as published.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry};

/// Colours of systems.
pub const SYSTEM: Vocabulary = Vocabulary {
    theirs: &["green", "yellow", "red"],
    ours: &["operational", "degraded_performance", "major_outage"],
};
/// Impacts of incidents, by the colours of the systems they affect.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: SYSTEM.theirs,
    ours: &["none", "minor", "major"],
};
/// States of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &[
        "open",
        "active",
        "investigating",
        "identified",
        "monitoring",
        "resolved",
    ],
    ours: &[
        "unknown",
        "unknown",
        "investigating",
        "identified",
        "monitoring",
        "resolved",
    ],
};
/// States of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &[
        "upcoming",
        "scheduled",
        "active",
        "in_progress",
        "open",
        "completed",
        "resolved",
    ],
    ours: &[
        "scheduled",
        "scheduled",
        "in_progress",
        "in_progress",
        "in_progress",
        "completed",
        "completed",
    ],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"status": [{"system": "Apps", "status": "red"}, {"system": "Tools", "status": "mauve"}],
///     "incidents": [], "scheduled": []}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Heroku);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("major_outage"));
/// assert_eq!(document.components[1].status.as_deref(), Some("mauve"), "an unknown colour is kept");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Heroku) else {
        return;
    };
    for node in root.entries("status") {
        let entry = ComponentEntry {
            name: node.text("system").map(Into::into),
            status: node.word("status", &SYSTEM),
            ..ComponentEntry::default()
        };
        draft.component(&node, entry);
    }
    for node in root.entries("incidents") {
        incident(&node, draft);
    }
    for node in root.entries("scheduled") {
        maintenance(&node, draft);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let systems = node.entries("systems");
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status: node.word("state", &INCIDENT),
        impact: worst(&systems).map(str::to_owned),
        started_at: node.time("created_at"),
        updated_at: node.time("updated_at"),
        shortlink: node.link("full_url"),
        components: builder::named(systems.iter().filter_map(|it| it.text("name"))),
        incident_updates: updates(node, draft),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Returns the impact of the worst colour. With an unreadable colour, which may be red, only red is certain.
fn worst(systems: &[Node<'_>]) -> Option<&'static str> {
    let place = |it: &Node<'_>| {
        let colour = it.text("status")?;
        SYSTEM.theirs.iter().position(|known| **known == *colour)
    };
    let places: Vec<_> = systems.iter().map(place).collect();
    let worst = places.iter().max().copied().flatten()?;
    let is_certain = worst + 1 == IMPACT.ours.len() || !places.contains(&None);
    IMPACT.ours.get(worst).copied().filter(|_| is_certain)
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let systems = node.entries("systems");
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status: node.word("state", &MAINTENANCE),
        created_at: node.time("created_at"),
        resolved_at: node.time("resolved_at"),
        shortlink: node.link("full_url"),
        components: builder::named(systems.iter().filter_map(|it| it.text("name"))),
        incident_updates: updates(node, draft),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn updates(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<UpdateEntry> {
    let mut updates = Vec::new();
    for update in node.entries("updates") {
        let at = update.time("created_at");
        draft.not_before(at.as_deref());
        updates.extend(builder::update(
            &update,
            builder::body(update.text("contents")),
            at,
            None,
        ));
    }
    updates
}
