//! The entries of feeds: one for each message, and one for what has no message yet.

use std::cmp::Reverse;

use super::super::html::escape;
use super::Facts;
use crate::model::document::text::{plain_lines, printable};
use crate::model::document::wire::UpdateEntry;
use crate::model::history::files::{MonthFile, RecordEntry};
use crate::model::history::past_event::{PastEvent, Subject};
use crate::model::history::record::when;
use crate::model::i18n::message::{self, Phrase, history};
use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::update::Update;
use crate::model::time::instant::{Instant, write};

/// An entry of a feed.
#[derive(Clone, Debug)]
pub(super) struct FeedEntry {
    /// Never changes: the id of the record, and that of the message or its time.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) at: Instant,
    /// The address of the record on the history page, below the folder that is served.
    pub(super) path: String,
    /// Paragraphs of plain text.
    pub(super) paragraphs: Vec<String>,
    /// The ids and names of the affected services.
    services: Vec<String>,
    pub(super) service_names: Vec<String>,
}

impl FeedEntry {
    /// Returns whether it is about a service.
    pub(super) fn affects(&self, id: &str) -> bool {
        self.services.iter().any(|it| it == id)
    }

    /// Returns the text as HTML.
    pub(super) fn html(&self) -> String {
        let paragraph = |text: &String| {
            let lines: Vec<String> = text.lines().map(escape).collect();
            format!("<p>{}</p>", lines.join("<br>"))
        };
        self.paragraphs.iter().map(paragraph).collect()
    }
}

/// Returns the entries of all events, the newest first.
pub(super) fn entries(events: &[(&MonthFile, PastEvent)], facts: &Facts) -> Vec<FeedEntry> {
    let mut entries: Vec<FeedEntry> = events
        .iter()
        .flat_map(|(file, event)| of_event(file, event, facts))
        .collect();
    entries.sort_by(|a, b| (Reverse(a.at), &a.id).cmp(&(Reverse(b.at), &b.id)));
    entries
}

fn of_event(file: &MonthFile, event: &PastEvent, facts: &Facts) -> Vec<FeedEntry> {
    let record = file.record(&event.id);
    let raw = record.map(RecordEntry::updates).unwrap_or_default();
    let mut keys: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    // From the oldest one, so that later messages do not change the keys of earlier ones.
    for update in event.updates().iter().rev() {
        let Some(at) = update.at.or(event.first_named_at) else {
            continue;
        };
        let stem = key(update, raw, at, &facts.languages);
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
        let mut free = std::iter::once(stem.clone()).chain(numbered);
        let Some(key) = free.find(|it| !keys.contains(it)) else {
            continue;
        };
        let status = update.status.as_deref();
        let status = status.map(|word| message::update_status(facts.language, word));
        entries.push(FeedEntry {
            id: format!("{}/{key}", event.id),
            title: titled(event, status.as_deref(), facts),
            at,
            ..FeedEntry::of(event, Some(&update.body), facts)
        });
        keys.push(key);
    }
    if let (true, Some(at)) = (entries.is_empty(), event.first_named_at) {
        let state = history::past_state(facts.language, event);
        entries.push(FeedEntry {
            id: event.id.clone(),
            title: titled(event, Some(&state), facts),
            at,
            ..FeedEntry::of(event, None, facts)
        });
    }
    entries
}

fn titled(event: &PastEvent, status: Option<&str>, facts: &Facts) -> String {
    match status {
        Some(status) => history::labelled(facts.language, event.name(), status),
        None => event.name().to_owned(),
    }
}

impl FeedEntry {
    fn of(event: &PastEvent, body: Option<&str>, facts: &Facts) -> Self {
        let language = facts.language;
        let names = language.locale().list(event.affected());
        let affected = Phrase::Affected.text(language);
        let affected = (!names.is_empty()).then(|| history::labelled(language, affected, &names));
        let window = match &event.subject {
            Subject::Maintenance(it) => window(it, facts),
            Subject::Incident(_) => None,
        };
        let paragraphs = [body.map(str::to_owned), window, affected];
        Self {
            id: String::new(),
            title: String::new(),
            at: Instant::default(),
            path: format!("{}#{}", super::HISTORY_PAGE, event.id),
            paragraphs: paragraphs.into_iter().flatten().collect(),
            services: event.service_ids.clone(),
            service_names: event.affected().to_vec(),
        }
    }
}

/// Returns when a maintenance is planned: `Maintenance: 23 Nov 2026, 10:00 (UTC) – 23 Nov 2026, 12:00 (UTC)`.
fn window(maintenance: &Maintenance, facts: &Facts) -> Option<String> {
    let window = maintenance.window?;
    let dated = |at| message::with_zone(facts.language, at, Instant::default(), None);
    let range = Phrase::JoinRange.text(facts.language);
    let end = window.end().map(|end| [range, &dated(end)].concat());
    let times = [dated(Window::start(window)), end.unwrap_or_default()].concat();
    let label = Phrase::BadgeRunning.text(facts.language);
    Some(history::labelled(facts.language, label, &times))
}

/// Returns what stands for a message in its entry's id: its own id, else its time.
fn key(update: &Update, raw: &[UpdateEntry], at: Instant, languages: &[String]) -> String {
    let is_it = |entry: &&UpdateEntry| {
        let body = entry.body.as_ref().map(|text| text.choose(languages).1);
        let body = body.map(|text| plain_lines(&printable(text)));
        when(entry) == update.at && body.as_deref() == Some(&update.body)
    };
    let id = raw.iter().find(is_it).and_then(|it| it.id.clone());
    id.unwrap_or_else(|| write(at))
}
