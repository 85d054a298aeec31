//! Instatus: `summary.json`, and `components.json` beside it.
//!
//! The lists of the summary are missing if they are empty. A maintenance has a start and a duration in minutes, written
//! as a string. A heading is an ordinary component that others refer to.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::time::time_delta::TimeDelta;

use super::address;
use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry};
use crate::model::time::instant::{self, Reading};

/// Overall statuses of the page.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: &["UP", "HASISSUES", "UNDERMAINTENANCE"],
    ours: &["none", "minor", "maintenance"],
};
/// States of components.
pub const COMPONENT: Vocabulary = Vocabulary {
    theirs: &[
        "OPERATIONAL",
        "UNDERMAINTENANCE",
        "DEGRADEDPERFORMANCE",
        "MINOROUTAGE",
        "PARTIALOUTAGE",
        "MAJOROUTAGE",
    ],
    ours: &[
        "operational",
        "under_maintenance",
        "degraded_performance",
        "degraded_performance",
        "partial_outage",
        "major_outage",
    ],
};
/// Impacts of incidents, in the words for states of components.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: COMPONENT.theirs,
    ours: &["none", "maintenance", "minor", "minor", "minor", "major"],
};
/// States of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"],
    ours: &["investigating", "identified", "monitoring", "resolved"],
};
/// States of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &["NOTSTARTEDYET", "INPROGRESS", "VERIFYING", "COMPLETED"],
    ours: &["scheduled", "in_progress", "verifying", "completed"],
};

/// Reads the summary and the components, as far as they are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"page": {"name": "Example", "url": "https://example.instatus.com", "status": "HASISSUES"}}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Instatus);
/// let document = converted.document;
/// assert!(document.components.is_empty());
/// assert_eq!(converted.needs.len(), 1, "its services are in another document");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    if let Some(root) = parts.get(Part::InstatusSummary) {
        summary(&root, &PAGE, [incident, maintenance], draft);
    }
    let mut nodes = Vec::new();
    for root in parts.all(Part::InstatusComponents) {
        // Documented as a list, published as an object.
        nodes.extend(if root.has("components") {
            root.entries("components")
        } else {
            root.objects()
        });
    }
    components(&nodes, draft);
    let url = draft.context.url.map_or("", address::path);
    let is_versioned = url.contains("/v2/") || url.contains("/v3/");
    let components = if is_versioned {
        "components.json"
    } else {
        "v2/components.json"
    };
    parts.wanted(
        draft.context,
        &[
            (Part::InstatusSummary, "summary.json".to_owned()),
            (Part::InstatusComponents, components.to_owned()),
        ],
    )
}

/// A function that reads an entry into the document.
type Read = fn(&Node<'_>, &mut DocumentBuilder<'_>);

/// Reads a summary, for Checkly too; `words` is the vocabulary of the page's overall status.
pub(super) fn summary(
    root: &Node<'_>,
    words: &Vocabulary,
    [incident, maintenance]: [Read; 2],
    draft: &mut DocumentBuilder<'_>,
) {
    let page = root.at("page");
    draft.page().name = page.text("name").map(Into::into);
    draft.page().url = page.link("url");
    draft.status(&page, page.word("status", words), None);
    for node in root.entries("activeIncidents") {
        incident(&node, draft);
    }
    for node in root.entries("activeMaintenances") {
        maintenance(&node, draft);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let started_at = node.time("started");
    draft.not_before(started_at.as_deref());
    draft.not_before(node.time("updatedAt").as_deref());
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: node.word("status", &INCIDENT),
        impact: node.word("impact", &IMPACT),
        updated_at: node.time("updatedAt"),
        shortlink: node.link("url"),
        started_at,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let scheduled_for = node.time("start");
    let minutes = node.at("duration");
    let scheduled_until = end(scheduled_for.as_deref(), minutes.json().count());
    draft.not_before(node.time("updatedAt").as_deref());
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: node.word("status", &MAINTENANCE),
        updated_at: node.time("updatedAt"),
        shortlink: node.link("url"),
        scheduled_for,
        scheduled_until,
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn end(start: Option<&str>, minutes: Option<u64>) -> Option<String> {
    let Reading::At(start) = instant::read(start?) else {
        return None;
    };
    let length = i64::try_from(minutes?).ok().filter(|minutes| *minutes > 0);
    let length = length.and_then(TimeDelta::try_minutes)?;
    start.checked_add_signed(length).map(instant::write)
}

fn components(nodes: &[Node<'_>], draft: &mut DocumentBuilder<'_>) {
    let parents: BTreeSet<String> = nodes.iter().filter_map(parent).collect();
    let mut headings = BTreeMap::new();
    for node in nodes {
        if let Some(id) = node.text("id").filter(|id| parents.contains(id)) {
            headings.entry(id).or_insert(node);
        }
    }
    for node in nodes {
        if draft.is_full() {
            return;
        }
        component(node, &headings, draft);
    }
}

fn parent(node: &Node<'_>) -> Option<String> {
    node.object("group")?.text("id")
}

/// The components that others refer to as their group, by id.
type Headings<'s, 'a> = BTreeMap<String, &'s Node<'a>>;

fn heading(
    id: &str,
    headings: &Headings<'_, '_>,
    draft: &mut DocumentBuilder<'_>,
) -> Option<String> {
    if let Some(known) = draft.known_group(id) {
        return Some(known);
    }
    let node = headings.get(id)?;
    let name = node.text("name");
    draft.stated_group(id, name.as_deref(), node.word("status", &COMPONENT))
}

fn component(node: &Node<'_>, headings: &Headings<'_, '_>, draft: &mut DocumentBuilder<'_>) {
    let id = node.text("id");
    if let Some(id) = &id
        && headings
            .get(id)
            .is_some_and(|heading| heading.path() == node.path())
    {
        heading(id, headings, draft);
        return;
    }
    let entry = ComponentEntry {
        group_id: parent(node).and_then(|id| heading(&id, headings, draft)),
        name: node.text("name").map(Into::into),
        description: builder::body(node.text("description")).map(Into::into),
        // An internal document may have `null` here.
        status: node
            .word("status", &COMPONENT)
            .or_else(|| Some(UNKNOWN.to_owned())),
        id,
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}
