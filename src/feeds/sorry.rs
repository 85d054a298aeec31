//! Sorry: `/api/v1/status`, `/api/v1/components` and `/api/v1/notices` of a page, and the single `/api/v1/notices/ID`.
//!
//! Every page documents these at `/api`. There is no word for an outage: a service is at worst *degraded*. The list of
//! notices is a history, and only a single notice says which services it affects.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::{self, DocumentBuilder};
use super::format::Gap;
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::error::ProblemKind;
use crate::model::document::text::Text;
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry, UpdateEntry};

const STATES: &[&str] = &[
    "operational",
    "under_maintenance",
    "degraded",
    "partially-degraded",
];
/// States of services; the last one is of older pages.
pub const COMPONENT: Vocabulary = Vocabulary {
    theirs: STATES,
    ours: &[
        "operational",
        "under_maintenance",
        "degraded_performance",
        "degraded_performance",
    ],
};
/// States of the page.
pub const PAGE: Vocabulary = Vocabulary {
    theirs: STATES,
    ours: &["none", "maintenance", "minor", "minor"],
};
/// States of unplanned notices.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &[
        "investigating",
        "identified",
        "recovering",
        "resolved",
        "false_alarm",
    ],
    ours: &[
        "investigating",
        "identified",
        "monitoring",
        "resolved",
        "resolved",
    ],
};
/// States of planned notices.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &["scheduled", "underway", "complete", "cancelled"],
    ours: &["scheduled", "in_progress", "completed", "cancelled"],
};

/// Returns the part that a document is, if it is one of Sorry's.
pub fn part(root: &Node<'_>) -> Option<Part> {
    let page = root.at("page");
    let is_listed = root.at("meta").has("total_count");
    let is_dated = |it: &Node<'_>| it.has("timeline_state");
    let any = |list: &str, is: &dyn Fn(&Node<'_>) -> bool| root.at(list).items().iter().any(is);
    if page.has("state") && page.at("links").is_object() {
        Some(Part::SorryStatus)
    } else if is_dated(&root.at("notice")) {
        Some(Part::SorryNotice)
    } else if root.has("notices") && (is_listed || any("notices", &is_dated)) {
        Some(Part::SorryNotices)
    } else if root.has("components") && is_listed && !any("components", &|it| it.has("status")) {
        Some(Part::SorryComponents)
    } else {
        None
    }
}

/// Reads the documents that are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let status = br#"{"page": {"name": "Campus", "state": "degraded", "links": {}}}"#;
/// let notices = br#"{"notices": [{"id": 1, "type": "unplanned", "timeline_state": "present", "state": "recovering",
///     "subject": "Slow"}, {"id": 2, "type": "unplanned", "timeline_state": "past_recent", "state": "resolved"}],
///     "meta": {"total_count": 2, "next_page": null}}"#;
/// let converted = read(&[(None, status), (None, notices)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Sorry);
/// assert_eq!(converted.document.incidents.len(), 1, "the other one is over");
/// assert_eq!(converted.document.incidents[0].status.as_deref(), Some("monitoring"));
/// assert_eq!(converted.needs.len(), 1, "its services");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    page(parts, draft);
    let mut nodes = Vec::new();
    for root in parts.all(Part::SorryComponents) {
        nodes.extend(root.entries("components"));
    }
    components(&nodes, draft);
    let mut seen = BTreeSet::new();
    for root in parts.all(Part::SorryNotice) {
        notice(&root.at("notice"), &mut seen, draft);
    }
    for root in parts.all(Part::SorryNotices) {
        for node in root.entries("notices") {
            notice(&node, &mut seen, draft);
        }
    }
    needs(parts, draft)
}

fn page(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::SorryStatus) else {
        // Without its word for the whole, the page is unknown.
        let first = parts.0.first();
        return first.map_or((), |(_, root)| draft.status(root, None, None));
    };
    let page = root.at("page");
    draft.page().name = page.text("name").map(Into::into);
    draft.page().url = page.link("url");
    draft.not_before(page.time("updated_at").as_deref());
    draft.status(&page, page.word("state", &PAGE), page.text("state_text"));
}

