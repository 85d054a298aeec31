//! Records of incidents and maintenances: an id that never changes, and what documents have said one after the other.

use crate::model::document::json::{Json, Members};
use crate::model::document::reader::{Entry, FromEntry};
use crate::model::document::wire::{
    Document, FormerEndEntry, IncidentEntry, MaintenanceEntry, UpdateEntry,
};
use crate::model::history::files::{RecordEntry, first_language, parsed, says_the_same};
use crate::model::history::month::Month;
use crate::model::status::normalize::MAX_ENTRIES;
use crate::model::time::instant::{Instant, write};

/// What a document says of one incident or maintenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Of an incident.
    Incident(Box<IncidentEntry>),
    /// Of a maintenance.
    Maintenance(Box<MaintenanceEntry>),
}

/// By what a document's entry is found among the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    is_incident: bool,
    given_id: Option<String>,
    name: Option<String>,
    start: Option<Instant>,
}

impl Key {
    /// Returns whether both are about the same: of the same kind and id, or, where neither has an id, of the same name
    /// and start.
    pub fn is_about(&self, other: &Self) -> bool {
        self.is_incident == other.is_incident
            && self.given_id == other.given_id
            && (self.given_id.is_some() || self.name == other.name && self.start == other.start)
    }

    /// Returns whether both are about different things although their ids are the same: the id is a number, which each
    /// source counts for itself, and both name and start differ.
    pub fn collides_with(&self, other: &Self) -> bool {
        let is_digit = |byte: u8| byte.is_ascii_digit();
        let is_number = |id: &String| id.bytes().all(is_digit);
        self.given_id.as_ref().is_some_and(is_number)
            && self.given_id == other.given_id
            && self.name != other.name
            && self.start != other.start
    }

    /// Returns whether both may be about the same although the start was changed: neither has an id, and the names are
    /// the same.
    pub fn is_named_like(&self, other: &Self) -> bool {
        let has_no_id = self.given_id.is_none() && other.given_id.is_none();
        has_no_id && self.is_incident == other.is_incident && self.name == other.name
    }

    /// Returns the key of a record.
    pub fn of(record: &RecordEntry) -> Option<Self> {
        let incident = record.incident.as_ref().map(Self::of_incident);
        incident.or_else(|| record.maintenance.as_ref().map(Self::of_maintenance))
    }

    fn of_incident(entry: &IncidentEntry) -> Self {
        Self {
            is_incident: true,
            given_id: entry.id.clone(),
            name: first_language(entry.name.as_ref()).map(str::to_owned),
            start: parsed(entry.started_at.as_ref()).or_else(|| parsed(entry.created_at.as_ref())),
        }
    }

    fn of_maintenance(entry: &MaintenanceEntry) -> Self {
        Self {
            is_incident: false,
            given_id: entry.id.clone(),
            name: first_language(entry.name.as_ref()).map(str::to_owned),
            start: parsed(entry.scheduled_for.as_ref())
                .or_else(|| parsed(entry.created_at.as_ref())),
        }
    }
}

impl Said {
    /// Returns what a document says, incidents first; of each kind at most [`MAX_ENTRIES`], the first ones.
    pub fn all(document: &Document) -> Vec<Self> {
        let incidents = document.incidents.iter().take(MAX_ENTRIES).cloned();
        let maintenances = document.scheduled_maintenances.iter();
        let maintenances = maintenances.take(MAX_ENTRIES).cloned();
        incidents
            .map(|it| Self::Incident(Box::new(it)))
            .chain(maintenances.map(|it| Self::Maintenance(Box::new(it))))
            .collect()
    }

    /// Returns when it began or is planned to: as stated, else the time of its oldest message.
    pub fn began(&self) -> Option<Instant> {
        let oldest = || self.updates().iter().filter_map(when).min();
        self.key().start.or_else(oldest)
    }

    fn updates(&self) -> &[UpdateEntry] {
        match self {
            Self::Incident(it) => &it.incident_updates,
            Self::Maintenance(it) => &it.incident_updates,
        }
    }

