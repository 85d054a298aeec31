//! Recognises the format of a document by its content, because addresses are unreliable.

use super::address;
use super::format::Format;
use super::node::{Faults, Node};
use super::part::Part;
use super::{sorry, statuspal, uptimerobot, zendesk};
use crate::model::document::json::Json;
use crate::model::document::recognise::{is_own, part_of_document};

/// A function that returns whether an entry is of a certain kind.
type Likeness = fn(&Node<'_>) -> bool;

/// Returns the part of a feed that a document is; the most specific kinds are tested first.
///
/// ```
/// use intermission::feeds::{part::Part, recognise::recognise};
/// use intermission::model::document::parse::parse;
/// let slack = parse(r#"{"status": "ok", "active_incidents": []}"#).unwrap();
/// assert_eq!(recognise(&slack), Some(Part::Slack));
/// assert_eq!(recognise(&parse("{}").unwrap()), None);
/// ```
pub fn recognise(json: &Json) -> Option<Part> {
    let faults = Faults::default();
    let root = Node::root(json, &faults);
    match json {
        Json::Object(_) if is_own(json) => Some(Part::Statuspage),
        Json::Object(_) => object(&root),
        Json::List(_) => list(&root),
        Json::Null | Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => None,
    }
}

fn object(root: &Node<'_>) -> Option<Part> {
    named(root)
        .or_else(|| sorry::part(root))
        .or_else(|| page(root))
        .or_else(|| statuspage(root))
        .or_else(|| monitors(root))
        .or_else(|| cachet(root))
        .or_else(|| gatus(root))
        .or_else(|| health(root))
}

/// Returns the part that an empty list is, by its address: it has no content to recognise, and a list of trouble is
/// empty on most days. Addresses are used only here.
///
/// ```
/// use intermission::feeds::{part::Part, recognise::empty_list};
/// let url = "https://health.aws.amazon.com/public/currentevents?x";
/// assert_eq!(empty_list(url), Some(Part::Aws));
/// assert_eq!(empty_list("https://api.example.com/orders"), None);
/// ```
pub fn empty_list(url: &str) -> Option<Part> {
    let places = [
        ("/public/currentevents", Part::Aws),
        ("/incidents.json", Part::Google),
        ("/api/v2.0.0/history", Part::Slack),
        ("/api/v1/endpoints/statuses", Part::GatusEndpoints),
        ("/history/summary.json", Part::UpptimeSummary),
    ];
    let path = address::path(url).split(['?', '#']).next()?;
    let place = places.iter().find(|(end, _)| path.ends_with(end));
    place.map(|(_, part)| *part)
}

fn is_list(node: &Node<'_>, name: &str) -> bool {
    matches!(node.at(name).json(), Json::List(_))
}

fn is_object(node: &Node<'_>, name: &str) -> bool {
    matches!(node.at(name).json(), Json::Object(_))
}

fn word(node: &Node<'_>, name: &str) -> Option<String> {
    let Json::Text(text) = node.at(name).json() else {
        return None;
    };
    Some(text.clone())
}

/// Returns whether the member `name` is a word in capitals.
fn is_loud(node: &Node<'_>, name: &str) -> bool {
    let is_capital = |it: char| it.is_ascii_uppercase() || it == '_';
    word(node, name).is_some_and(|word| !word.is_empty() && word.chars().all(is_capital))
}

/// Returns whether any entry of a list, which may have unreadable ones, is of a kind.
fn any(list: &Node<'_>, is_like: Likeness) -> bool {
    list.items().iter().any(is_like)
}

/// Recognises formats by a member that no other format has.
fn named(root: &Node<'_>) -> Option<Part> {
    let has = |name: &str| root.has(name);
    if has("cStateVersion") || word(root, "is").as_deref() == Some("index") {
        Some(Part::CStateIndex)
    } else if matches!(
        word(root, "is").as_deref(),
        Some("issues" | "issue" | "system")
    ) {
        Some(Part::CStateIssues)
    } else if word(&root.at("data"), "type").as_deref() == Some("status_page") {
        Some(Part::BetterStack)
    } else if root.at("result").has("status_overall") {
        Some(Part::StatusIo)
    } else if is_list(root, "publicGroupList") {
        Some(Part::KumaPage)
    } else if is_object(root, "heartbeatList") {
        Some(Part::KumaHeartbeat)
    } else if statuspal::is_like(root) {
        Some(Part::Statuspal)
    } else if uptimerobot::is_like(root) {
        Some(Part::UptimeRobot)
    } else if zendesk::is_like(root) {
        Some(Part::Zendesk)
    } else if is_flashduty(root) {
        Some(Part::Flashduty)
    } else if has("ongoing_incidents")
        || has("in_progress_maintenances")
        || has("page_title") && has("page_url")
    {
        Some(Part::IncidentIo)
    } else {
        None
    }
}

/// Returns whether a document is Flashduty's: it has incident.io's lists, and objects for the page and the overall
/// status.
fn is_flashduty(root: &Node<'_>) -> bool {
    let has = |name: &&str| root.has(name);
    ["ongoing_incidents", "in_progress_maintenances"]
        .iter()
        .any(has)
        && ["overall", "page"].iter().any(has)
        && !["page_title", "page_url"].iter().any(has)
}

/// Recognises Instatus and Checkly, which both write words in capitals; only Checkly's have underscores.
fn page(root: &Node<'_>) -> Option<Part> {
    let page = root.at("page");
    let status = word(&page, "status");
    let is_summary = ["activeIncidents", "activeMaintenances"]
        .iter()
        .any(|name| root.has(name));
    if status.is_some() || is_summary {
        let status = status.unwrap_or_default();
        let is_checkly = matches!(
            status.as_str(),
            "HAS_ISSUES" | "OPERATIONAL" | "UNDER_MAINTENANCE"
        );
        let severe =
            |incident: &Node<'_>| incident.has("severity") || incident.has("affectedServices");
        let is_checkly = is_checkly || any(&root.at("activeIncidents"), severe);
        return Some(if is_checkly {
            Part::ChecklySummary
        } else {
            Part::InstatusSummary
        });
    }
    let components = root.at("components");
    any(&components, |it| is_loud(it, "status")).then_some(Part::InstatusComponents)
}

fn statuspage(root: &Node<'_>) -> Option<Part> {
    let lists = ["components", "incidents", "scheduled_maintenances"];
    let has_list = lists.iter().any(|name| is_list(root, name));
    let is_page = is_object(root, "page") && !root.has("probes");
    let is_rolled_up = is_object(root, "status") && root.at("status").has("indicator");
    let is_incident = part_of_document(root.json()).is_some();
    let is_other = is_list(root, "status") || root.has("ok");
    let is_ours = has_list || is_page || is_rolled_up || is_incident;
    (is_ours && !is_other && !is_bespoke(root)).then_some(Part::Statuspage)
}

/// Returns whether `incidents` is in an unknown format: its entries have no member of Statuspage's.
fn is_bespoke(root: &Node<'_>) -> bool {
    let incidents = root.at("incidents").items();
    let known = |it: &Node<'_>| {
        ["name", "status", "impact", "incident_updates"]
            .iter()
            .any(|name| it.has(name))
    };
    !root.has("page") && !incidents.is_empty() && !incidents.iter().any(known)
}

