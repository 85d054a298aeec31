//! The status page of `UptimeRobot`: `/api/getMonitorList/KEY` and `?page=2` and so on.
//!
//! It has monitors and their states, and counts for all pages of the list together. Since the end of 2025, monitors are
//! in `data` rather than in `psp.monitors`.

use std::collections::BTreeSet;

use super::address;
use super::builder::DocumentBuilder;
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::json::Json;
use crate::model::document::wire::ComponentEntry;

/// States of monitors. `black` is a monitor that is paused or has no data.
pub const MONITOR: Vocabulary = Vocabulary {
    theirs: &["success", "warning", "danger", "black", "paused"],
    ours: &[
        "operational",
        "degraded_performance",
        "major_outage",
        "unknown",
        "unknown",
    ],
};

/// The pages of the longest list that is completed.
const MOST_PAGES: u64 = 100;

/// Returns whether a document is a page of the list of monitors. An error has another `status`.
pub fn is_like(root: &Node<'_>) -> bool {
    let has_monitors = |list: &Node<'_>| list.items().iter().any(|it| it.has("statusClass"));
    let psp = root.at("psp");
    let is_counted = psp.has("totalMonitors") && root.at("statistics").at("counts").is_object();
    root.text("status").as_deref() == Some("ok")
        && (is_counted || has_monitors(&root.at("data")) || has_monitors(&psp.at("monitors")))
}

/// Reads the pages of the list that are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"status": "ok", "psp": {"perPage": 1, "totalMonitors": 2},
///     "data": [{"monitorId": 7, "name": "Shop", "statusClass": "success"}],
///     "statistics": {"counts": {"up": 2, "down": 0, "paused": 0, "total": 2}}}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::UptimeRobot);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("operational"));
/// assert_eq!(document.status.unwrap().indicator.as_deref(), Some("unknown"), "a page is missing");
/// assert_eq!(converted.needs[0].url, "KEY?page=2");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    let roots: Vec<Node<'_>> = parts.all(Part::UptimeRobot).collect();
    let mut seen = Seen::default();
    for root in &roots {
        let lists = [root.at("data"), root.at("psp").at("monitors")];
        if lists.iter().all(|it| *it.json() == Json::Null) {
            // The list is missing, and may have had a monitor that is down.
            draft.component(&lists[0], ComponentEntry::default());
        }
        for list in lists {
            for node in list.objects() {
                monitor(&node, &mut seen, draft);
            }
        }
    }
    let listed = u64::try_from(seen.ids.len()).unwrap_or(u64::MAX);
    let expected = roots.iter().filter_map(expected).max();
    roll_up(&roots, expected.is_some_and(|it| it <= listed), draft);
    if expected.is_none_or(|it| it <= listed) {
        return Vec::new();
    }
    further_pages(&roots, expected, draft)
}

/// The monitors that were read.
#[derive(Default)]
struct Seen {
    ids: BTreeSet<String>,
    /// The ids and the published states.
    states: BTreeSet<(String, Option<String>)>,
}

fn monitor(node: &Node<'_>, seen: &mut Seen, draft: &mut DocumentBuilder<'_>) {
    if draft.is_full() {
        return;
    }
    let id = node.text("monitorId");
    if let Some(id) = &id {
        seen.ids.insert(id.clone());
        // A monitor may be in both lists, or move from page to page. One with two states is listed with both.
        let state = node.at("statusClass").json().plain();
        if !seen.states.insert((id.clone(), state)) {
            return;
        }
    }
    let group = node.text("groupName");
    let group_id = group.and_then(|name| {
        let key = node.text("groupId").unwrap_or_else(|| name.clone());
        draft.group(&key, &name)
    });
    let status = node.word("statusClass", &MONITOR);
    let is_idle = status.as_deref() == Some(UNKNOWN);
    let entry = ComponentEntry {
        name: node.text("name").map(Into::into),
        url: node.maybe_link("url"),
        note: is_idle.then(|| "Paused or without data".into()),
        group_id,
        status,
        id,
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

/// Returns the largest number of monitors that a page of the list names for all pages.
fn expected(root: &Node<'_>) -> Option<u64> {
    let counts = root.at("statistics").at("counts");
    let count = |name| counts.at(name).json().count();
    let sum = || {
        let (up, down) = (count("up")?, count("down")?);
        up.checked_add(down)?.checked_add(count("paused")?)
    };
    let total = root.at("psp").at("totalMonitors").json().count();
    total.max(count("total")).max(sum())
}

/// Sets the roll-up by the counts, which cover all pages. They do not say whether a monitor is degraded, so it takes
/// the whole list to say that all is well.
fn roll_up(roots: &[Node<'_>], is_complete: bool, draft: &mut DocumentBuilder<'_>) {
    let statistics = roots.iter().map(|root| root.at("statistics"));
    let mut is_well = is_complete;
    let Some(first) = roots.first() else { return };
    for node in statistics {
        match node.at("counts").at("down").json().count() {
            Some(0) => {}
            Some(_) => {
                let words = node.text("count_result");
                return draft.status(&node, Some("major".to_owned()), words);
            }
            None => is_well = false,
        }
    }
    draft.status(first, is_well.then(|| "none".to_owned()), None);
}

/// Returns the pages that are missing. Pages do not have numbers, so those at hand count as the first ones.
fn further_pages(
    roots: &[Node<'_>],
    expected: Option<u64>,
    draft: &DocumentBuilder<'_>,
) -> Vec<Need> {
    let psp = roots.iter().map(|root| root.at("psp"));
    let sizes = psp.filter_map(|psp| psp.at("perPage").json().count());
    let size = sizes.max().filter(|size| *size > 0).unwrap_or(30);
    let last = expected.unwrap_or_default().div_ceil(size);
    let last = last.clamp(2, MOST_PAGES);
    let there = u64::try_from(roots.len()).unwrap_or(last);
    let key = draft.context.url.map_or("", address::path);
    let key = key.rsplit('/').next().filter(|key| !key.is_empty());
    let key = key.unwrap_or("KEY");
    // Of a list that has become shorter meanwhile, the last page is still missing.
    let first = (there + 1).min(last);
    let place = |page: u64| [key, "?page=", &page.to_string()].concat();
    (first..=last)
        .map(|page| Need::new(Part::UptimeRobot, &place(page), draft.context))
        .collect()
}
