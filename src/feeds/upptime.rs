//! Upptime: `history/summary.json` of a repository, and the repository's open issues.
//!
//! The summary lists only sites. Issues labelled `status` are incidents; those labelled `maintenance` have their window
//! in an HTML comment in their text.

use super::address;
use super::builder::{self, DocumentBuilder, by_window};
use super::format::Gap;
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::Vocabulary;
use crate::model::document::error::ProblemKind;
use crate::model::document::wire::{
    AffectedEntry, ComponentEntry, IncidentEntry, MaintenanceEntry,
};
use crate::model::time::instant::{self, Reading};

/// States of sites.
pub const SITE: Vocabulary = Vocabulary {
    theirs: &["up", "degraded", "down"],
    ours: &["operational", "degraded_performance", "major_outage"],
};

/// Reads the summary, and the issues if they are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"[{"name": "Shop", "slug": "shop", "status": "down", "uptime": "99.9%"}]"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Upptime);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("major_outage"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    for root in parts.all(Part::UpptimeSummary) {
        for node in root.objects() {
            site(&node, draft);
        }
    }
    for root in parts.all(Part::UpptimeIssues) {
        for node in root.objects() {
            issue(&node, draft);
        }
    }
    let issues = draft.context.url.and_then(issues_of);
    if parts.get(Part::UpptimeIssues).is_none() {
        draft.cannot_tell(Gap::Maintenance);
        draft.cannot_tell(Gap::Incidents);
        draft.cannot_tell(Gap::Times);
    }
    let issues = issues.map(|url| (Part::UpptimeIssues, url));
    parts.wanted(draft.context, issues.as_slice())
}

/// Returns the address in GitHub's API of the open issues of the repository that a raw file is in. It is one request
/// for all labels, because without a key there are only sixty requests an hour.
fn issues_of(url: &str) -> Option<String> {
    let is_raw = address::host(url)? == "raw.githubusercontent.com";
    let mut path = address::path(url).split('/').skip(1);
    let (owner, repository) = (path.next()?, path.next()?);
    let base = "https://api.github.com/repos/";
    is_raw.then(|| {
        [
            base,
            owner,
            "/",
            repository,
            "/issues?state=open&per_page=100",
        ]
        .concat()
    })
}

fn site(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let entry = ComponentEntry {
        id: node.text("slug"),
        name: node.text("name").map(Into::into),
        status: node.word("status", &SITE),
        // A host, or the name of a variable where the address is secret.
        url: node.maybe_link("url"),
        ..ComponentEntry::default()
    };
    draft.component(node, entry);
}

fn issue(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let entries = node.entries("labels");
    let labels: Vec<String> = entries.iter().filter_map(|it| it.text("name")).collect();
    let is = |label: &str| labels.iter().any(|it| it == label);
    // Without readable labels it may be an incident.
    let is_unclear = !node.has("labels") || labels.len() < entries.len();
    let is_open = node.text("state").is_none_or(|state| state != "closed");
    draft.not_before(node.time("updated_at").as_deref());
    if is("maintenance") && is_open {
        maintenance(node, draft);
    } else if (is("status") || is_unclear) && is_open {
        incident(node, &labels, draft);
    }
}

fn incident(node: &Node<'_>, labels: &[String], draft: &mut DocumentBuilder<'_>) {
    let created_at = node.time("created_at");
    let body = builder::body(node.text("body"));
    let update = builder::update(node, body, created_at.clone(), None);
    let entry = IncidentEntry {
        id: node.text("number"),
        name: node.text("title").map(Into::into),
        updated_at: node.time("updated_at"),
        started_at: created_at,
        shortlink: node.link("html_url"),
        components: slugs(labels, draft),
        incident_updates: update.into_iter().collect(),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

fn maintenance(node: &Node<'_>, draft: &mut DocumentBuilder<'_>) {
    let text = node.text("body").unwrap_or_default();
    let time = |name| instant_of(node, setting(&text, name));
    let (start, end) = (time("start"), time("end"));
    let expected =
        ["expectedDown", "expectedDegraded"].map(|name| setting(&text, name).unwrap_or_default());
    let expected: Vec<String> = expected
        .join(",")
        .split(',')
        .map(|it| it.trim().to_owned())
        .collect();
    let body = builder::body(Some(text.clone()));
    let update = builder::update(node, body, node.time("created_at"), None);
    let entry = MaintenanceEntry {
        id: node.text("number"),
        name: node.text("title").map(Into::into),
        status: Some(by_window(start.as_deref(), end.as_deref(), draft.context.now).to_owned()),
        scheduled_for: start,
        scheduled_until: end,
        shortlink: node.link("html_url"),
        components: slugs(&expected, draft),
        incident_updates: update.into_iter().collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(node, entry);
}

/// Returns those of `names` that are sites.
fn slugs(names: &[String], draft: &DocumentBuilder<'_>) -> Vec<AffectedEntry> {
    let sites = draft.components().iter();
    let touched = sites.filter(|site| site.id.as_ref().is_some_and(|id| names.contains(id)));
    let entry = |site: &ComponentEntry| AffectedEntry {
        path: String::new(),
        id: site.id.clone(),
        name: site.name.clone(),
    };
    touched.map(entry).collect()
}

/// Returns the value of `name: value` in the HTML comment of a text.
fn setting<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let comment = text.split_once("<!--")?.1.split("-->").next()?;
    let value = comment.lines().find_map(|line| {
        line.trim()
            .strip_prefix(name)?
            .trim_start()
            .strip_prefix(':')
    });
    value.map(str::trim).filter(|value| !value.is_empty())
}

fn instant_of(node: &Node<'_>, text: Option<&str>) -> Option<String> {
    let text = text?;
    match super::time::read(text, None) {
        Reading::At(at) => Some(instant::write(at)),
        Reading::Absent => None,
        Reading::Unreadable => {
            let found = text.to_owned();
            node.note("body", ProblemKind::BadTime { found });
            None
        }
    }
}
