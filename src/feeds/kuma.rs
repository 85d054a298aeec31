//! Uptime Kuma 1 and 2: `/api/status-page/<slug>`, and `/api/status-page/heartbeat/<slug>` beside it.
//!
//! The page names the monitors, and the heartbeats give their states. The last heartbeat is the newest; a monitor
//! without one is unknown, also while the heartbeats are not yet loaded. An incident's style is a colour and no state.
//! Times of heartbeats are UTC without saying so; those of a single maintenance are local.
//!
//! For the history, `/api/status-page/<slug>/incident-history` of version 2 is read, too. It lists all incidents, ten in
//! a document. An incident with `active: false` is over; it has no time of its end, because its last change may be a
//! later correction.

use std::collections::BTreeSet;

use crate::model::time::time_delta::TimeDelta;

use super::address;
use super::builder::{self, DocumentBuilder};
use super::checks::{Checks, NO_CHECK};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::time;
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::document::error::ProblemKind;
use crate::model::document::json::Json;
use crate::model::document::query::percent_encode;
use crate::model::document::wire::{ComponentEntry, IncidentEntry, MaintenanceEntry};
use crate::model::time::instant::{Instant, Reading};

/// States of heartbeats. A pending check is being retried: the monitor is not down yet.
pub const BEAT: Vocabulary = Vocabulary {
    theirs: &["0", "1", "2", "3"],
    ours: &[
        "major_outage",
        "operational",
        "degraded_performance",
        "under_maintenance",
    ],
};
/// States of maintenances.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &[
        "scheduled",
        "under-maintenance",
        "ended",
        "inactive",
        "unknown",
    ],
    ours: &[
        "scheduled",
        "in_progress",
        "completed",
        "cancelled",
        "unknown",
    ],
};
/// The number of intervals without a heartbeat after which a monitor counts as paused.
const INTERVALS: i32 = 10;

/// Reads the page and the heartbeats, as far as they are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"config": {"slug": "demo", "title": "Example"}, "incident": null, "maintenanceList": [],
///     "publicGroupList": [{"id": 1, "name": "Web", "monitorList": [{"id": 7, "name": "API"}]}]}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::UptimeKuma);
/// let document = converted.document;
/// let api = document.components.iter().find(|it| it.group != Some(true)).unwrap();
/// assert_eq!(api.status.as_deref(), Some("unknown"), "states are in another document");
/// assert_eq!(converted.needs.len(), 1);
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    let beats = parts.get(Part::KumaHeartbeat);
    let mut places = Vec::new();
    if let Some(beats) = &beats {
        for (_, list) in beats.at("heartbeatList").members() {
            draft.checked(&checks(&list));
        }
        places.extend(draft.context.url.map(|url| {
            (
                Part::KumaPage,
                address::path(url).replace("/heartbeat/", "/"),
            )
        }));
    }
    let is_past = draft.context.reads_past();
    let history = if is_past {
        past_incidents(parts, draft)
    } else {
        None
    };
    if let Some(page) = parts.get(Part::KumaPage) {
        facts(&page, draft);
        for group in page.entries("publicGroupList") {
            monitors(&group, beats.as_ref(), draft);
        }
        happenings(&page, draft);
        let slug = page.at("config").text("slug").unwrap_or_default();
        places.push((Part::KumaHeartbeat, ["heartbeat/", &slug].concat()));
    }
    let mut needs = parts.wanted(draft.context, &places);
    needs.extend(history.map(|place| Need::new(Part::KumaHistory, &place, draft.context)));
    needs
}

fn facts(page: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let config = page.at("config");
    draft.page().name = config.text("title").map(Into::into);
    draft.refresh(config.at("autoRefreshInterval").json().count());
}

