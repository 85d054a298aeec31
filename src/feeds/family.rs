//! Merges several documents of the Statuspage family, such as `summary.json` and `incidents.json`.
//!
//! One document may contain what another leaves out. If two have different states for the same thing, the worse one
//! counts, because it is not known which is newer.

use std::collections::BTreeMap;

use super::format::Format;
use super::node::root_path;
use super::part::Part;
use crate::model::document::error::{DocumentError, Problem};
use crate::model::document::json::Json;
use crate::model::document::reader::FromEntry;
use crate::model::document::text::Text;
use crate::model::document::vocabulary::{
    ComponentStatus, IncidentStatus, Indicator, MaintenanceStatus,
};
use crate::model::document::wire::{
    ComponentEntry, Document, IncidentEntry, MaintenanceEntry, StatusEntry,
};

/// Reads the documents, each with its index among all that were given. Those that cannot be used are added to `unread`,
/// without their problems; paths in a second document begin with `2:`.
///
/// # Errors
/// The first document cannot be used.
pub(super) fn read(
    parsed: &[(usize, Part, Json)],
    problems: &mut Vec<Problem>,
    unread: &mut Vec<(usize, DocumentError)>,
) -> Result<Document, DocumentError> {
    let mut whole = Document::default();
    for (index, _, json) in parsed {
        let mut found = Vec::new();
        match Document::from_json_at(root_path(*index), json, &mut found) {
            Ok(document) => {
                whole = merged(whole, document);
                problems.append(&mut found);
            }
            Err(error) if *index == 0 => return Err(error),
            Err(error) => unread.push((*index, error)),
        }
    }
    // An empty document must still be recognised as a status document after it is written.
    whole.page.get_or_insert_default();
    // A converted document keeps the feed that it was made from.
    let source = whole.source.get_or_insert_default();
    if source.format.is_none() {
        source.format = Some(Format::Statuspage.as_str().to_owned());
    }
    Ok(whole)
}

fn merged(whole: Document, next: Document) -> Document {
    Document {
        path: String::new(),
        version: whole.version.or(next.version),
        published_at: whole.published_at.or(next.published_at),
        next_update_at: whole.next_update_at.or(next.next_update_at),
        refresh_secs: whole.refresh_secs.or(next.refresh_secs),
        page: whole.page.or(next.page),
        status: worse_roll_up(whole.status, next.status),
        summary: whole.summary.or(next.summary),
        notice: whole.notice.or(next.notice),
        links: if whole.links.is_empty() {
            next.links
        } else {
            whole.links
        },
        resume: whole.resume.or(next.resume),
        components: joined(whole.components, next.components, component_rank),
        incidents: joined(whole.incidents, next.incidents, incident_rank),
        scheduled_maintenances: joined(
            whole.scheduled_maintenances,
            next.scheduled_maintenances,
            maintenance_rank,
        ),
        source: whole.source.or(next.source),
    }
}

/// Returns the worse roll-up: one that reports trouble before one that cannot be understood, before any other.
fn worse_roll_up(one: Option<StatusEntry>, other: Option<StatusEntry>) -> Option<StatusEntry> {
    let rank = |entry: &StatusEntry| {
        let indicator = known(entry.indicator.as_deref(), Indicator::parse);
        match indicator {
            Some(indicator) if indicator.is_trouble() => (2, indicator.level()),
            None => (1, 0),
            Some(indicator) => (0, indicator.level()),
        }
    };
    match (one, other) {
        (Some(one), Some(other)) if rank(&other) > rank(&one) => Some(other),
        (one, other) => one.or(other),
    }
}

/// Returns the severity of an entry's state, from 0; `None` if it cannot be understood.
type Rank<T> = fn(&T) -> Option<u8>;

fn component_rank(entry: &ComponentEntry) -> Option<u8> {
    known(entry.status.as_deref(), ComponentStatus::parse).map(|it| it.indicator().level())
}

fn incident_rank(entry: &IncidentEntry) -> Option<u8> {
    let impact = known(entry.impact.as_deref(), Indicator::parse)?;
    match known(entry.status.as_deref(), IncidentStatus::parse)? {
        IncidentStatus::Resolved | IncidentStatus::Postmortem => Some(0),
        IncidentStatus::Investigating
        | IncidentStatus::Identified
        | IncidentStatus::Monitoring
        | IncidentStatus::Unknown => Some(1 + impact.level()),
    }
}

fn maintenance_rank(entry: &MaintenanceEntry) -> Option<u8> {
    let status = known(entry.status.as_deref(), MaintenanceStatus::parse)?;
    Some(match status {
        status if status.is_settled() => 0,
        status if status.is_running() => 2,
        _ => 1,
    })
}

fn known<T>(word: Option<&str>, parse: fn(&str) -> Option<T>) -> Option<T> {
    parse(word?.trim())
}

/// Returns the entries of both lists. Of two entries for the same thing the worse one stays; both stay if the state of
/// either cannot be understood, unless they are equal.
fn joined<T: Entry>(mut whole: Vec<T>, next: Vec<T>, rank: Rank<T>) -> Vec<T> {
    let mut places: BTreeMap<(Option<String>, Option<Text>), usize> = BTreeMap::new();
    for (place, entry) in whole.iter().enumerate() {
        places.entry(entry.identity()).or_insert(place);
    }
    for entry in next {
        let there = places.get(&entry.identity());
        match there.and_then(|place| whole.get_mut(*place)) {
            Some(there) if there.to_json() == entry.to_json() => {}
            Some(there) => match (rank(there), rank(&entry)) {
                (Some(one), Some(other)) if other > one => *there = entry,
                (Some(_), Some(_)) => {}
                _ => whole.push(entry),
            },
            None => whole.push(entry),
        }
    }
    whole
}

/// An entry that is identified by its id, else by its name.
trait Entry: FromEntry {
    fn identity(&self) -> (Option<String>, Option<Text>);
}

macro_rules! entries {
    ($($name:ident),*) => {$(
        impl Entry for $name {
            fn identity(&self) -> (Option<String>, Option<Text>) {
                let name = self.name.clone().filter(|_| self.id.is_none());
                (self.id.clone(), name)
            }
        }
    )*};
}

entries!(ComponentEntry, IncidentEntry, MaintenanceEntry);
