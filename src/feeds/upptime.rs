//! Upptime: `history/summary.json` of a repository, and the repository's open issues.
//!
//! The summary lists only sites. Issues labelled `status` are incidents; those labelled `maintenance` have their window
//! in an HTML comment in their text.
//!
//! For the history, closed issues are read, too. Upptime closes an issue when the site is up again, and heeds a
//! maintenance only as long as its issue is open.

use std::collections::BTreeSet;

use super::address;
use super::builder::{self, Context, DocumentBuilder, by_window};
use super::checks;
use super::format::Gap;
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};
use super::vocabulary::{UNKNOWN, Vocabulary};
use crate::model::document::error::ProblemKind;
use crate::model::document::wire::{
    AffectedEntry, ComponentEntry, IncidentEntry, MaintenanceEntry,
};
use crate::model::number::whole_number;
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
    let mut numbers = BTreeSet::new();
    for root in parts.all(Part::UpptimeIssues) {
        for node in root.objects() {
            // While pages are read, an issue may move to the next one.
            let is_past = draft.context.reads_past();
            let number = || node.at("number").json().plain();
            if !is_past || number().is_none_or(|it| numbers.insert(it)) {
                issue(&node, draft);
            }
        }
    }
    if draft.context.reads_past() {
        return past_needs(parts, draft.context).into_iter().collect();
    }
    let issues = draft.context.url.and_then(issues_of);
    if parts.get(Part::UpptimeIssues).is_none() {
        draft.cannot_tell(Gap::Maintenance);
        draft.cannot_tell(Gap::Incidents);
        draft.cannot_tell(Gap::Times);
    }
    let issues = issues.map(|url| [&url, OPEN].concat());
    let issues = issues.map(|url| (Part::UpptimeIssues, url));
    parts.wanted(draft.context, issues.as_slice())
}

/// The query for open issues, as many as GitHub sends at once.
const OPEN: &str = "?state=open&per_page=100";
/// The query for all issues.
const ALL: &str = "?state=all&per_page=100";
/// The number of issues in a document that is not the last one.
const FULL: usize = 100;

/// Returns the next document of all issues, open and closed, if it is missing.
fn past_needs(parts: &Parts<'_>, context: Context<'_>) -> Option<Need> {
    let (base, first) = match context.url?.split_once(ALL) {
        Some((base, page)) if base.ends_with("/issues") => {
            let page = page.strip_prefix("&page=").map(whole_number);
            (base.to_owned(), page.unwrap_or(Some(1))?)
        }
        _ => (issues_of(context.url?)?, 1),
    };
    let (mut next, mut is_full) = (first, true);
    for page in parts.all(Part::UpptimeIssues) {
        next += 1;
        is_full = page.items().len() >= FULL;
    }
    let page = ["&page=", &next.to_string()].concat();
    let page = if next == 1 { "" } else { &page };
    let place = [&base, ALL, page].concat();
    is_full.then(|| Need::new(Part::UpptimeIssues, &place, context))
}

/// Returns the address in GitHub's API of the issues of the repository that a raw file is in. It is one request for all
/// labels, because without a key there are only sixty requests an hour.
fn issues_of(url: &str) -> Option<String> {
    let is_raw = address::host(url)? == "raw.githubusercontent.com";
    let mut path = address::path(url).split('/').skip(1);
    let (owner, repository) = (path.next()?, path.next()?);
    let base = "https://api.github.com/repos/";
    is_raw.then(|| [base, owner, "/", repository, "/issues"].concat())
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
    let is_past = draft.context.reads_past() && !is_open;
    draft.not_before(node.time("updated_at").as_deref());
    if is("maintenance") && (is_open || is_past) {
        maintenance(node, is_past, draft);
    } else if (is("status") || is_unclear) && is_open || is("status") && is_past {
        incident(node, &labels, is_past, draft);
    }
}

fn incident(node: &Node<'_>, labels: &[String], is_over: bool, draft: &mut DocumentBuilder<'_>) {
    let created_at = node.time("created_at");
    let body = builder::body(node.text("body"));
    let update = builder::update(node, body, created_at.clone(), None);
    let entry = IncidentEntry {
        id: node.text("number"),
        name: node.text("title").map(Into::into),
        status: is_over.then(|| "resolved".to_owned()),
        resolved_at: closed_at(node, is_over),
        updated_at: node.time("updated_at"),
        started_at: created_at,
        shortlink: node.link("html_url"),
        components: slugs(labels, draft),
        incident_updates: update.into_iter().collect(),
        ..IncidentEntry::default()
    };
    draft.incident(node, entry);
}

/// Returns when an issue was closed; `None` for an open one, which may have been closed before.
fn closed_at(node: &Node<'_>, is_closed: bool) -> Option<String> {
    is_closed.then(|| node.time("closed_at")).flatten()
}

/// Returns the status of a maintenance whose issue was closed. Closed before its start, it did not take place.
fn closed_status(start: Option<&str>, closed: Option<&str>) -> &'static str {
    match (start.and_then(checks::at), closed.and_then(checks::at)) {
        (Some(start), Some(closed)) if closed < start => "cancelled",
        (Some(_), Some(_)) => "completed",
        (None, _) | (_, None) => UNKNOWN,
    }
}

fn maintenance(node: &Node<'_>, is_closed: bool, draft: &mut DocumentBuilder<'_>) {
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
    let resolved_at = closed_at(node, is_closed);
    let status = if is_closed {
        closed_status(start.as_deref(), resolved_at.as_deref())
    } else {
        by_window(start.as_deref(), end.as_deref(), draft.context.now)
    };
    let entry = MaintenanceEntry {
        id: node.text("number"),
        name: node.text("title").map(Into::into),
        status: Some(status.to_owned()),
        resolved_at,
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
