//! Amazon Web Services: `https://health.aws.amazon.com/public/currentevents`, which is UTF-16.
//!
//! The document lists current events, with codes for their severity that are texts in one place and numbers in another.

use super::builder::{self, DocumentBuilder};
use super::node::Node;
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;
use crate::model::document::wire::{IncidentEntry, UpdateEntry};

/// Severities of events; 0 means that the event is over.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: &["0", "1", "2", "3"],
    ours: &["none", "none", "minor", "major"],
};

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"[{"arn": "a", "status": "3", "summary": "Errors"}, {"arn": "b", "status": "0"}]"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Aws);
/// let document = converted.document;
/// assert_eq!(document.incidents.len(), 1, "an event of status 0 is over");
/// assert_eq!(document.incidents[0].impact.as_deref(), Some("major"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Aws) else {
        return;
    };
    let mut is_quiet = true;
    for node in root.objects() {
        if node.text("status").as_deref() != Some("0") {
            is_quiet = false;
            incident(&node, draft);
        }
    }
    if is_quiet {
        draft.quiet(&root);
    }
}

fn incident(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let services = node.at("impacted_services").members();
    let services: Vec<_> = services
        .iter()
        .filter_map(|(_, it)| it.text("service_name"))
        .collect();
    let services = if services.is_empty() {
        node.text("service_name").into_iter().collect()
    } else {
        services
    };
    let summary = node.text("summary").unwrap_or_default();
    let title = match node.text("region_name") {
        Some(region) if !summary.is_empty() => [&summary, " (", &region, ")"].concat(),
        Some(_) | None => summary,
    };
    let entry = IncidentEntry {
        id: node.text("arn"),
        name: (!title.is_empty()).then(|| title.into()),
        impact: node.word("status", &IMPACT),
        started_at: node.time("date"),
        components: builder::named(services),
        incident_updates: updates(node, draft),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn updates(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<UpdateEntry> {
    let mut updates = Vec::new();
    for update in node.entries("event_log") {
        let at = update.time("timestamp");
        draft.not_before(at.as_deref());
        let text = update.first_text(&["message", "summary"]);
        updates.extend(builder::update(&update, builder::body(text), at, None));
    }
    updates
}
