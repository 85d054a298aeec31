//! The incidents and maintenances of a month, as visitors read about them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::document::vocabulary::{IncidentStatus, MaintenanceStatus};
use crate::model::document::wire::{AffectedEntry, ComponentEntry, Document, UpdateEntry};
use crate::model::history::files::{MonthFile, RecordEntry, first_language, parsed};
use crate::model::history::record::when;
use crate::model::i18n::message::language::Language;
use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Incident;
use crate::model::status::update::Update;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// An incident or a maintenance of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastEvent {
    /// The id of its record, which never changes.
    pub id: String,
    /// The incident or maintenance.
    pub subject: Subject,
    /// The ids of the affected services; names of those without an id.
    pub service_ids: Vec<String>,
    /// When it ended; `None` if it is not over, or if its end was not published.
    pub ended_at: Option<Instant>,
    /// When documents ceased to name it; `None` as long as they do.
    pub last_named_at: Option<Instant>,
    /// When a document first named it.
    pub first_named_at: Option<Instant>,
}

/// The subject of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An incident.
    Incident(Incident),
    /// A maintenance.
    Maintenance(Maintenance),
}

/// How far an event has got, as far as was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is over.
    Over,
    /// It goes on, or is still to come.
    Open,
    /// Documents have ceased to name it, and never said that it is over.
    Untold,
}

/// Returns the incidents and maintenances of a month, the latest first, with texts in the first of `languages` that each
/// of them has.
pub fn past_events(file: &MonthFile, language: Language, languages: &[String]) -> Vec<PastEvent> {
    let (snapshot, _) = normalize(&as_document(file), language, languages);
    let records = file.records.iter();
    let by_id: BTreeMap<&str, &RecordEntry> = records
        .filter_map(|record| Some((record.id.as_deref()?, record)))
        .collect();
    let incidents = snapshot.incidents.into_iter();
    let incidents = incidents.map(|it| (it.key.clone(), Subject::Incident(it)));
    let maintenances = snapshot.maintenances.into_iter();
    let maintenances = maintenances.map(|it| (it.key.clone(), Subject::Maintenance(it)));
    let subjects = incidents.chain(maintenances);
    let mut events: Vec<PastEvent> = subjects
        .filter_map(|(id, subject)| Some(PastEvent::of(by_id.get(id.as_str())?, id, subject)))
        .collect();
    events.sort_by_key(|event| Reverse(event.began()));
    events
}

/// Returns a month as a document, in which each incident and maintenance has the id of its record.
fn as_document(file: &MonthFile) -> Document {
    let mut document = Document::default();
    for record in &file.records {
        if let Some(incident) = &record.incident {
            let mut incident = incident.clone();
            incident.id.clone_from(&record.id);
            document.incidents.push(incident);
        }
        if let Some(maintenance) = &record.maintenance {
            let mut maintenance = maintenance.clone();
            maintenance.id.clone_from(&record.id);
            document.scheduled_maintenances.push(maintenance);
        }
    }
    let components = file.components.iter();
    document.components = components
        .map(|component| ComponentEntry {
            id: component.id.clone(),
            name: component.name.clone().map(Into::into),
            ..ComponentEntry::default()
        })
        .collect();
    document
}

impl PastEvent {
    fn of(record: &RecordEntry, id: String, subject: Subject) -> Self {
        let incident = record.incident.as_ref();
        let maintenance = record.maintenance.as_ref();
        let of_incident = incident.map(|it| (&it.components[..], &it.resolved_at));
        let of_maintenance = maintenance.map(|it| (&it.components[..], &it.resolved_at));
        let (components, resolved_at) = of_incident.or(of_maintenance).unwrap_or((&[], &None));
        let updates = record.updates();
        let is_over = subject.is_over();
        let ended_at = parsed(resolved_at.as_ref()).or_else(|| last_words(updates, &subject));
        Self {
            service_ids: ids(components),
            ended_at: ended_at.filter(|_| is_over),
            last_named_at: parsed(record.last_named_at.as_ref()),
            first_named_at: parsed(record.first_named_at.as_ref()),
            id,
            subject,
        }
    }