/// Adds services. One that others name as their parent is a heading with a state of its own.
fn components(nodes: &[Node<'_>], draft: &mut DocumentBuilder<'_>) {
    let parents: BTreeSet<String> = nodes.iter().filter_map(|it| it.text("parent_id")).collect();
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
        let id = node.text("id");
        let is_heading = |heading: &&Node<'_>| heading.path() == node.path();
        if let Some(id) = &id
            && headings.get(id).is_some_and(is_heading)
        {
            heading(id, &headings, draft);
            continue;
        }
        let entry = ComponentEntry {
            group_id: node
                .text("parent_id")
                .and_then(|id| heading(&id, &headings, draft)),
            name: node.text("name").map(Into::into),
            description: builder::body(node.text("description")).map(Into::into),
            status: node.word("state", &COMPONENT),
            id,
            ..ComponentEntry::default()
        };
        draft.component(node, entry);
    }
}

fn heading(
    id: &str,
    headings: &BTreeMap<String, &Node<'_>>,
    draft: &mut DocumentBuilder<'_>,
) -> Option<String> {
    if let Some(known) = draft.known_group(id) {
        return Some(known);
    }
    let node = headings.get(id)?;
    let name = node.text("name");
    draft.stated_group(id, name.as_deref(), node.word("state", &COMPONENT))
}

/// The notices that were read, by their ids and kinds.
type Seen = BTreeSet<(String, Option<String>)>;

/// Adds a notice, unless it is over or was read from another document. A notice of unknown kind may be an incident.
fn notice(node: &Node<'_>, seen: &mut Seen, draft: &mut DocumentBuilder<'_>) {
    const KINDS: &[&str] = &["unplanned", "planned", "general"];
    if is_over(node) {
        return;
    }
    let kind = node.text("type");
    if let Some(id) = node.text("id")
        && !seen.insert((id, kind.clone()))
    {
        return;
    }
    match kind.as_deref() {
        Some("general") => return general(node, draft),
        Some("planned") => maintenance(node, draft),
        Some("unplanned") => incident(node, draft),
        Some(_) | None => {
            if let Some(found) = kind {
                let expected = KINDS;
                node.note("type", ProblemKind::UnknownWord { found, expected });
            }
            incident(node, draft);
        }
    }
    if !node.has("components") {
        draft.cannot_tell(Gap::Affected);
    }
}

/// Returns whether a notice is over. The word for its state does not say so: that is about its newest message.
fn is_over(node: &Node<'_>) -> bool {
    let state = node.text("timeline_state");
    matches!(state.as_deref(), Some("past_recent" | "past_distant"))
}

/// Adds an announcement, which is neither an incident nor a maintenance.
fn general(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let updates = updates(node, None, draft);
    let newest = updates
        .into_iter()
        .max_by(|one, other| one.display_at.cmp(&other.display_at));
    let body = match newest.and_then(|it| it.body) {
        Some(Text::Plain(body)) => Some(body),
        Some(Text::Languages(_)) | None => None,
    };
    let texts: Vec<String> = [node.text("subject"), body].into_iter().flatten().collect();
    draft.notice(texts.join(": "));
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("state", &INCIDENT);
    // Its newest message says that it is over, and the notice itself that it is not.
    let is_contrary = status.as_deref() == Some("resolved");
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("subject").map(Into::into),
        status: status.map(|it| if is_contrary { UNKNOWN.to_owned() } else { it }),
        started_at: node.time("began_at"),
        created_at: node.time("created_at"),
        updated_at: updated(node, draft),
        shortlink: node.link("url"),
        components: builder::affected(node, "components", "id"),
        incident_updates: updates(node, Some(&INCIDENT), draft),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("state", &MAINTENANCE);
    let is_future = node.text("timeline_state").as_deref() == Some("future");
    let is_contrary = match status.as_deref() {
        Some("completed") => true,
        Some("cancelled") => !is_future,
        Some(_) | None => false,
    };
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("subject").map(Into::into),
        status: status.map(|it| if is_contrary { UNKNOWN.to_owned() } else { it }),
        scheduled_for: node.time("begins_at").or_else(|| node.time("began_at")),
        scheduled_until: node.time("ends_at"),
        created_at: node.time("created_at"),
        updated_at: updated(node, draft),
        shortlink: node.link("url"),
        components: builder::affected(node, "components", "id"),
        incident_updates: updates(node, Some(&MAINTENANCE), draft),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

fn updated(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) -> Option<String> {
    let at = node.time("updated_at");
    draft.not_before(at.as_deref());
    at
}

/// Returns all messages of a single notice, or the newest one of a notice in a list.
fn updates(
    node: &Node<'_>,
    words: Option<&Vocabulary>,
    draft: &mut DocumentBuilder<'_>,
) -> Vec<UpdateEntry> {
    let all = node.entries("updates");
    let latest = node.object("latest_update").filter(|_| all.is_empty());
    let update = |update: &Node<'_>| {
        let at = update.time("created_at");
        draft.not_before(at.as_deref());
        let status = words.and_then(|words| update.word("state", words));
        builder::update(update, builder::body(update.text("content")), at, status)
    };
    all.iter().chain(&latest).filter_map(update).collect()
}

