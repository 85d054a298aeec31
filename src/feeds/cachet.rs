//! The common reader of Cachet 2 and 3: separate, paginated lists of components, groups, incidents and schedules, with
//! codes for states and times that do not state their zone.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::time;
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry};
use crate::model::time::instant::{self, Reading};

/// States of components; 5 and 6 since version 3.
pub const COMPONENT: Vocabulary = Vocabulary {
    theirs: &["0", "1", "2", "3", "4", "5", "6"],
    ours: &[
        "unknown",
        "operational",
        "degraded_performance",
        "partial_outage",
        "major_outage",
        "unknown",
        "under_maintenance",
    ],
};
/// States of incidents; 0 was a planned one before there were schedules.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &["0", "1", "2", "3", "4"],
    ours: &[
        "scheduled",
        "investigating",
        "identified",
        "monitoring",
        "resolved",
    ],
};
/// States of schedules.
pub const SCHEDULE: Vocabulary = Vocabulary {
    theirs: &["0", "1", "2"],
    ours: &["scheduled", "in_progress", "completed"],
};

/// The differences between the versions.
pub struct Shape {
    /// The kinds of its documents: components, groups, incidents, schedules.
    pub parts: [Part; 4],
    /// The addresses of these documents.
    pub places: [&'static str; 4],
    /// Returns the members of an entry.
    pub fields: for<'a> fn(&Node<'a>) -> Node<'a>,
    /// Returns the code of the state, from the members.
    pub code: for<'a> fn(&Node<'a>) -> Node<'a>,
    /// Returns the text of a time, from the members.
    pub time: fn(&Node<'_>, &str) -> Option<String>,
    /// Returns the id of a component's group.
    pub group: fn(&Node<'_>) -> Option<String>,
    /// Returns the address of the next page of a list.
    pub next: fn(&Node<'_>) -> Option<String>,
}

/// Reads the lists that are available.
pub fn read(shape: &Shape, parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    let [components, groups, incidents, schedules] = shape.parts;
    let mut groups: Vec<(String, String)> = entries(parts, groups)
        .iter()
        .filter_map(|node| node.text("id").zip((shape.fields)(node).text("name")))
        .collect();
    groups.sort_unstable();
    for node in entries(parts, components) {
        component(shape, &node, &groups, draft);
    }
    for node in entries(parts, incidents) {
        incident(shape, &node, draft);
    }
    for node in entries(parts, schedules) {
        schedule(shape, &node, draft);
    }
    let places = shape.parts.iter().zip(shape.places);
    let places: Vec<_> = places
        .map(|(part, place)| (*part, place.to_owned()))
        .collect();
    let mut needs = parts.wanted(draft.context, &places);
    for part in shape.parts {
        let next = parts.all(part).last().and_then(|node| (shape.next)(&node));
        needs.extend(next.map(|place| Need::named(part, &place, draft.context)));
    }
    needs
}

fn entries<'a>(parts: &Parts<'a>, part: Part) -> Vec<Node<'a>> {
    parts
        .all(part)
        .flat_map(|root| root.entries("data"))
        .collect()
}

fn component(
    shape: &Shape,
    node: &Node<'_>,
    groups: &[(String, String)],
    draft: &mut DocumentBuilder<'_>,
) {
    let it = (shape.fields)(node);
    let group = (shape.group)(node);
    let place = group.map(|group| groups.partition_point(|(id, _)| *id < group));
    let heading = place.and_then(|place| groups.get(place));
    let heading = heading.filter(|(id, _)| (shape.group)(node).as_ref() == Some(id));
    let entry = ComponentEntry {
        id: node.text("id"),
        name: it.text("name").map(Into::into),
        description: builder::body(it.text("description")).map(Into::into),
        status: (shape.code)(&it).as_word(&COMPONENT),
        url: it.link("link"),
        group_id: heading.and_then(|(id, name)| draft.group(id, name)),
        ..ComponentEntry::default()
    };
    draft.component(&it, entry);
}

/// Adds an incident unless it is fixed.
fn incident(shape: &Shape, node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let it = (shape.fields)(node);
    let status = (shape.code)(&it).as_word(&INCIDENT);
    match status.as_deref() {
        Some("resolved") => return,
        Some("scheduled") => return planned(shape, node, "scheduled".to_owned(), draft),
        Some(_) | None => {}
    }
    let at = first_time(
        shape,
        &it,
        &["occurred_at", "occurred", "created_at", "created"],
    );
    let entry = IncidentEntry {
        id: node.text("id"),
        name: it.text("name").map(Into::into),
        shortlink: it.link("permalink"),
        incident_updates: updates(shape, &it, at.clone()),
        started_at: at,
        status,
        ..IncidentEntry::default()
    };
    draft.incident(&it, entry);
}

/// Adds a schedule unless it is complete.
fn schedule(shape: &Shape, node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let it = (shape.fields)(node);
    let status = (shape.code)(&it).as_word(&SCHEDULE);
    if status.as_deref() != Some("completed") {
        let status = status.unwrap_or_else(|| UNKNOWN.to_owned());
        planned(shape, node, status, draft);
    }
}

fn planned(shape: &Shape, node: &Node<'_>, status: String, draft: &mut DocumentBuilder<'_>) {
    let it = (shape.fields)(node);
    let text = ["scheduled_at", "scheduled"]
        .iter()
        .find_map(|name| (shape.time)(&it, name));
    let start = text.as_deref().and_then(zoned);
    let mut updates = updates(shape, &it, None);
    if let (None, Some(text)) = (&start, &text) {
        let body = ["Planned for ", text, "; the time zone is not stated."].concat();
        updates.extend(builder::update(&it, Some(body), None, None));
    }
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: it.text("name").map(Into::into),
        status: Some(status),
        scheduled_for: start,
        incident_updates: updates,
        ..MaintenanceEntry::default()
    };
    draft.maintenance(&it, entry);
}

/// Returns the later updates of an entry, followed by its own message.
fn updates(shape: &Shape, it: &Node<'_>, at: Option<String>) -> Vec<UpdateEntry> {
    let mut updates = Vec::new();
    for update in it.entries("updates") {
        let fields = (shape.fields)(&update);
        let at = first_time(shape, &fields, &["created_at", "created"]);
        updates.extend(builder::update(
            &update,
            builder::body(fields.text("message")),
            at,
            None,
        ));
    }
    updates.extend(builder::update(
        it,
        builder::body(it.text("message")),
        at,
        None,
    ));
    updates
}

/// Returns the first of several times that states its zone.
fn first_time(shape: &Shape, it: &Node<'_>, names: &[&str]) -> Option<String> {
    let mut texts = names.iter().filter_map(|name| (shape.time)(it, name));
    texts.find_map(|text| zoned(&text))
}

fn zoned(text: &str) -> Option<String> {
    match time::read(text, None) {
        Reading::At(at) => Some(instant::write(at)),
        Reading::Absent | Reading::Unreadable => None,
    }
}
