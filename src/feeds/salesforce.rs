//! Salesforce Trust, which Heroku uses too: `https://api.status.salesforce.com/v1/instances`, `incidents/active`,
//! `maintenances`.
//!
//! An instance brings its own incidents. An incident has no title and no state, only kinds of impact with their ends.
//! The lists of incidents and maintenances are about all of Salesforce, so they are read only where they are named.

use std::collections::BTreeSet;

use super::builder::{self, DocumentBuilder, by_window};
use super::format::Gap;
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry};

/// States of instances. An informational message may be about anything.
pub const INSTANCE: Vocabulary = Vocabulary {
    theirs: &[
        "OK",
        "INFORMATIONAL_NONCORE",
        "INFORMATIONAL_CORE",
        "MAINTENANCE_NONCORE",
        "MAINTENANCE_CORE",
        "MINOR_INCIDENT_NONCORE",
        "MINOR_INCIDENT_CORE",
        "MAJOR_INCIDENT_NONCORE",
        "MAJOR_INCIDENT_CORE",
    ],
    ours: &[
        "operational",
        "unknown",
        "unknown",
        "under_maintenance",
        "under_maintenance",
        "degraded_performance",
        "degraded_performance",
        "partial_outage",
        "major_outage",
    ],
};
/// Severities of impacts.
pub const SEVERITY: Vocabulary = Vocabulary {
    theirs: &["minor", "major"],
    ours: &["minor", "major"],
};

/// Reads the instances with their incidents, and the lists of incidents and maintenances, whichever are there.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"[{"key": "EU1", "isActive": true, "status": "MAJOR_INCIDENT_CORE", "Services": [], "Incidents": [
///     {"id": 1, "IncidentImpacts": [{"type": "serviceDisruption", "severity": "major", "endTime": null}]}
/// ]}]"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Salesforce);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("major_outage"));
/// assert_eq!(document.incidents[0].name, Some("Service disruption".into()));
/// assert_eq!(document.incidents[0].impact.as_deref(), Some("major"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let mut known = BTreeSet::new();
    for root in parts.all(Part::SalesforceInstances) {
        for node in root.objects() {
            instance(&node, &mut known, draft);
        }
    }
    for root in parts.all(Part::SalesforceIncidents) {
        for node in root.objects() {
            incident(&node, draft);
        }
    }
    for root in parts.all(Part::SalesforceMaintenances) {
        for node in root.objects() {
            maintenance(&node, draft);
        }
    }
    if parts.get(Part::SalesforceMaintenances).is_none() {
        draft.cannot_tell(Gap::Maintenance);
    }
    if parts.get(Part::SalesforceInstances).is_none() {
        draft.cannot_tell(Gap::Services);
    }
}

/// Reads an instance, and those of its incidents that are not in `known` yet: several instances may have the same.
fn instance(node: &Node<'_>, known: &mut BTreeSet<String>, draft: &mut DocumentBuilder<'_>) {
    if node.flag("isActive") == Some(false) {
        return;
    }
    let key = node.text("key");
    let entry = ComponentEntry {
        id: key.clone(),
        name: key.map(Into::into),
        status: node.word("status", &INSTANCE),
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
    for incident_node in node.entries("Incidents") {
        if incident_node.text("id").is_none_or(|id| known.insert(id)) {
            incident(&incident_node, draft);
        }
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let mut impacts = node.entries("IncidentImpacts");
    let started_at = impacts.first().and_then(|it| it.time("startTime"));
    let count = impacts.len();
    impacts.retain(|it| it.time("endTime").is_none());
    if count > 0 && impacts.is_empty() {
        return;
    }
    let kind = impacts.first().and_then(|it| it.text("type"));
    let entry = IncidentEntry {
        id: node.text("id"),
        name: kind.map(|kind| words(&kind).into()),
        impact: worst(&impacts),
        started_at: started_at.or_else(|| node.time("createdAt")),
        updated_at: node.time("updatedAt"),
        components: builder::named(affected(node)),
        incident_updates: updates(node, "IncidentEvents", draft),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Returns the worst severity. With an unreadable one, only the worst word is certain.
fn worst(impacts: &[Node<'_>]) -> Option<String> {
    let words: Vec<_> = impacts
        .iter()
        .map(|it| it.word("severity", &SEVERITY))
        .collect();
    let is = |word: &'static str| move |it: &Option<String>| it.as_deref() == Some(word);
    if words.iter().any(is("major")) {
        return Some("major".to_owned());
    }
    let is_certain = !words.is_empty() && words.iter().all(is("minor"));
    let other = words.into_iter().flatten().find(|it| it != "minor");
    if is_certain {
        Some("minor".to_owned())
    } else {
        other
    }
}

/// Returns `featurePerfDegradation` as `Feature perf degradation`.
fn words(kind: &str) -> String {
    let mut text = String::with_capacity(kind.len() + 4);
    for (index, character) in kind.chars().enumerate() {
        if index == 0 {
            text.extend(character.to_uppercase());
        } else if character.is_uppercase() {
            text.push(' ');
            text.extend(character.to_lowercase());
        } else {
            text.push(character);
        }
    }
    text
}

fn affected(node: &Node<'_>) -> Vec<String> {
    let instances = node.texts("instanceKeys");
    if instances.is_empty() {
        node.texts("serviceKeys")
    } else {
        instances
    }
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let (start, end) = (node.time("plannedStartTime"), node.time("plannedEndTime"));
    let status = by_window(start.as_deref(), end.as_deref(), draft.context.now);
    if status == "completed" {
        return;
    }
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("name").map(Into::into),
        status: Some(status.to_owned()),
        scheduled_for: start,
        scheduled_until: end,
        created_at: node.time("createdAt"),
        updated_at: node.time("updatedAt"),
        components: builder::named(affected(node)),
        incident_updates: updates(node, "MaintenanceEvents", draft),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn updates(node: &Node<'_>, list: &str, draft: &mut DocumentBuilder<'_>) -> Vec<UpdateEntry> {
    let mut updates = Vec::new();
    for event in node.entries(list) {
        let at = event.time("createdAt");
        draft.not_before(at.as_deref());
        let body = builder::body(event.text("message"));
        updates.extend(builder::update(&event, body, at, None));
    }
    updates
}