fn monitors(group: &Node<'_>, beats: Option<&Node<'_>>, draft: &mut DocumentBuilder<'_>) {
    // The unreadable group may have had monitors.
    if !group.has("monitorList") {
        return draft.component(group, ComponentEntry::default());
    }
    let name = group.text("name").unwrap_or_default();
    let key = group.text("id").unwrap_or_else(|| name.clone());
    let group_id = draft.group(&key, &name);
    for node in group.entries("monitorList") {
        if draft.is_full() {
            return;
        }
        let id = node.text("id");
        let list = beats.and_then(|beats| beats.at("heartbeatList").get(id.as_ref()?));
        let (status, note) = list.map_or((UNKNOWN.to_owned(), None), |list| state(&list, draft));
        let entry = ComponentEntry {
            name: node.text("name").map(Into::into),
            url: node
                .maybe_link("url")
                .filter(|_| node.flag("sendUrl") == Some(true)),
            group_id: group_id.clone(),
            status: Some(status),
            note: note.map(Into::into),
            id,
            ..ComponentEntry::default()
        };
        draft.component(&node, entry);
    }
}

/// Returns the state of a monitor by its heartbeats, and a note about it.
fn state(beats: &Node<'_>, draft: &DocumentBuilder<'_>) -> (String, Option<String>) {
    let checks = checks(beats);
    let Some(word) = checks.word("status", &BEAT) else {
        return (UNKNOWN.to_owned(), None);
    };
    if checks.is_stale(draft.context.now) || is_paused(&checks, draft) {
        let note = checks.at.map(|_| NO_CHECK.to_owned());
        return (UNKNOWN.to_owned(), note);
    }
    let is_pending = word == "degraded_performance";
    let note = is_pending.then(|| "Pending: a check failed and is being repeated".to_owned());
    (word, note)
}

fn checks<'a>(beats: &Node<'a>) -> Checks<'a> {
    Checks::of(&beats.items(), |beat| beat.time_in("time", Some("Z")))
}

/// Returns whether a monitor had no heartbeat for many of its own intervals while others were checked.
fn is_paused(checks: &Checks<'_>, draft: &DocumentBuilder<'_>) -> bool {
    let latest = draft.checked_at();
    let silence = latest.zip(checks.at).map(|(latest, last)| latest - last);
    silence
        .zip(checks.interval)
        .is_some_and(|(silence, interval)| {
            silence > interval.max(TimeDelta::seconds(20)) * INTERVALS
        })
}

fn happenings(page: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    if !draft.context.reads_past() {
        for node in page_incidents(page) {
            incident(&node, draft);
        }
    }
    for node in page.entries("maintenanceList") {
        maintenance(&node, draft);
    }
}

fn page_incidents<'a>(page: &Node<'a>) -> Vec<Node<'a>> {
    let mut incidents = page.entries("incidents");
    // Version 1 has at most one incident.
    incidents.extend(page.object("incident"));
    incidents
}

