//! Zendesk: `/api/ssp/incidents.json`, which its own status page reads.
//!
//! A history of incidents in JSON:API, with the services that each affects and without messages. There is no state of
//! any service and no word for the whole, so that nothing is open does not mean that all is well.

use std::collections::BTreeMap;

use super::address;
use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::json::Json;
use crate::model::document::wire::IncidentEntry;

/// Impacts of incidents. One on security may be of any size.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: &["no impact", "minor", "major", "critical", "security"],
    ours: &["none", "minor", "major", "critical", "unknown"],
};
/// States of incidents.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["investigating", "identified", "monitoring", "resolved"],
    ours: &["investigating", "identified", "monitoring", "resolved"],
};

/// Returns whether a document is a list of incidents. Others have the same types in the same envelope, but no time in
/// this spelling.
pub fn is_like(root: &Node<'_>) -> bool {
    let is_incident = |it: &Node<'_>| {
        let kind = it.at("type").json().plain();
        kind.as_deref() == Some("incident") && it.at("attributes").has("startedAt")
    };
    matches!(root.at("data").json(), Json::List(_))
        && root.at("data").items().iter().any(is_incident)
}

/// Returns whether a document is a list without incidents, which only its address shows.
///
/// ```
/// use intermission::feeds::zendesk::is_empty;
/// use intermission::model::document::parse::parse;
/// let list = parse(r#"{"data": [], "included": []}"#).unwrap();
/// assert!(is_empty(&list, "https://status.zendesk.com/api/ssp/incidents.json?days_back=7"));
/// assert!(!is_empty(&list, "https://api.example.com/orders"));
/// ```
pub fn is_empty(json: &Json, url: &str) -> bool {
    let Json::Object(members) = json else {
        return false;
    };
    let is_empty = matches!(members.get("data"), Some(Json::List(items)) if items.is_empty());
    is_empty && address::path(url).ends_with("/api/ssp/incidents.json")
}

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"data": [
///     {"id": "2", "type": "incident", "attributes": {"name": "Calls drop", "impact": "major",
///         "status": "investigating", "startedAt": "2026-11-24T10:05:00.000Z", "resolvedAt": null}},
///     {"id": "1", "type": "incident", "attributes": {"name": "Sign-in was slow", "impact": "minor",
///         "status": "monitoring", "startedAt": "2026-11-20T08:00:00.000Z", "resolvedAt": "2026-11-20T09:42:29.000Z"}}
/// ], "included": []}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Zendesk);
/// let incidents = converted.document.incidents;
/// assert_eq!(incidents.len(), 1, "the other one has an end, although its state is stale");
/// assert_eq!(incidents[0].impact.as_deref(), Some("major"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Zendesk) else {
        return;
    };
    draft.status(&root, None, None);
    let mut services = BTreeMap::new();
    for node in root.entries("included") {
        let name = node.at("attributes").text("serviceName");
        services.extend(node.text("id").zip(name));
    }
    for node in root.entries("data") {
        incident(&node, &services, draft);
    }
}

/// Adds an incident unless it has an end.
fn incident(node: &Node<'_>, services: &BTreeMap<String, String>, draft: &mut DocumentBuilder<'_>) {
    let it = node.at("attributes");
    if it.time("resolvedAt").is_some() {
        return;
    }
    let status = it.word("status", &INCIDENT);
    // States are not kept up to date, so they end nothing.
    let is_contrary = status.as_deref() == Some("resolved");
    let started_at = it.time("startedAt");
    draft.not_before(started_at.as_deref());
    let references = node
        .at("relationships")
        .at("incidentServices")
        .entries("data");
    let affected = references
        .iter()
        .filter_map(|it| services.get(&it.text("id")?).cloned());
    let entry = IncidentEntry {
        id: node.text("id"),
        name: it.text("name").map(Into::into),
        status: status.map(|it| if is_contrary { UNKNOWN.to_owned() } else { it }),
        impact: it.word("impact", &IMPACT),
        components: builder::named(affected),
        started_at,
        ..IncidentEntry::default()
    };
    draft.incident(&it, entry);
}
