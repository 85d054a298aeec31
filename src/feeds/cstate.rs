//! cState: `index.json`, and `issues/index.json` beside it.
//!
//! The files are text templates in which nothing is escaped; missing values are written as `<no value>`. A planned
//! maintenance is an issue like any other, so that it cannot be recognised.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{ComponentEntry, IncidentEntry};

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
        let is_one = root.text("is").as_deref() == Some("issue");
        let nodes = if is_one {
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
        let is_over =
            node.flag("resolved") == Some(true) || node.flag("informational") == Some(true);
        let text = |name| node.text(name).unwrap_or_default();
        let identity = [text("permalink"), text("title"), text("severity")];
        if is_over {
            continue;
        }
        // Issues without a readable address may be different ones.
        if text("permalink").is_empty() {
            issue(&node, draft);
            continue;
        }
        // Kept sorted for binary search: there may be thousands.
        if let Err(place) = seen.binary_search(&identity) {
            seen.insert(place, identity);
            issue(&node, draft);
        }
    }
}

fn issue(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let created_at = node.time("createdAt");
    draft.not_before(node.time("lastMod").as_deref());
    let body = builder::body(node.text("body"));
    let update = builder::update(node, body, created_at.clone(), None);
    let entry = IncidentEntry {
        id: node.text("filename"),
        name: node.text("title").map(Into::into),
        impact: node.word("severity", &SEVERITY),
        updated_at: node.time("lastMod"),
        started_at: created_at,
        shortlink: node.link("permalink"),
        components: builder::named(node.texts("affected")),
        incident_updates: update.into_iter().collect(),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}
