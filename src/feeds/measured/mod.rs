//! Reads what feeds state about the past: days, shares of uptime and response times.
//!
//! Only publishing and importing need it, so that it is no part of the program that the page loads for other formats.
//! Everything is kept as it is stated: no value is computed from others, and one that cannot be read is left out.

mod better_stack;
mod gatus;
mod kuma;
mod number;
mod upptime;
mod uptimeflare;

use std::collections::{BTreeMap, BTreeSet};

use super::format::Format;
use super::node::{Faults, Node};
use super::parts::Parts;
use super::read::ConvertedFeed;
use crate::model::document::error::Problem;
use crate::model::document::json::Json;
use crate::model::document::parse::parse;
use crate::model::document::wire::Document;
use crate::model::history::files::first_language;
use crate::model::history::measured::{MeasuredCheck, MeasuredService, MeasuredSource};

/// The measurements of a feed.
#[derive(Clone, Debug)]
pub struct Measurements {
    /// The services with their measurements.
    pub source: MeasuredSource,
    /// The values that could not be read, without those that were found when the feed was converted.
    pub problems: Vec<Problem>,
}

/// The most checks of a service that are kept, the newest ones.
const MOST_CHECKS: usize = 100;

/// Returns what the documents of a feed, which were converted to `feed`, state about the past of its services; `None` if
/// they state nothing.
///
/// ```
/// use intermission::feeds::{builder::Context, measured::measured, read::read};
/// let bytes = br#"[{"name": "Shop", "slug": "shop", "status": "up", "uptime": "99.98%", "timeDay": 83.7,
///     "dailyMinutesDown": {"2026-11-23": 79}}]"#;
/// let documents: [(_, &[u8]); 1] = [(None, bytes)];
/// let feed = read(&documents, Context::default()).unwrap();
/// let source = measured(&feed, &documents).unwrap().source;
/// assert_eq!(source.name.as_deref(), Some("Upptime"));
/// let shop = &source.components[0];
/// assert_eq!(shop.days[0].down_secs, Some(79 * 60));
/// assert_eq!(shop.shares[0].percent.as_deref(), Some("99.98"));
/// assert_eq!(shop.averages[0].millis, Some(84), "rounded up");
/// ```
pub fn measured<P>(feed: &ConvertedFeed, documents: &[(P, &[u8])]) -> Option<Measurements> {
    let read = reader(feed.format)?;
    let documents: Vec<_> = feed
        .sources
        .iter()
        .filter_map(|(index, part, _)| {
            let (_, bytes) = documents.get(*index)?;
            Some((*index, *part, exact(bytes)?))
        })
        .collect();
    let faults = Faults::default();
    let parts = documents
        .iter()
        .map(|(index, part, json)| (*part, Node::of_document(json, *index, &faults)));
    let parts = Parts(parts.collect());
    let names = names(&feed.document);
    let mut components = read(&parts);
    components.retain_mut(|service| {
        let name = names.get(service.id.as_deref().unwrap_or_default());
        service.name = name.map(|name| (*name).to_owned());
        name.is_some() && !service.is_empty()
    });
    let page = feed.document.page.as_ref();
    let source = MeasuredSource {
        name: Some(feed.format.name().to_owned()),
        page: first_language(page.and_then(|it| it.name.as_ref())).map(str::to_owned),
        components,
        ..MeasuredSource::default()
    };
    let told: BTreeSet<&str> = feed.problems.iter().map(|it| it.path.as_str()).collect();
    let mut problems = faults.into_problems();
    problems.retain(|it| !told.contains(it.path.as_str()));
    let is_empty = source.is_empty() && problems.is_empty();
    (!is_empty).then_some(Measurements { source, problems })
}

/// Returns the function that reads the measurements of a format; `None` if the format has none.
fn reader(format: Format) -> Option<fn(&Parts<'_>) -> Vec<MeasuredService>> {
    match format {
        Format::BetterStack => Some(better_stack::read),
        Format::Upptime => Some(upptime::read),
        Format::UptimeKuma => Some(kuma::read),
        Format::Gatus => Some(gatus::read),
        Format::UptimeFlare => Some(uptimeflare::read),
        Format::Statuspage
        | Format::IncidentIo
        | Format::Flashduty
        | Format::Instatus
        | Format::Checkly
        | Format::CState
        | Format::StatusIo
        | Format::Cachet2
        | Format::Cachet3
        | Format::Vigil
        | Format::Google
        | Format::Slack
        | Format::Heroku
        | Format::Salesforce
        | Format::Aws
        | Format::UptimeRobot
        | Format::Statuspal
        | Format::Sorry
        | Format::Zendesk
        | Format::Health
        | Format::Rss
        | Format::Atom => None,
    }
}

/// Parses a document with its fractions and negative numbers as texts, because [`Json`] does not hold them.
fn exact(bytes: &[u8]) -> Option<Json> {
    let text = std::str::from_utf8(bytes).ok()?;
    parse(&number::as_texts(text.trim_start_matches('\u{feff}'))).ok()
}

/// Returns the names of the services that a feed lists, by their ids; by their names if they have none.
fn names(document: &Document) -> BTreeMap<&str, &str> {
    let services = document.components.iter();
    let services = services.filter(|it| it.group != Some(true));
    let names = services.filter_map(|it| {
        let name = first_language(it.name.as_ref())?;
        Some((it.id.as_deref().unwrap_or(name), name))
    });
    names.collect()
}

/// Sorts checks, and removes all but the newest ones.
fn newest(mut checks: Vec<MeasuredCheck>) -> Vec<MeasuredCheck> {
    checks.sort_by_key(MeasuredCheck::instant);
    let older = checks.len().saturating_sub(MOST_CHECKS);
    checks.split_off(older)
}
