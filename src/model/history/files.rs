//! The files of the history, member for member, and how they are read and written.
//!
//! `history/index.json` names the months. `history/2026-11.json` has the states of services in that month, and the
//! incidents and maintenances that began in it.

use std::collections::BTreeSet;

use crate::model::document::error::Problem;
use crate::model::document::json::{Json, Members};
use crate::model::document::reader::{Entry, FromEntry};
use crate::model::document::text::Text;
use crate::model::document::wire::{IncidentEntry, MaintenanceEntry, UpdateEntry, wire};
use crate::model::document::write::write;
use crate::model::history::month::Month;
use crate::model::time::instant::Instant;

/// The newest version of these files that is read, and the one that is written.
pub const VERSION: u64 = 1;

wire! {
    /// `history/index.json`
    IndexFile {
        /// Version of this format; 1 when absent.
        version: Option<u64>,
        /// When the state was last published. What was published then holds for a while after it: see
        /// [`stale_at`](crate::model::policy::freshness::stale_at).
        published_at: Option<String>,
        /// The interval between requests that the document prefers, in seconds.
        refresh_secs: Option<u64>,
        /// The month whose file has the present states of the services.
        current: Option<String>,
        /// All months, oldest first.
        months: Vec<MonthEntry>,
        /// The records that the last document names.
        named: Vec<NamedEntry>,
        /// The months that have a file of what others have measured, oldest first, such as `2026-11`.
        measured: Vec<String>,
    }

    /// An entry of `months`.
    MonthEntry {
        /// Such as `2026-11`.
        month: Option<String>,
        /// The number of incidents that began in it.
        incidents: Option<u64>,
        /// The number of maintenances that began in it, or are planned to.
        maintenances: Option<u64>,
    }

    /// An entry of `named`.
    NamedEntry {
        /// The id of the record.
        id: Option<String>,
        /// The month whose file has the record.
        month: Option<String>,
    }

    /// `history/2026-11.json`
    MonthFile {
        /// Version of this format; 1 when absent.
        version: Option<u64>,
        /// Such as `2026-11`.
        month: Option<String>,
        /// The times in which the state was published, oldest first. All other time is unknown. The last one of the
        /// current month goes on until `published_at` of the index.
        published: Vec<SpanEntry>,
        /// The state of everything together over time, oldest first, in the words of an `indicator` or `unknown`.
        overall: Vec<StateEntry>,
        /// The states of the services over time.
        components: Vec<ComponentPast>,
        /// The incidents and maintenances that began in this month.
        records: Vec<RecordEntry>,
    }

    /// An entry of `published`: the first instant belongs to it, the last one does not.
    SpanEntry {
        /// The first instant.
        from: Option<String>,
        /// The first instant after it.
        until: Option<String>,
    }

    /// A state that holds from an instant until the next one.
    StateEntry {
        /// The first instant.
        at: Option<String>,
        /// The word of the state; `unknown` if it could not be read, or the service was not in the document.
        status: Option<String>,
    }

    /// An entry of a month's `components`.
    ComponentPast {
        /// The id of the service, or its name if it has none.
        id: Option<String>,
        /// The last name of the service.
        name: Option<String>,
        /// Its states, oldest first.
        states: Vec<StateEntry>,
    }

    /// An entry of `records`: an incident or a maintenance.
    RecordEntry {
        /// Never changes: the month, and the id or name that the record had at first.
        id: Option<String>,
        /// When a document first named it.
        first_named_at: Option<String>,
        /// When documents ceased to name it; absent as long as they do.
        last_named_at: Option<String>,
        /// All that was said of an incident, as the last document that named it says it, with updates that are no
        /// longer there.
        incident: Option<IncidentEntry>,
        /// All that was said of a maintenance, likewise.
        maintenance: Option<MaintenanceEntry>,
    }
}

impl IndexFile {
    /// Returns when the state was last published; `None` before the first time.
    pub fn published(&self) -> Option<Instant> {
        parsed(self.published_at.as_ref())
    }

    /// Returns the month that has the present states; `None` before the first publication.
    pub fn current(&self) -> Option<Month> {
        self.current.as_deref().and_then(Month::parse)
    }

    /// Returns the readable months, oldest first.
    pub fn months(&self) -> Vec<Month> {
        let names = self.months.iter().filter_map(|it| it.month.as_deref());
        let mut months: Vec<Month> = names.filter_map(Month::parse).collect();
        months.sort_unstable();
        months.dedup();
        months
    }

    /// Returns the readable months that have a file of what others have measured.
    pub fn measured(&self) -> BTreeSet<Month> {
        let names = self.measured.iter();
        names.filter_map(|it| Month::parse(it)).collect()
    }
}

