//! Gatus: `/api/v1/endpoints/statuses`, and the suites and announcements beside it.
//!
//! There are two states, and no maintenance: windows in Gatus' configuration only silence alerts. The member `status`
//! of a result is an HTTP status and is not read.
//!
//! For the history, archived announcements and the `events` of `/api/v1/endpoints/<key>/statuses` are read, too. Archiving
//! says nothing about an end. An event `UNHEALTHY` begins an incident, the next one `HEALTHY` ends it.

use super::address;
use super::builder::{self, DocumentBuilder};
use super::checks::{self, Checks, NO_CHECK};
use super::format::Gap;
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::document::error::ProblemKind;
use crate::model::document::json::Json;
use crate::model::document::wire::{AffectedEntry, ComponentEntry, IncidentEntry};

/// Results of checks, by whether they succeeded.
pub const SUCCESS: Vocabulary = Vocabulary {
    theirs: &["true", "false"],
    ours: &["operational", "major_outage"],
};
/// Types of announcements.
pub const ANNOUNCEMENT: Vocabulary = Vocabulary {
    theirs: &["outage", "warning", "information", "operational", "none"],
    ours: &["major", "minor", "none", "none", "none"],
};

const HEALTHY: &str = "HEALTHY";
const UNHEALTHY: &str = "UNHEALTHY";
/// Types of events.
const EVENTS: [&str; 3] = ["START", HEALTHY, UNHEALTHY];

/// Reads the documents that are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"[{"name": "API", "group": "core", "key": "core_api", "results": [
///     {"success": false, "timestamp": "2026-11-24T12:00:00Z"}, {"success": true, "timestamp": "2026-11-24T11:59:00Z"}
/// ]}]"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Gatus);
/// let document = converted.document;
/// let api = document.components.iter().find(|it| it.group != Some(true)).unwrap();
/// assert_eq!(api.status.as_deref(), Some("major_outage"), "the newest result counts, in any order");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    for part in [Part::GatusEndpoints, Part::GatusSuites] {
        for root in parts.all(part) {
            for node in endpoints(&root) {
                endpoint(&node, draft);
                if draft.context.reads_past() {
                    failures(&node, draft);
                }
            }
        }
    }
    match parts.get(Part::GatusConfig) {
        Some(config) => {
            for node in config.entries("announcements") {
                announcement(&node, draft);
            }
        }
        None => draft.cannot_tell(Gap::Incidents),
    }
    let place = |name: &str| [base(draft.context.url).as_str(), name].concat();
    parts.wanted(
        draft.context,
        &[
            (Part::GatusEndpoints, place("endpoints/statuses")),
            (Part::GatusSuites, place("suites/statuses")),
            (Part::GatusConfig, place("config")),
        ],
    )
}

/// Returns the path up to the version of the API; Gatus may be served from a subfolder.
fn base(url: Option<&str>) -> String {
    let path = url.map_or("", address::path);
    let before = path
        .split("/api/v1/")
        .next()
        .filter(|before| *before != path);
    [before.unwrap_or_default(), "/api/v1/"].concat()
}

/// Returns the endpoints from a list, from an object by key as in old versions, or from a single endpoint.
pub(super) fn endpoints<'a>(root: &Node<'a>) -> Vec<Node<'a>> {
    if matches!(root.json(), Json::List(_)) {
        return root.objects();
    }
    if root.has("results") {
        return vec![root.clone()];
    }
    root.members().into_iter().map(|(_, node)| node).collect()
}

