//! Vigil: `/status/report`.
//!
//! A probe is a heading over nodes, and a node's state is the worst of its replicas'. There are no times, ids or
//! incidents. A node that has never reported is published as healthy, which cannot be detected.

use super::builder::DocumentBuilder;
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::ComponentEntry;

const WORDS: &[&str] = &["healthy", "sick", "dead"];
/// Overall statuses of the page.
pub const HEALTH: Vocabulary = Vocabulary {
    theirs: WORDS,
    ours: &["none", "minor", "major"],
};
/// States of nodes.
pub const NODE: Vocabulary = Vocabulary {
    theirs: WORDS,
    ours: &["operational", "degraded_performance", "major_outage"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"health": "healthy", "probes": [{"name": "Web", "nodes": [
///     {"name": "A", "status": "sick", "replicas": ["sick"]}, {"name": "B", "status": "healthy", "replicas": []}
/// ]}]}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Vigil);
/// let document = converted.document;
/// assert_eq!(document.components[1].status.as_deref(), Some("degraded_performance"));
/// assert_eq!(document.components[2].status.as_deref(), Some("unknown"), "no replica has reported");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Vigil) else {
        return;
    };
    let page = root.at("page");
    draft.page().name = page.text("name").map(Into::into);
    draft.page().url = page.link("url");
    draft.status(&root, root.word("health", &HEALTH), None);
    let mut names = Vec::new();
    for probe in root.entries("probes") {
        let name = probe.text("name");
        let key = name.clone().filter(|name| !names.contains(name));
        let key = key.unwrap_or_else(|| probe.path().to_owned());
        let group = draft.stated_group(&key, name.as_deref(), probe.word("status", &NODE));
        names.extend(name);
        for node in probe.entries("nodes") {
            component(&node, group.clone(), draft);
        }
    }
}

fn component(node: &Node<'_>, group_id: Option<String>, draft: &mut DocumentBuilder<'_>) {
    let status = node.word("status", &NODE);
    let has_reported = node
        .texts("replicas")
        .iter()
        .any(|word| WORDS.contains(&word.as_str()));
    let is_guess = !has_reported && status.as_deref() == Some("operational");
    let entry = ComponentEntry {
        name: node.text("name").map(Into::into),
        note: is_guess.then(|| "Published as healthy; nothing has reported yet".into()),
        status: if is_guess {
            Some(UNKNOWN.to_owned())
        } else {
            status
        },
        group_id,
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}
