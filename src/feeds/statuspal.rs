//! Statuspal: `/api/v2/status_pages/SUBDOMAIN/summary`.
//!
//! `current_incident_type` is the state of the page and of each service, and `null` there means that nothing is wrong.
//! Services may have services under them. All times are in UTC and do not say so.
//!
//! Documentation: <https://www.statuspal.io/api-docs/v2>.

use super::builder::{self, DocumentBuilder, by_window};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::json::Json;
use crate::model::document::wire::{
    AffectedEntry, ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry,
};

/// The words for kinds of incidents, from good to bad. `info` may be about anything.
const KINDS: &[&str] = &[
    "info",
    "scheduled",
    "emergency-maintenance",
    "performance",
    "minor",
    "major",
];
/// States of services.
pub const SERVICE: Vocabulary = Vocabulary {
    theirs: KINDS,
    ours: &[
        "unknown",
        "under_maintenance",
        "under_maintenance",
        "degraded_performance",
        "degraded_performance",
        "major_outage",
    ],
};
/// Overall statuses of the page.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: KINDS,
    ours: &[
        "unknown",
        "maintenance",
        "maintenance",
        "minor",
        "minor",
        "major",
    ],
};
/// Kinds of incidents as their impacts.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: KINDS,
    ours: &[
        "none",
        "maintenance",
        "maintenance",
        "minor",
        "minor",
        "major",
    ],
};
/// Kinds of messages. Only two of them say how far an incident is. None ends it: incidents that are over are not listed.
pub const MESSAGE: Vocabulary = Vocabulary {
    theirs: &[
        "issue",
        "monitoring",
        "info",
        "scheduled",
        "essential",
        "update",
        "progress",
        "resolved",
        "completed",
        "retroactive",
    ],
    ours: &[
        "investigating",
        "monitoring",
        "unknown",
        "unknown",
        "unknown",
        "unknown",
        "unknown",
        "unknown",
        "unknown",
        "unknown",
    ],
};

const STATE: &str = "current_incident_type";

/// Returns whether a document is a summary of version 2. Version 1 has no `subdomain`.
pub fn is_like(root: &Node<'_>) -> bool {
    let page = root.at("status_page");
    page.has("subdomain") && member(&page, STATE).is_some() && root.has("services")
}

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{
///     "status_page": {"name": "Host", "subdomain": "host", "current_incident_type": "minor"},
///     "services": [{"id": 1, "name": "Mail", "children": [], "current_incident_type": "minor"},
///         {"id": 2, "name": "Web", "children": [], "current_incident_type": null}],
///     "incidents": [], "maintenances": [], "upcoming_maintenances": []
/// }"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Statuspal);
/// let components = &converted.document.components;
/// assert_eq!(components[0].status.as_deref(), Some("degraded_performance"));
/// assert_eq!(components[1].status.as_deref(), Some("operational"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Statuspal) else {
        return;
    };
    page(&root, draft);
    let mut headings = Vec::new();
    services(&root.entries("services"), None, &mut headings, draft);
    headings.sort_unstable();
    for node in root.entries("incidents") {
        incident(&node, &headings, draft);
    }
    for (list, status) in [
        ("maintenances", "in_progress"),
        ("upcoming_maintenances", "scheduled"),
    ] {
        for node in root.entries(list) {
            maintenance(&node, status, &headings, draft);
        }
    }
    for node in root.entries("info_notices") {
        notice(&node, draft);
    }
}

/// The ids and names of services with services under them, sorted.
type Headings = Vec<(String, String)>;

fn page(root: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let page = root.at("status_page");
    draft.page().name = page.text("name").map(Into::into);
    // The host of the company's website, without a scheme in most documents.
    draft.page().url = page.maybe_link("url");
    draft.page().time_zone = page.text("time_zone");
    draft.page().lang = page.text("default_lang");
    let precise = state(&page, STATE, &PAGE, "none");
    // A coarser word for the same, in newer documents. It never makes the other one better.
    let coarse = state(root, "current_status_type", &PAGE, "none");
    draft.status(&page, precise.map(|it| worse(it, coarse)), None);
}

/// Returns the worse of two indicators; the unknown one, if one of them is unknown.
fn worse(one: String, other: Option<String>) -> String {
    const ORDER: [&str; 4] = ["none", "maintenance", "minor", "major"];
    let rank = |it: &String| ORDER.iter().position(|known| known == it);
    let Some(other) = other else { return one };
    let is_other = match (rank(&one), rank(&other)) {
        (Some(one), Some(other)) => other > one,
        (Some(_), None) => true,
        (None, _) => false,
    };
    if is_other { other } else { one }
}

/// Returns the word of a state, `well` if it is `null`, and `None` if it is missing.
fn state(node: &Node<'_>, name: &str, words: &Vocabulary, well: &str) -> Option<String> {
    if *member(node, name)? == Json::Null {
        return Some(well.to_owned());
    }
    let word = node.word(name, words);
    Some(word.unwrap_or_else(|| UNKNOWN.to_owned()))
}