/// Returns the documents that are missing. All notices that are not over are in two lists, each of which may have
/// further pages.
fn needs(parts: &Parts<'_>, draft: &DocumentBuilder<'_>) -> Vec<Need> {
    let mut needs = parts.wanted(
        draft.context,
        &[
            (Part::SorryStatus, "/api/v1/status".to_owned()),
            (Part::SorryComponents, "/api/v1/components".to_owned()),
        ],
    );
    let next = |root: &Node<'_>| root.at("meta").text("next_page");
    let last = parts.all(Part::SorryComponents).last();
    let page = last.and_then(|root| next(&root));
    needs.extend(page.map(|it| Need::named(Part::SorryComponents, &it, draft.context)));
    let lists: Vec<Node<'_>> = parts.all(Part::SorryNotices).collect();
    let states: Vec<Option<String>> = lists.iter().map(common_state).collect();
    let is_last = |index: usize| lists.get(index).is_some_and(|root| next(root).is_none());
    let is_covered = |wanted: &str| {
        let mut lists = states.iter().enumerate();
        lists.any(|(index, state)| {
            let is_it = matches!(state.as_deref(), Some(it) if it == wanted || it == ALL);
            is_it && is_last(index)
        })
    };
    let mut missing: Vec<&str> = STATES_NOT_OVER.to_vec();
    missing.retain(|it| !is_covered(it));
    // An empty list does not say which of them it is.
    let empty = states.iter().filter(|it| it.as_deref() == Some(NONE));
    if empty.count() >= missing.len() {
        missing.clear();
    }
    for wanted in missing {
        let mut pages = states.iter().zip(&lists).rev();
        let page = pages.find(|(state, _)| state.as_deref() == Some(wanted));
        let next = page.and_then(|(_, root)| next(root));
        let next = next.map(|it| Need::named(Part::SorryNotices, &it, draft.context));
        let place = ["/api/v1/notices?filter[timeline_state_eq]=", wanted].concat();
        let first = || Need::new(Part::SorryNotices, &place, draft.context);
        needs.push(next.unwrap_or_else(first));
    }
    needs
}

const STATES_NOT_OVER: [&str; 2] = ["present", "future"];
/// Stands for the state of the entries of a list of all notices.
const ALL: &str = "all";
/// Stands for the state of the entries of an empty list.
const NONE: &str = "none";

/// Returns the state that all entries of a list have. A list with entries that are over, or of different states, is
/// one of all notices. `None` if an entry cannot be read.
fn common_state(root: &Node<'_>) -> Option<String> {
    let states = root.at("notices").items();
    let states = states.iter().map(|it| it.text("timeline_state"));
    let states: Option<BTreeSet<String>> = states.collect();
    let states = states?;
    let is_one = states.len() == 1;
    let first = states.into_iter().next();
    match first {
        None => Some(NONE.to_owned()),
        Some(state) if is_one && STATES_NOT_OVER.contains(&state.as_str()) => Some(state),
        Some(_) => Some(ALL.to_owned()),
    }
}