fn monitors(root: &Node<'_>) -> Option<Part> {
    if is_list(root, "status") && any(&root.at("status"), |it| it.has("system")) {
        Some(Part::Heroku)
    } else if is_list(root, "active_incidents") || is_old_slack(root) {
        Some(Part::Slack)
    } else if is_object(root, "monitors") && (root.has("updatedAt") || root.has("up")) {
        Some(Part::UptimeFlare)
    } else if is_list(root, "probes") {
        Some(Part::Vigil)
    } else {
        None
    }
}

/// Returns whether a document is version 1 of Slack's when all is well.
fn is_old_slack(root: &Node<'_>) -> bool {
    word(root, "status").as_deref() == Some("ok") && root.has("date_updated")
}

fn cachet(root: &Node<'_>) -> Option<Part> {
    if !is_list(root, "data") {
        return None;
    }
    let data = root.at("data");
    let is_paged = root.at("meta").has("pagination");
    let kinds: [(Likeness, Part); 8] = [
        (|it| is_cachet3(it, "components"), Part::Cachet3Components),
        (|it| is_cachet3(it, "component-groups"), Part::Cachet3Groups),
        (|it| is_cachet3(it, "incidents"), Part::Cachet3Incidents),
        (|it| is_cachet3(it, "schedules"), Part::Cachet3Schedules),
        (|it| it.has("scheduled_at"), Part::Cachet2Schedules),
        (
            |it| {
                it.has("human_status") || it.has("latest_status") && !is_object(it, "latest_status")
            },
            Part::Cachet2Incidents,
        ),
        (
            |it| it.has("enabled_components") || it.has("collapsed"),
            Part::Cachet2Groups,
        ),
        (
            |it| it.has("status_name") || it.has("status_id"),
            Part::Cachet2Components,
        ),
    ];
    let kind = kinds.into_iter().find(|(is_like, _)| any(&data, *is_like));
    let part = kind.map(|(_, part)| part);
    part.or_else(|| (is_paged && any(&data, is_plain_group)).then_some(Part::Cachet2Groups))
}