/// Returns a member, also one that is `null`.
fn member<'a>(node: &Node<'a>, name: &str) -> Option<&'a Json> {
    match node.json() {
        Json::Object(members) => members.get(name),
        Json::Null
        | Json::Flag(_)
        | Json::Count(_)
        | Json::Number
        | Json::Text(_)
        | Json::List(_) => None,
    }
}

/// Adds services. One with services under it is a heading with a state of its own, whatever it is under itself.
fn services(
    nodes: &[Node<'_>],
    group_id: Option<&String>,
    headings: &mut Headings,
    draft: &mut DocumentBuilder<'_>,
) {
    for node in nodes {
        if draft.is_full() {
            return;
        }
        let (id, name) = (node.text("id"), node.text("name"));
        let status = state(node, STATE, &SERVICE, "operational");
        let children = node.entries("children");
        if !children.is_empty() {
            let key = id.unwrap_or_else(|| node.path().to_owned());
            let heading = draft.stated_group(&key, name.as_deref(), status);
            headings.extend(name.map(|name| (key, name)));
            services(&children, heading.as_ref(), headings, draft);
            continue;
        }
        let is_info = node.at(STATE).json().plain().as_deref() == Some("info");
        let entry = ComponentEntry {
            name: name.map(Into::into),
            description: builder::body(node.text("description")).map(Into::into),
            group_id: group_id.cloned(),
            note: is_info.then(|| "Published as info".into()),
            status,
            id,
            ..ComponentEntry::default()
        };
        draft.component(node, entry);
    }
}

fn incident(node: &Node<'_>, headings: &Headings, draft: &mut DocumentBuilder<'_>) {
    let updates = updates(node, draft);
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        impact: node.word("type", &IMPACT),
        status: updates.first().and_then(|it| it.status.clone()),
        started_at: time(node, "starts_at"),
        updated_at: time(node, "updated_at"),
        shortlink: node.link("url"),
        components: affected(node, headings),
        incident_updates: shown(updates),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Adds a maintenance. The list that it is in says whether it runs; a start or end that has passed does not.
fn maintenance(
    node: &Node<'_>,
    status: &str,
    headings: &Headings,
    draft: &mut DocumentBuilder<'_>,
) {
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status: Some(status.to_owned()),
        scheduled_for: time(node, "starts_at"),
        scheduled_until: time(node, "ends_at"),
        updated_at: time(node, "updated_at"),
        shortlink: node.link("url"),
        components: affected(node, headings),
        incident_updates: shown(updates(node, draft)),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

/// Adds the newest message of a notice that the publisher shows now. Notices report no trouble.
fn notice(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let (from, until) = (time(node, "featured_from"), time(node, "featured_until"));
    let now = draft.context.now;
    let by_window = by_window(from.as_deref(), until.as_deref(), now);
    if now.is_some() && matches!(by_window, "scheduled" | "completed") {
        return;
    }
    let updates = node.entries("updates");
    let newest = updates.iter().max_by_key(|it| time(it, "posted_at"));
    let body = newest.and_then(|it| builder::body(it.text("description")));
    let texts: Vec<String> = [node.text("title"), body].into_iter().flatten().collect();
    draft.notice(texts.join(": "));
}

/// Returns an instant; the documentation says that all are in UTC.
fn time(node: &Node<'_>, name: &str) -> Option<String> {
    node.time_in(name, Some("Z"))
}

/// Returns the messages of an entry, newest first, with the states that they stand for.
fn updates(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<UpdateEntry> {
    let mut updates = Vec::new();
    for update in node.entries("updates") {
        let at = time(&update, "posted_at").or_else(|| time(&update, "inserted_at"));
        draft.not_before(at.as_deref());
        let body = builder::body(update.first_text(&["description", "description_html"]));
        let status = update.word("type", &MESSAGE);
        updates.extend(builder::update(&update, body, at, status));
    }
    updates.sort_by(|one, other| other.display_at.cmp(&one.display_at));
    updates
}

/// Removes the word for an unknown state, which is of no use beside a message.
fn shown(mut updates: Vec<UpdateEntry>) -> Vec<UpdateEntry> {
    for update in &mut updates {
        update.status = update.status.take().filter(|it| it != UNKNOWN);
    }
    updates
}

/// Returns the services that an entry refers to by their ids; headings are none, and are named.
fn affected(node: &Node<'_>, headings: &Headings) -> Vec<AffectedEntry> {
    let entry = |id: String| {
        let place = headings.partition_point(|(other, _)| *other < id);
        let heading = headings.get(place).filter(|(other, _)| *other == id);
        match heading {
            Some((_, name)) => AffectedEntry {
                name: Some(name.as_str().into()),
                ..AffectedEntry::default()
            },
            None => AffectedEntry {
                id: Some(id),
                ..AffectedEntry::default()
            },
        }
    };
    node.texts("service_ids").into_iter().map(entry).collect()
}
