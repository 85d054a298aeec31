//! `application/health+json` (draft-inadarei-api-health-check-06): the health of one API.
//!
//! Each check is a component. Case does not matter in words, and a few synonyms of the draft's words are read.

use super::builder::DocumentBuilder;
use super::checks::{Checks, NO_CHECK, at};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::UNKNOWN;
use super::vocabulary::Vocabulary;
use crate::model::document::json::Json;
use crate::model::document::wire::ComponentEntry;

const WORDS: &[&str] = &["pass", "ok", "up", "warn", "fail", "error", "down"];
/// Statuses of the API as a whole.
pub const API: Vocabulary = Vocabulary {
    theirs: WORDS,
    ours: &["none", "none", "none", "minor", "major", "major", "major"],
};
/// States of checks.
pub const CHECK: Vocabulary = Vocabulary {
    theirs: WORDS,
    ours: &[
        "operational",
        "operational",
        "operational",
        "degraded_performance",
        "major_outage",
        "major_outage",
        "major_outage",
    ],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"status": "pass", "serviceId": "s", "checks": {"disk": [{"status": "FAIL"}], "cpu": [{}]}}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Health);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("major_outage"), "case does not matter");
/// assert_eq!(document.components[1].status.as_deref(), Some("unknown"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Health) else {
        return;
    };
    draft.page().name = root
        .first_text(&["description", "serviceId"])
        .map(Into::into);
    draft.status(&root, folded(&root, &API), None);
    // `MicroProfile` has a list, whose checks have names.
    if matches!(root.at("checks").json(), Json::List(_)) {
        for node in root.entries("checks") {
            let name = node.text("name").unwrap_or_default();
            check(&name, &node, draft);
        }
        return;
    }
    for (name, node) in root.at("checks").members() {
        // The draft requires a list; many services write a single check without one.
        if matches!(node.json(), Json::Object(_)) {
            check(name, &node, draft);
            continue;
        }
        let items = node.objects();
        if items.is_empty() {
            check(name, &node, draft);
        }
        for item in &items {
            let place = item.text("node").filter(|_| items.len() > 1);
            let name = place.map_or_else(|| name.to_owned(), |place| [name, " ", &place].concat());
            check(&name, item, draft);
        }
    }
}

fn check(name: &str, node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let checks = Checks::one(node.time("time").as_deref().and_then(at));
    draft.checked(&checks);
    // The time of a check is optional.
    let is_stale = node.has("time") && checks.is_stale(draft.context.now);
    let remark = is_stale.then(|| NO_CHECK.to_owned());
    let entry = ComponentEntry {
        name: Some(name).filter(|name| !name.is_empty()).map(Into::into),
        // A check may report a value without a status.
        status: folded(node, &CHECK)
            .filter(|_| !is_stale)
            .or_else(|| Some(UNKNOWN.to_owned())),
        note: remark
            .or_else(|| node.text("output"))
            .or_else(|| observed(node))
            .map(Into::into),
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

/// Returns the observed value, such as `250 ms`; fractions are not read.
fn observed(node: &Node<'_>) -> Option<String> {
    let value = node.at("observedValue").json().plain()?;
    let unit = node.text("observedUnit").unwrap_or_default();
    Some([&value, " ", &unit].concat().trim().to_owned()).filter(|it| !it.is_empty())
}

fn folded(node: &Node<'_>, vocabulary: &Vocabulary) -> Option<String> {
    let word = node.text("status")?.to_ascii_lowercase();
    Some(node.at("status").understood(&word, vocabulary))
}
