//! Better Stack: `index.json`, one list of everything that refers to one another (JSON:API).
//!
//! One list has current and past reports; resolved ones are left out. Resolved reports have `null` for `ends_at`, so
//! that only their state shows that they are over.

use super::builder::{self, DocumentBuilder, by_window};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::wire::{
    AffectedEntry, ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry,
};

/// Overall statuses of the page.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: &["operational", "degraded", "downtime", "maintenance"],
    ours: &["none", "minor", "major", "maintenance"],
};
/// States of resources.
pub const RESOURCE: Vocabulary = Vocabulary {
    theirs: &[
        "operational",
        "degraded",
        "downtime",
        "maintenance",
        "not_monitored",
    ],
    ours: &[
        "operational",
        "degraded_performance",
        "major_outage",
        "under_maintenance",
        "unknown",
    ],
};
/// Severities of reports, by their state.
pub const REPORT: Vocabulary = Vocabulary {
    theirs: &[
        "operational",
        "degraded",
        "downtime",
        "maintenance",
        "resolved",
    ],
    ours: &["none", "minor", "major", "maintenance", "none"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{
///     "data": {"type": "status_page", "attributes": {"aggregate_state": "downtime"}},
///     "included": [{"type": "status_page_resource", "id": "1", "attributes": {"public_name": "API", "status": "odd"}}]
/// }"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::BetterStack);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("odd"), "an unknown word is kept");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::BetterStack) else {
        return;
    };
    let page = root.at("data").at("attributes");
    draft.page().name = page.text("company_name").map(Into::into);
    draft.page().url = page.link("company_url");
    draft.page().time_zone = page.text("timezone");
    draft.status(&page, page.word("aggregate_state", &PAGE), None);
    draft.notice(builder::body(page.text("announcement")).unwrap_or_default());
    let included = root.entries("included");
    let of = |kind: &str| of_type(&included, kind);
    let mut resources = of("status_page_resource");
    resources.sort_by_key(|it| it.at("attributes").at("position").json().count());
    let sections = by_id(of("status_page_section"));
    for node in &resources {
        resource(node, &sections, draft);
    }
    // An entry of unclear kind may be a service.
    for node in included.iter().filter(|node| is_unclear(node)) {
        draft.component(node, ComponentEntry::default());
    }
    let updates = by_id(of("status_update"));
    for node in of("status_report") {
        report(&node, &updates, draft);
    }
}

/// Entries sorted by id, for binary search: a list may have thousands that refer to one another.
type ById<'a> = Vec<(Option<String>, Node<'a>)>;

fn by_id(nodes: Vec<Node<'_>>) -> ById<'_> {
    let mut keyed: ById<'_> = nodes.into_iter().map(|it| (it.text("id"), it)).collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    keyed
}

fn find<'s, 'a>(sorted: &'s ById<'a>, id: Option<&str>) -> Option<&'s Node<'a>> {
    let place = sorted.partition_point(|(other, _)| other.as_deref() < id);
    let found = sorted.get(place)?;
    let is_it = id.is_some() && found.0.as_deref() == id;
    is_it.then_some(&found.1)
}

fn of_type<'a>(included: &[Node<'a>], kind: &str) -> Vec<Node<'a>> {
    let is_kind = |it: &&Node<'a>| it.text("type").as_deref() == Some(kind);
    included.iter().filter(is_kind).cloned().collect()
}

/// Returns whether the kind of an entry is unknown, and the entry is unreadable or has a state.
fn is_unclear(node: &Node<'_>) -> bool {
    const KINDS: [&str; 4] = [
        "status_page_section",
        "status_page_resource",
        "status_report",
        "status_update",
    ];
    let it = node.at("attributes");
    match node.text("type") {
        Some(kind) if KINDS.contains(&kind.as_str()) => false,
        Some(_) => !it.is_object() || it.has("status") || it.has("aggregate_state"),
        None => true,
    }
}