    /// Returns when something was last said about it.
    fn last_said(&self) -> Option<Instant> {
        let [edited, ended] = match self {
            Self::Incident(it) => [&it.updated_at, &it.resolved_at],
            Self::Maintenance(it) => [&it.updated_at, &it.resolved_at],
        };
        let newest = self.updates().iter().filter_map(when).max();
        newest
            .max(parsed(edited.as_ref()))
            .max(parsed(ended.as_ref()))
    }

    /// Adds to `record` what this says and the record does not. Where this was said later and no published document
    /// names the record, it is what counts. Returns whether that is news.
    pub fn complete(self, record: &mut RecordEntry, now: Instant) -> bool {
        let before = record.clone();
        let known = Self::of(record);
        let is_later = known.as_ref().and_then(Self::last_said) < self.last_said();
        if is_later && record.last_named_at.is_some() {
            self.add_to(record, now);
            record.last_named_at.clone_from(&before.last_named_at);
            return !says_the_same(&before, record);
        }
        match (self, known) {
            (Self::Incident(it), Some(Self::Incident(known))) => {
                record.incident = Some(united(Some(&*it), &*known));
            }
            (Self::Maintenance(it), Some(Self::Maintenance(known))) => {
                record.maintenance = Some(united(Some(&*it), &*known));
            }
            _ => {}
        }
        !says_the_same(&before, record)
    }

    /// Returns what a record says.
    pub fn of(record: &RecordEntry) -> Option<Self> {
        let incident = record.incident.clone().map(Box::new);
        let maintenance = record.maintenance.clone().map(Box::new);
        incident
            .map(Self::Incident)
            .or(maintenance.map(Self::Maintenance))
    }

    /// Returns the key of the entry.
    pub fn key(&self) -> Key {
        match self {
            Self::Incident(it) => Key::of_incident(it),
            Self::Maintenance(it) => Key::of_maintenance(it),
        }
    }

    /// Makes a record of something that no document has named before. `is_taken` tells which ids there are.
    pub fn into_record(
        self,
        month: Month,
        now: Instant,
        is_taken: impl Fn(&str) -> bool,
    ) -> RecordEntry {
        let id = record_id(&self.key(), month, is_taken);
        let mut record = RecordEntry {
            id: Some(id),
            first_named_at: Some(write(now)),
            ..RecordEntry::default()
        };
        match self {
            Self::Incident(it) => record.incident = Some(*it),
            Self::Maintenance(it) => record.maintenance = Some(*it),
        }
        record
    }

    /// Adds to `record` what this says.
    pub fn add_to(self, record: &mut RecordEntry, now: Instant) {
        record.last_named_at = None;
        match self {
            Self::Incident(it) => {
                record.incident = Some(united(record.incident.as_ref(), &*it));
            }
            Self::Maintenance(mut it) => {
                if let Some(known) = &record.maintenance {
                    keep_former_end(known, &mut it, now);
                }
                record.maintenance = Some(united(record.maintenance.as_ref(), &*it));
            }
        }
    }
}

/// Returns the time of a message: as its publisher gives it, else when it was written.
pub fn when(update: &UpdateEntry) -> Option<Instant> {
    parsed(update.display_at.as_ref()).or_else(|| parsed(update.created_at.as_ref()))
}

/// Returns an id that is fit for the fragment of a URL: the month, and the id or the name in letters and digits.
fn record_id(key: &Key, month: Month, is_taken: impl Fn(&str) -> bool) -> String {
    let words = key.given_id.as_ref().or(key.name.as_ref());
    let mut stem = slug(words.map_or("", String::as_str));
    if stem.is_empty() {
        let kind = if key.is_incident {
            "incident"
        } else {
            "maintenance"
        };
        kind.clone_into(&mut stem);
    }
    let first = format!("{month}-{stem}");
    let numbered = (2_u32..).map(|number| format!("{first}-{number}"));
    let mut ids = std::iter::once(first.clone()).chain(numbered);
    ids.find(|id| !is_taken(id)).unwrap_or(first)
}