/// Returns whether an entry is Cachet 3's. Rootly and others have the same types in the same envelope (JSON:API), but
/// with titles, and words for states.
fn is_cachet3(it: &Node<'_>, kind: &str) -> bool {
    let attributes = it.at("attributes");
    word(it, "type").as_deref() == Some(kind)
        && word(&attributes, "status").is_none()
        && !attributes.has("title")
}

/// Returns whether an entry is a group of Cachet 2 without the members that only groups have.
fn is_plain_group(it: &Node<'_>) -> bool {
    it.has("id") && it.has("name") && it.has("order") && !it.has("status")
}

/// Returns the part that an unrecognised document is, among other documents of a Cachet. An empty page does not show
/// which list it belongs to, so it counts as the first one that is missing.
pub fn of_cachet(json: &Json, format: Format, there: &[Part]) -> Option<Part> {
    let parts = [
        Part::Cachet2Incidents,
        Part::Cachet2Schedules,
        Part::Cachet2Groups,
        Part::Cachet3Incidents,
        Part::Cachet3Schedules,
        Part::Cachet3Groups,
    ];
    if ![Format::Cachet2, Format::Cachet3].contains(&format) {
        return None;
    }
    let faults = Faults::default();
    let data = Node::root(json, &faults).at("data");
    if matches!(data.json(), Json::List(items) if items.is_empty()) {
        let is_missing = |part: &Part| part.format() == format && !there.contains(part);
        return parts.into_iter().find(is_missing);
    }
    let is_groups = format == Format::Cachet2 && any(&data, is_plain_group);
    is_groups.then_some(Part::Cachet2Groups)
}

fn gatus(root: &Node<'_>) -> Option<Part> {
    if is_list(root, "announcements") || root.has("oidc") && root.has("authenticated") {
        return Some(Part::GatusConfig);
    }
    if is_list(root, "results") && root.has("key") {
        return Some(Part::GatusEndpoints);
    }
    let is_endpoint = |(_, it): &(&str, Node<'_>)| is_list(it, "results") && it.has("key");
    root.members()
        .iter()
        .any(is_endpoint)
        .then_some(Part::GatusEndpoints)
}

/// Recognises `application/health+json`. `status` alone is not enough, because many error bodies have it.
fn health(root: &Node<'_>) -> Option<Part> {
    let is_detailed = ["checks", "serviceId", "releaseId"]
        .iter()
        .any(|name| root.has(name));
    (word(root, "status").is_some() && is_detailed).then_some(Part::Health)
}

fn list(root: &Node<'_>) -> Option<Part> {
    let kinds: [(Likeness, Part); 12] = [
        (|it| it.has("notes") && it.has("type"), Part::Slack),
        (
            |it| it.has("slug") && (it.has("uptime") || it.has("status")),
            Part::UpptimeSummary,
        ),
        (
            |it| it.has("html_url") && it.has("title") && it.has("number"),
            Part::UpptimeIssues,
        ),
        (is_suite, Part::GatusSuites),
        (
            |it| it.has("key") && it.has("results"),
            Part::GatusEndpoints,
        ),
        (
            |it| it.has("external_desc") || it.has("most-recent-update"),
            Part::Google,
        ),
        (|it| it.has("arn"), Part::Aws),
        (is_instance, Part::SalesforceInstances),
        (
            |it| it.has("IncidentImpacts") || it.has("IncidentEvents"),
            Part::SalesforceIncidents,
        ),
        (
            |it| it.has("MaintenanceImpacts") || it.has("MaintenanceEvents"),
            Part::SalesforceMaintenances,
        ),
        (
            |it| is_loud(it, "status") && it.has("name") && it.has("group"),
            Part::ChecklyServices,
        ),
        (
            |it| is_loud(it, "status") && it.has("name"),
            Part::InstatusComponents,
        ),
    ];
    let kind = kinds.into_iter().find(|(is_like, _)| any(root, *is_like));
    let part = kind.map(|(_, part)| part);
    part.or_else(|| part_of_document(root.json()).map(|_| Part::Statuspage))
}

/// Returns whether an entry is an instance of Salesforce.
fn is_instance(it: &Node<'_>) -> bool {
    it.has("key") && it.has("isActive") && (it.has("Services") || it.has("Incidents"))
}

fn is_suite(node: &Node<'_>) -> bool {
    any(&node.at("results"), |it| it.has("endpointResults"))
}