fn resource(node: &Node<'_>, sections: &ById<'_>, draft: &mut DocumentBuilder<'_>) {
    let it = node.at("attributes");
    // A number in some feeds, a text in others.
    let section = it.text("status_page_section_id");
    let name = find(sections, section.as_deref())
        .and_then(|section| section.at("attributes").text("name"));
    let entry = ComponentEntry {
        id: node.text("id"),
        name: it.text("public_name").map(Into::into),
        description: builder::body(it.text("explanation")).map(Into::into),
        status: it.word("status", &RESOURCE),
        group_id: section
            .zip(name)
            .and_then(|(id, name)| draft.group(&id, &name)),
        ..ComponentEntry::default()
    };
    draft.component(&it, entry);
}

fn report(node: &Node<'_>, all: &ById<'_>, draft: &mut DocumentBuilder<'_>) {
    let it = node.at("attributes");
    let state = it.text("aggregate_state");
    let updates = updates(node, all);
    for update in &updates {
        draft.not_before(update.display_at.as_deref());
    }
    if state.as_deref() == Some("resolved") {
        return;
    }
    if it.text("report_type").as_deref() == Some("maintenance") {
        match running(&it, draft) {
            Some(PlannedReport::Is(status)) => return maintenance(node, status, updates, draft),
            Some(PlannedReport::Over) => return,
            None => {}
        }
    }
    let entry = IncidentEntry {
        id: node.text("id"),
        name: it.text("title").map(Into::into),
        impact: it.word("aggregate_state", &REPORT),
        started_at: it.time("starts_at"),
        components: affected(&it),
        incident_updates: updates,
        ..IncidentEntry::default()
    };
    draft.incident(&it, entry);
}

/// The treatment of a report on planned work.
enum PlannedReport {
    /// The report is a maintenance of this status.
    Is(&'static str),
    /// The report is over and is left out.
    Over,
}

/// Returns the status of a maintenance by its window; `None` if it has begun and its state is trouble.
fn running(it: &Node<'_>, draft: &DocumentBuilder<'_>) -> Option<PlannedReport> {
    let (start, end) = (it.time("starts_at"), it.time("ends_at"));
    let by_window = by_window(start.as_deref(), end.as_deref(), draft.context.now);
    if by_window == "scheduled" {
        return Some(PlannedReport::Is(by_window));
    }
    match it.word("aggregate_state", &REPORT).as_deref() {
        Some("minor" | "major") => None,
        // The clock alone does not end a maintenance.
        Some("maintenance") if by_window == "completed" => Some(PlannedReport::Is("in_progress")),
        Some("none") if by_window == "completed" => Some(PlannedReport::Over),
        Some("maintenance" | "none") => Some(PlannedReport::Is(by_window)),
        // Its window alone says neither that it runs nor that it is over.
        _ => Some(PlannedReport::Is(UNKNOWN)),
    }
}

fn maintenance(
    node: &Node<'_>,
    status: &str,
    updates: Vec<UpdateEntry>,
    draft: &mut DocumentBuilder<'_>,
) {
    let it = node.at("attributes");
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: it.text("title").map(Into::into),
        status: Some(status.to_owned()),
        scheduled_for: it.time("starts_at"),
        scheduled_until: it.time("ends_at"),
        components: affected(&it),
        incident_updates: updates,
        ..MaintenanceEntry::default()
    };
    draft.maintenance(&it, entry);
}

fn affected(node: &Node<'_>) -> Vec<AffectedEntry> {
    builder::affected(node, "affected_resources", "status_page_resource_id")
}

/// Returns the messages that a report refers to, newest first.
fn updates(node: &Node<'_>, all: &ById<'_>) -> Vec<UpdateEntry> {
    let references = node
        .at("relationships")
        .at("status_updates")
        .entries("data");
    let updates = references
        .iter()
        .filter_map(|it| find(all, it.text("id").as_deref()));
    let updates = updates.filter_map(|update| {
        let it = update.at("attributes");
        let body = builder::body(it.text("message"));
        builder::update(&it, body, it.time("published_at"), None)
    });
    let mut updates: Vec<_> = updates.collect();
    updates.sort_by(|one, other| other.display_at.cmp(&one.display_at));
    updates
}