/// Adds the incidents of the history, and those that only the page lists. An id counts once: the history says which
/// incidents are over. Returns the place of the next document of the history, if that is missing.
fn past_incidents(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Option<String> {
    let mut ids = BTreeSet::new();
    let mut last: Option<(Option<Instant>, Node<'_>)> = None;
    for history in parts.all(Part::KumaHistory) {
        let incidents = history.entries("incidents");
        let oldest = incidents.iter().filter_map(created_at).min();
        add_new(incidents, &mut ids, draft);
        let known = last.as_ref().map(|(known, _)| *known);
        let is_older =
            |known: Option<Instant>| oldest.is_some_and(|it| known.is_none_or(|known| it < known));
        if known.is_none_or(is_older) {
            last = Some((oldest, history));
        }
    }
    let listed = ids.len();
    let page = parts.get(Part::KumaPage);
    add_new(
        page.iter().flat_map(page_incidents).collect(),
        &mut ids,
        draft,
    );
    let slug = page.as_ref().and_then(|it| it.at("config").text("slug"));
    let cursor = match last {
        Some((_, history)) if history.flag("hasMore") == Some(true) => {
            let Some(cursor) = history.text("nextCursor") else {
                history.note_missing("nextCursor", "a cursor, because there are more incidents");
                return None;
            };
            cursor
        }
        Some((_, history)) => {
            // After an address with a cursor, the newer incidents are elsewhere.
            let is_whole = draft.context.url.is_none_or(|url| !url.contains("cursor="));
            note_lost(&history, if is_whole { listed } else { usize::MAX });
            return None;
        }
        // Version 1 has no history.
        None if page.is_some_and(|it| it.has("incidents")) => String::new(),
        None => return None,
    };
    Some(history_place(draft.context.url, slug.as_deref(), &cursor))
}

fn add_new(nodes: Vec<Node<'_>>, ids: &mut BTreeSet<String>, draft: &mut DocumentBuilder<'_>) {
    for node in nodes {
        let id = node.at("id").json().plain();
        if id.is_none_or(|id| ids.insert(id)) {
            incident(&node, draft);
        }
    }
}

/// Records that the documents list fewer incidents than there are. A cursor is a time, so that the server skips incidents
/// that were created in the same second as the last one of a document.
fn note_lost(history: &Node<'_>, listed: usize) {
    let total = history.at("total").json().count();
    if let Some(total) = total.filter(|it| usize::try_from(*it).is_ok_and(|it| it > listed)) {
        let (expected, found) = (
            "at most the number of listed incidents, because all are listed",
            total.to_string(),
        );
        history.note("total", ProblemKind::OutOfRange { expected, found });
    }
}

fn created_at(node: &Node<'_>) -> Option<Instant> {
    // Faults are recorded where the incident is added.
    match time::read(&node.at("createdDate").json().plain()?, Some("Z")) {
        Reading::At(at) => Some(at),
        Reading::Absent | Reading::Unreadable => None,
    }
}

/// Returns the place of the document of the history that begins at `cursor`; of the first one if that is empty.
fn history_place(url: Option<&str>, slug: Option<&str>, cursor: &str) -> String {
    const BASE: &str = "/api/status-page/";
    // A slug must not lead to another host.
    let slug = slug.map(percent_encode);
    let slug = slug.as_deref();
    let path = url.map_or("", address::path);
    let mut place = match path.split_once(BASE) {
        Some((before, after)) => {
            let after = after.strip_prefix("heartbeat/").unwrap_or(after);
            let named = after.split('/').next().unwrap_or_default();
            [before, BASE, slug.unwrap_or(named), "/"].concat()
        }
        None => slug.map_or(String::new(), |slug| [slug, "/"].concat()),
    };
    place.push_str("incident-history");
    if !cursor.is_empty() {
        place.push_str("?cursor=");
        place.push_str(&percent_encode(cursor));
    }
    place
}

/// Returns whether a document is a page of the history of incidents.
pub(super) fn is_history(json: &Json) -> bool {
    let Json::Object(members) = json else {
        return false;
    };
    let has = |name: &str| members.get(name).is_some();
    matches!(members.get("incidents"), Some(Json::List(_))) && has("ok") && has("hasMore")
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let is_over = node.flag("active") == Some(false);
    if is_over && !draft.context.reads_past() {
        return;
    }
    let created_at = node.time_in("createdDate", Some("Z"));
    let body = builder::body(node.text("content"));
    let update = builder::update(node, body, created_at.clone(), None);
    let entry = IncidentEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status: is_over.then(|| "resolved".to_owned()),
        started_at: created_at,
        updated_at: node.time_in("lastUpdatedDate", Some("Z")),
        incident_updates: update.into_iter().collect(),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("status", &MAINTENANCE);
    if status.as_deref() == Some("cancelled") {
        return;
    }
    let (scheduled_for, scheduled_until) = window(node, draft.context.now);
    let update = builder::update(node, builder::body(node.text("description")), None, None);
    let entry = MaintenanceEntry {
        id: node.text("id"),
        name: node.text("title").map(Into::into),
        status,
        scheduled_for,
        scheduled_until,
        incident_updates: update.into_iter().collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

/// Returns the time slot that is running, or the first one if that is unknown. A manual maintenance has none.
fn window(node: &Node<'_>, now: Option<Instant>) -> (Option<String>, Option<String>) {
    let zone = node.text("timezoneOffset");
    let read = |slot: &Node<'_>| {
        let time = |name| slot.time_in(name, zone.as_deref());
        (time("startDate"), time("endDate"))
    };
    let slots: Vec<_> = node.entries("timeslotList").iter().map(read).collect();
    let is_running = |(start, end): &&(Option<String>, Option<String>)| {
        builder::by_window(start.as_deref(), end.as_deref(), now) == "in_progress"
    };
    let running = slots.iter().find(is_running);
    running
        .or_else(|| slots.first())
        .cloned()
        .unwrap_or_default()
}