    /// Returns the title.
    pub fn name(&self) -> &str {
        match &self.subject {
            Subject::Incident(it) => &it.name,
            Subject::Maintenance(it) => &it.name,
        }
    }

    /// Returns the link to its own page.
    pub fn url(&self) -> Option<&String> {
        match &self.subject {
            Subject::Incident(it) => it.url.as_ref(),
            Subject::Maintenance(it) => it.url.as_ref(),
        }
    }

    /// Returns the messages, newest first.
    pub fn updates(&self) -> &[Update] {
        match &self.subject {
            Subject::Incident(it) => &it.updates,
            Subject::Maintenance(it) => &it.updates,
        }
    }

    /// Returns the names of the affected services.
    pub fn affected(&self) -> &[String] {
        match &self.subject {
            Subject::Incident(it) => &it.affected,
            Subject::Maintenance(it) => &it.affected,
        }
    }

    /// Returns when it began or was planned to; without that, the time of the oldest message.
    pub fn began(&self) -> Option<Instant> {
        let stated = match &self.subject {
            Subject::Incident(it) => it.started_at,
            Subject::Maintenance(it) => it.window.map(Window::start),
        };
        let oldest = || self.updates().iter().filter_map(|it| it.at).min();
        stated.or_else(oldest)
    }

    /// Returns how far it has got.
    pub fn outcome(&self) -> Outcome {
        if self.subject.is_over() {
            Outcome::Over
        } else if self.last_named_at.is_some() {
            Outcome::Untold
        } else {
            Outcome::Open
        }
    }

    /// Returns how long it lasted, if it is over and both ends are known.
    pub fn length(&self) -> Option<TimeDelta> {
        let length = self.ended_at? - self.began()?;
        let was_done = match &self.subject {
            Subject::Incident(_) => true,
            Subject::Maintenance(it) => it.status != MaintenanceStatus::Cancelled,
        };
        (was_done && length >= TimeDelta::zero()).then_some(length)
    }

    /// Returns whether it affected a service.
    pub fn affects(&self, id: &str) -> bool {
        self.service_ids.iter().any(|it| it == id)
    }

    /// Returns whether all words of `query` occur in its texts, in upper or lower case.
    pub fn matches(&self, query: &str) -> bool {
        let mut texts = vec![self.name().to_lowercase()];
        texts.extend(self.affected().iter().map(|it| it.to_lowercase()));
        texts.extend(self.updates().iter().map(|it| it.body.to_lowercase()));
        let query = query.to_lowercase();
        let has = |word: &str| texts.iter().any(|text| text.contains(word));
        query.split_whitespace().all(has)
    }

    /// Returns whether it was under way at some time from `from` to before `until`. Without an end, only the beginning
    /// counts.
    pub fn was_within(&self, from: Instant, until: Instant) -> bool {
        let Some(began) = self.began() else {
            return false;
        };
        let ended = self.ended_at.unwrap_or(began).max(began);
        began < until && from <= ended
    }
}

impl Subject {
    /// Returns whether the publisher says that it is over.
    fn is_over(&self) -> bool {
        match self {
            Self::Incident(it) => it.status.is_over(),
            Self::Maintenance(it) => is_settled(it.status),
        }
    }
}

fn is_settled(status: MaintenanceStatus) -> bool {
    matches!(
        status,
        MaintenanceStatus::Completed | MaintenanceStatus::Cancelled
    )
}

fn ids(components: &[AffectedEntry]) -> Vec<String> {
    let id = |entry: &AffectedEntry| {
        let name = first_language(entry.name.as_ref()).map(str::to_owned);
        entry.id.clone().or(name)
    };
    components.iter().filter_map(id).collect()
}

/// Returns the time of the first message that says that it is over.
fn last_words(updates: &[UpdateEntry], subject: &Subject) -> Option<Instant> {
    let ends = |update: &&UpdateEntry| {
        let word = update.status.as_deref().unwrap_or_default();
        match subject {
            Subject::Incident(_) => {
                IncidentStatus::parse(word).is_some_and(IncidentStatus::is_over)
            }
            Subject::Maintenance(_) => MaintenanceStatus::parse(word).is_some_and(is_settled),
        }
    };
    updates.iter().filter(ends).filter_map(when).min()
}