impl MonthFile {
    /// Returns an empty file for a month.
    pub fn new(month: Month) -> Self {
        Self {
            version: Some(VERSION),
            month: Some(month.to_string()),
            ..Self::default()
        }
    }

    /// Returns the record with an id.
    pub fn record(&self, id: &str) -> Option<&RecordEntry> {
        let mut records = self.records.iter();
        records.find(|it| it.id.as_deref() == Some(id))
    }

    /// Returns the number of incidents and that of maintenances.
    pub fn counts(&self) -> (usize, usize) {
        let incidents = self.records.iter().filter(|it| it.incident.is_some());
        let maintenances = self.records.iter().filter(|it| it.maintenance.is_some());
        (incidents.count(), maintenances.count())
    }
}

impl RecordEntry {
    /// Returns the messages, in the order of the document.
    pub fn updates(&self) -> &[UpdateEntry] {
        let of_incident = self.incident.as_ref().map(|it| &it.incident_updates);
        let of_maintenance = self.maintenance.as_ref().map(|it| &it.incident_updates);
        of_incident.or(of_maintenance).map_or(&[], Vec::as_slice)
    }
}

/// Reads the instant in a member.
pub fn parsed(text: Option<&String>) -> Option<Instant> {
    text.and_then(|it| it.parse().ok())
}

/// A file of the history could be read in part only, or not at all: the fault of whoever changed it, or of the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The faults, each with its place; never empty.
    pub faults: Vec<String>,
}

impl Damage {
    /// Returns the first fault and the number of the others, in one line.
    pub fn summary(&self) -> String {
        let first = self.faults.first().map_or("damaged", String::as_str);
        match self.faults.len() {
            0 | 1 => first.to_owned(),
            more => format!("{first}, and {} more", more - 1),
        }
    }
}

/// Reads a file of the history from parsed JSON, with the damage to it if there is any. Members that this version does
/// not know count as damage, because writing the file would lose them.
///
/// ```
/// use intermission::model::document::parse::parse;
/// use intermission::model::history::files::{MonthFile, read};
/// let json = parse(r#"{"version": 1, "month": "2026-11", "records": [7]}"#).unwrap();
/// let (file, damage) = read::<MonthFile>(&json);
/// assert_eq!(file.month.as_deref(), Some("2026-11"));
/// assert_eq!(damage.unwrap().faults, ["`records[0]`: expected an object, found a number"]);
/// ```
pub fn read<T: FromEntry>(json: &Json) -> (T, Option<Damage>) {
    let nothing = Members::default();
    let mut faults = Vec::new();
    let members = if let Json::Object(members) = json {
        members
    } else {
        faults.push(format!("expected an object, found {}", json.kind()));
        &nothing
    };
    let mut problems = Vec::new();
    let file = T::from_entry(&mut Entry::root(String::new(), members, &mut problems));
    faults.extend(problems.iter().map(Problem::to_string));
    if faults.is_empty() && !is_same(&file.to_json(), json) {
        faults.push("expected only members of this version, found others".to_owned());
    }
    let damage = (!faults.is_empty()).then_some(Damage { faults });
    (file, damage)
}

/// Returns whether two values say the same: members in any order, and `null` or nothing where there is nothing.
fn is_same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Object(a), Json::Object(b)) => {
            let count = |members: &Members| present(members).count();
            let is_in_b = |(name, value): (&str, &Json)| {
                b.get(name).is_some_and(|other| is_same(value, other))
            };
            count(a) == count(b) && present(a).all(is_in_b)
        }
        (Json::List(a), Json::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        _ => a == b || a.plain().is_some() && a.plain() == b.plain(),
    }
}

fn present(members: &Members) -> impl Iterator<Item = (&str, &Json)> {
    members.iter().filter(|(_, value)| !is_nothing(value))
}

fn is_nothing(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::List(values) => values.is_empty(),
        Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) | Json::Object(_) => false,
    }
}

/// Returns a file of the history as text, the same for the same content.
pub fn to_text(file: &impl FromEntry) -> String {
    let mut text = write(&file.to_json(), true);
    text.push('\n');
    text
}

/// Returns whether two entries say the same, wherever they stand.
pub fn says_the_same(a: &impl FromEntry, b: &impl FromEntry) -> bool {
    a.to_json() == b.to_json()
}

/// Returns a text in its first language, for names and comparisons.
pub fn first_language(text: Option<&Text>) -> Option<&str> {
    text.map(|it| it.choose(&[]).1)
}
