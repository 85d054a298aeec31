//! The history: months that follow one document after the other.

mod clock;
mod days;
mod plan;
mod reader;
mod reading;
mod records;
mod states;

use std::collections::BTreeMap;

use intermission::model::document::parse::parse;
use intermission::model::document::reader::FromEntry;
use intermission::model::document::wire::Document;
use intermission::model::history::files::{IndexFile, MonthFile, RecordEntry, read, to_text};
use intermission::model::history::month::Month;
use intermission::model::history::observe::{Changes, History, Observation};
use intermission::model::time::instant::Instant;
use serde_json::Value;

/// A history whose files are kept as text, as on a disk: what is not written is lost.
#[derive(Default)]
struct Disk {
    index: Option<String>,
    months: BTreeMap<Month, String>,
    /// Whether the index is written each time, also where nothing but the time has changed.
    is_eager: bool,
}

#[track_caller]
fn from_text<T: FromEntry>(text: &str) -> T {
    let (file, damage) = read(&parse(text).unwrap());
    assert_eq!(damage, None, "{text}");
    file
}

impl Disk {
    fn index(&self) -> IndexFile {
        self.index.as_deref().map(from_text).unwrap_or_default()
    }

    fn month(&self, name: &str) -> MonthFile {
        let text = self.months.get(&Month::parse(name).unwrap());
        from_text(text.unwrap_or_else(|| panic!("expected {name}, found {:?}", self.months.keys())))
    }

    fn names(&self) -> Vec<String> {
        self.months.keys().map(ToString::to_string).collect()
    }

    /// Publishes a document at an instant, as the command does.
    #[track_caller]
    fn publish(&mut self, document: &Value, now: &str) -> Changes {
        let (document, _) = Document::read(document.to_string().as_bytes()).unwrap();
        self.publish_at(&document, instant(now))
    }

    #[track_caller]
    fn publish_at(&mut self, document: &Document, now: Instant) -> Changes {
        let observation = Observation::of(document, None, now);
        let mut history = History {
            index: self.index(),
            ..History::default()
        };
        let mut replaced = History::default().months.into_keys().collect();
        if History::is_ahead_of(&history.index, now) {
            let months = History::needed_to_rewind(&history.index, now);
            self.load(&mut history, months.iter());
            replaced = months;
            history.rewind(now);
        }
        let needed = History::needed(&history.index, &observation);
        self.load(&mut history, needed.iter());
        let mut changes = history.add(observation);
        changes.months.append(&mut replaced);
        for month in &changes.months {
            self.months.insert(*month, to_text(&history.months[month]));
        }
        if changes.is_index_due || self.is_eager {
            self.index = Some(to_text(&history.index));
        }
        changes
    }

    fn load<'a>(&self, history: &mut History, months: impl Iterator<Item = &'a Month>) {
        for month in months {
            if let (Some(text), false) =
                (self.months.get(month), history.months.contains_key(month))
            {
                history.months.insert(*month, from_text(text));
            }
        }
    }

    /// All records, by id.
    fn records(&self) -> BTreeMap<String, RecordEntry> {
        let files = self.months.values().map(|it| from_text::<MonthFile>(it));
        let records = files.flat_map(|it| it.records);
        records.map(|it| (it.id.clone().unwrap(), it)).collect()
    }
}

#[track_caller]
fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// The spans of a month, as `from..until`.
fn spans(file: &MonthFile) -> Vec<String> {
    let text = |it: &Option<String>| it.clone().unwrap();
    let spans = file.published.iter();
    spans
        .map(|it| format!("{}..{}", text(&it.from), text(&it.until)))
        .collect()
}

/// The states of a service in a month, as `2026-11-01T00:00:00Z operational`.
fn states(file: &MonthFile, id: &str) -> Vec<String> {
    let mut components = file.components.iter();
    let component = components.find(|it| it.id.as_deref() == Some(id));
    let states = component.map(|it| it.states.clone()).unwrap_or_default();
    let text = |it: &Option<String>| it.clone().unwrap();
    states
        .iter()
        .map(|it| format!("{} {}", text(&it.at), text(&it.status)))
        .collect()
}