fn endpoint(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let checks = Checks::of(&node.at("results").items(), |it| it.time("timestamp"));
    draft.checked(&checks);
    let status = checks.word("success", &SUCCESS);
    let (status, remark) = if checks.is_stale(draft.context.now) {
        let remark = checks.at.map(|_| NO_CHECK.to_owned());
        (Some(UNKNOWN.to_owned()), remark)
    } else {
        let is_down = status.as_deref() == Some("major_outage");
        let last = checks.last().filter(|_| is_down);
        (status, last.map(|last| last.texts("errors").join("; ")))
    };
    let group = node.text("group");
    let entry = ComponentEntry {
        id: node.text("key"),
        name: node.text("name").map(Into::into),
        group_id: group.and_then(|name| draft.group(&name, &name)),
        note: remark.filter(|it| !it.is_empty()).map(Into::into),
        status,
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

/// Adds an announcement: of trouble as an incident, else as a notice. Its type does not change the states of endpoints,
/// which report their own.
fn announcement(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    if node.flag("archived") == Some(true) && !draft.context.reads_past() {
        return;
    }
    let at = node.time("timestamp");
    draft.not_before(at.as_deref());
    let message = builder::body(node.text("message"));
    let impact = node.word("type", &ANNOUNCEMENT);
    if impact.as_deref() == Some("none") {
        draft.notice(message.unwrap_or_default());
        return;
    }
    let title = message
        .as_deref()
        .and_then(|message| message.lines().next())
        .map(str::to_owned);
    let has_more = message
        .as_deref()
        .is_some_and(|message| message.lines().count() > 1);
    let update = builder::update(node, message.filter(|_| has_more), at.clone(), None);
    let entry = IncidentEntry {
        name: title.map(Into::into),
        started_at: at,
        incident_updates: update.into_iter().collect(),
        impact,
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Adds an incident for each time in which the checks of an endpoint failed, as far as its events say so.
fn failures(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let events = node.entries("events").into_iter();
    let events = events.map(|it| (it.time("timestamp"), event_type(&it), it));
    let mut events: Vec<_> = events.collect();
    let when = |at: &Option<String>| at.as_deref().and_then(checks::at);
    // Without all times, their order is that of the list, which does not tell what is over.
    let is_ordered = events.iter().all(|(at, _, _)| at.is_some());
    if is_ordered {
        events.sort_by_key(|(at, _, _)| when(at));
    }
    let mut begun: Option<Failure<'_>> = None;
    for (at, kind, event) in events {
        if kind.as_deref() == Some(UNHEALTHY) {
            begun = begun.or_else(|| Some(Failure::since(at?, event)));
        } else if let Some(failure) = begun.take() {
            // After a new start or an unknown event, it is not known whether the endpoint works.
            let is_over = is_ordered && kind.as_deref() == Some(HEALTHY);
            let end = at.filter(|_| is_over);
            let failure = Failure {
                is_over,
                end,
                ..failure
            };
            failure.add(node, draft);
        }
    }
    if let Some(failure) = begun {
        failure.add(node, draft);
    }
}

/// Returns the type of an event. An unknown one is recorded as a fault.
fn event_type(event: &Node<'_>) -> Option<String> {
    let found = event.text("type")?;
    if EVENTS.contains(&found.as_str()) {
        return Some(found);
    }
    let expected = &EVENTS;
    event.note("type", ProblemKind::UnknownWord { found, expected });
    None
}

/// A time in which the checks of an endpoint failed.
struct Failure<'a> {
    /// The event that began it.
    event: Node<'a>,
    start: String,
    is_over: bool,
    /// When it ended; `None` if it is not over, or if that time is not known.
    end: Option<String>,
}

impl<'a> Failure<'a> {
    fn since(start: String, event: Node<'a>) -> Self {
        Self {
            event,
            start,
            is_over: false,
            end: None,
        }
    }

    /// Adds an incident of the endpoint `node`.
    fn add(self, node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
        // Their faults are recorded with the endpoint.
        let plain = |name| node.at(name).json().plain();
        let key = plain("key");
        let name = plain("name").or_else(|| key.clone());
        let title = name.clone().map(|name| [&name, ": checks fail"].concat());
        let entry = IncidentEntry {
            id: key.as_ref().map(|key| [key, " ", &self.start].concat()),
            name: title.map(Into::into),
            status: self.is_over.then(|| "resolved".to_owned()),
            started_at: Some(self.start),
            resolved_at: self.end,
            components: vec![AffectedEntry {
                path: String::new(),
                id: key,
                name: name.map(Into::into),
            }],
            ..IncidentEntry::default()
        };
        draft.incident(&self.event, entry);
    }
}
