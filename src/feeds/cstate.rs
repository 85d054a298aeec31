//! cState: `index.json`, and `issues/index.json` beside it.
//!
//! The files are text templates in which nothing is escaped; missing values are written as `<no value>`. A planned
//! maintenance is an issue like any other, so that it cannot be recognised.
//!
//! For the history, issues that are resolved are read, too. Their authors write `resolvedAt` by hand: without a time zone
//! it is quoted in a message and is no end.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::time;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{ComponentEntry, IncidentEntry, UpdateEntry};
use crate::model::time::instant::Reading;

/// States of systems.
pub const SYSTEM: Vocabulary = Vocabulary {
    theirs: &["ok", "notice", "disrupted", "down"],
    ours: &[
        "operational",
        "degraded_performance",
        "partial_outage",
        "major_outage",
    ],
};
/// The summary of the page. A notice may be about anything, including a maintenance, so its state is unknown.
pub const SUMMARY: Vocabulary = Vocabulary {
    theirs: &["ok", "notice", "disrupted", "down"],
    ours: &["none", "unknown", "minor", "major"],
};
/// Severities of issues.
pub const SEVERITY: Vocabulary = Vocabulary {
    theirs: &["notice", "disrupted", "down"],
    ours: &["none", "minor", "major"],
};

/// Reads the index, and the list of issues where it is there.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"is": "index", "cStateVersion": "6.0.1", "title": "Example", "summaryStatus": "notice", "systems": [
///     {"name": "Shop", "status": "down", "unresolvedIssues": []}, {"name": "Mail", "status": "<no value>"}
/// ]}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::CState);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("major_outage"));
/// assert_ne!(document.components[1].status.as_deref(), Some("operational"), "a missing value");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    let mut seen = Vec::new();
    let is_past = draft.context.reads_past();
    if is_past {
        // A document of one issue has its text, which lists lack.
        let single = parts.all(Part::CStateIssues).filter(is_one);
        issues(single.collect(), &mut seen, draft);
    }
    if let Some(root) = parts.get(Part::CStateIndex) {
        draft.page().name = root.text("title").map(Into::into);
        draft.page().url = root.link("baseURL");
        draft.page().lang = root.text("languageCode");
        draft.status(&root, root.word("summaryStatus", &SUMMARY), None);
        let hidden = hidden_categories(&root);
        for node in root.entries("systems") {
            system(&node, &hidden, draft);
            issues(node.entries("unresolvedIssues"), &mut seen, draft);
        }
        issues(root.entries("pinnedIssues"), &mut seen, draft);
    }
    for root in parts.all(Part::CStateIssues) {
        // A single issue, or the issues of the whole page or one system.
        let nodes = if is_one(&root) {
            if is_past {
                continue;
            }
            vec![root]
        } else {
            root.entries("pages")
        };
        issues(nodes, &mut seen, draft);
    }
    parts.wanted(
        draft.context,
        &[
            (Part::CStateIndex, "index.json".to_owned()),
            (Part::CStateIssues, "issues/index.json".to_owned()),
        ],
    )
}

/// Returns whether a document is a single issue.
fn is_one(root: &Node<'_>) -> bool {
    root.text("is").as_deref() == Some("issue")
}

/// Returns the categories whose title the site itself hides.
fn hidden_categories(root: &Node<'_>) -> Vec<String> {
    let categories = root.entries("categories").into_iter();
    let hidden = categories.filter(|it| it.flag("hideTitle") == Some(true));
    hidden.filter_map(|it| it.text("name")).collect()
}

fn system(node: &Node<'_>, hidden: &[String], draft: &mut DocumentBuilder<'_>) {
    let category = node.text("category").filter(|name| !hidden.contains(name));
    let is_notice = node.text("status").as_deref() == Some("notice");
    let entry = ComponentEntry {
        name: node.text("name").map(Into::into),
        description: builder::body(node.text("description")).map(Into::into),
        status: node.word("status", &SYSTEM),
        note: is_notice.then(|| "Published as a notice".into()),
        group_id: category.and_then(|name| draft.group(&name, &name)),
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

/// Adds each issue once, although it is listed under every system that it affects, and in other lists too.
fn issues(nodes: Vec<Node<'_>>, seen: &mut Vec<[String; 3]>, draft: &mut DocumentBuilder<'_>) {
    for node in nodes {
        let is_over = node.flag("resolved") == Some(true);
        let is_past = draft.context.reads_past();
        let text = |name| node.text(name).unwrap_or_default();
        let mut identity = [text("permalink"), text("title"), text("severity")];
        // An informational issue is news and no incident.
        if is_over && !is_past || node.flag("informational") == Some(true) {
            continue;
        }
        if is_past {
            // Two versions of an issue are one record.
            identity[2].clear();
        }
        // Issues without a readable address may be different ones.
        if text("permalink").is_empty() {
            issue(&node, is_over && is_past, draft);
            continue;
        }
        // Kept sorted for binary search: there may be thousands.
        if let Err(place) = seen.binary_search(&identity) {
            seen.insert(place, identity);
            issue(&node, is_over && is_past, draft);
        }
    }
}

fn issue(node: &Node<'_>, is_over: bool, draft: &mut DocumentBuilder<'_>) {
    let created_at = node.time("createdAt");
    draft.not_before(node.time("lastMod").as_deref());
    let body = builder::body(node.text("body"));
    let update = builder::update(node, body, created_at.clone(), None);
    let (resolved_at, quoted) = if is_over { end(node) } else { (None, None) };
    // Issues in folders of their own are all in files named `index.md`.
    let file = node.text("filename");
    let file = file.filter(|it| !it.starts_with("index."));
    let entry = IncidentEntry {
        id: file.or_else(|| node.text("permalink")),
        name: node.text("title").map(Into::into),
        status: is_over.then(|| "resolved".to_owned()),
        impact: node.word("severity", &SEVERITY),
        resolved_at,
        updated_at: node.time("lastMod"),
        started_at: created_at,
        shortlink: node.link("permalink"),
        components: builder::named(node.texts("affected")),
        incident_updates: quoted.into_iter().chain(update).collect(),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Returns the end of a resolved issue, or a message that quotes it where it does not state its time zone.
fn end(node: &Node<'_>) -> (Option<String>, Option<UpdateEntry>) {
    let Some(written) = node.text("resolvedAt") else {
        return (None, None);
    };
    let is_zoned = time::read(&written, None) != Reading::Unreadable;
    // In any zone at all, it is a time.
    if is_zoned || time::read(&written, Some("Z")) == Reading::Unreadable {
        return (node.time("resolvedAt"), None);
    }
    let body = ["Resolved at ", &written, "; the time zone is not stated."].concat();
    let resolved = Some("resolved".to_owned());
    (None, builder::update(node, Some(body), None, resolved))
}