/// The most characters of an id that come from an id or a name.
const LONGEST_SLUG: usize = 64;

/// Returns the letters and digits of a text in lower case, with `-` between words.
///
/// ```
/// use intermission::model::history::record::slug;
/// assert_eq!(slug("Slow  log-ins, p31zJtct2"), "slow-log-ins-p31zjtct2");
/// assert_eq!(slug("Störung 12"), "störung-12");
/// assert_eq!(slug("—"), "");
/// ```
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|it: char| !it.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    let short: String = slug.chars().take(LONGEST_SLUG).collect();
    short.trim_end_matches('-').to_owned()
}

/// Notes the end that was promised before, where a document moves the end without saying so.
fn keep_former_end(known: &MaintenanceEntry, said: &mut MaintenanceEntry, now: Instant) {
    let before = parsed(known.scheduled_until.as_ref());
    let after = parsed(said.scheduled_until.as_ref());
    if said.former_ends.is_empty() && before.is_some() && after.is_some() && before != after {
        said.former_ends.push(FormerEndEntry {
            until: known.scheduled_until.clone(),
            moved_at: Some(write(now)),
            ..FormerEndEntry::default()
        });
    }
}

/// Lists from which a newer document removes nothing: services that were affected, ends that were promised, messages.
/// The members by which two entries are the same are those of the first list of which both have some.
const UNITED: [(&str, [&[&str]; 2]); 3] = [
    (
        "incident_updates",
        [&["id"], &["display_at", "created_at", "body"]],
    ),
    ("components", [&["id"], &["name"]]),
    ("former_ends", [&["until"], &[]]),
];

/// Members that a newer document does not remove, because they do not change with the state.
const KEPT: [&str; 6] = [
    "name",
    "created_at",
    "started_at",
    "scheduled_for",
    "originally_until",
    "shortlink",
];

/// Returns what a newer document says, with what it leaves out of [`UNITED`] lists and [`KEPT`] members of `known`.
fn united<T: FromEntry + Clone>(known: Option<&T>, said: &T) -> T {
    let (Some(Json::Object(known)), Json::Object(said)) = (known.map(T::to_json), said.to_json())
    else {
        return said.clone();
    };
    let mut members: Vec<(String, Json)> = Vec::new();
    for (name, value) in said.iter() {
        members.push((name.to_owned(), united_member(name, known.get(name), value)));
    }
    for (name, value) in known.iter().filter(|(name, _)| said.get(name).is_none()) {
        let is_list = UNITED.iter().any(|(list, _)| *list == name);
        if is_list || KEPT.contains(&name) {
            members.push((name.to_owned(), value.clone()));
        }
    }
    let members: Members = members.into_iter().collect();
    T::from_entry(&mut Entry::root(String::new(), &members, &mut Vec::new()))
}

fn united_member(name: &str, known: Option<&Json>, said: &Json) -> Json {
    let identity = UNITED.iter().find(|(list, _)| *list == name);
    match (identity, known, said) {
        (Some((_, identity)), Some(Json::List(known)), Json::List(said)) => {
            let is_gone = |entry: &&Json| !said.iter().any(|it| is_same(identity, it, entry));
            let gone = known.iter().filter(is_gone);
            Json::List(said.iter().chain(gone).cloned().collect())
        }
        _ => said.clone(),
    }
}

/// Returns whether two entries of a list are the same one, perhaps edited.
fn is_same(identity: &[&[&str]; 2], a: &Json, b: &Json) -> bool {
    let (Json::Object(a), Json::Object(b)) = (a, b) else {
        return a == b;
    };
    let in_both = |names: &&&[&str]| {
        let has = |it: &Members| names.iter().any(|name| it.get(name).is_some());
        has(a) && has(b)
    };
    let names = identity.iter().find(in_both);
    names.is_some_and(|names| names.iter().all(|name| a.get(name) == b.get(name)))
}
