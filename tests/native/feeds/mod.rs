//! Other people's feeds: what is read of each, and that nothing in them does harm.

mod changes;
mod commands;
mod corpus;
mod docs;
mod family;
mod fixtures;
mod hosted;
mod measured;
mod needs;
mod news;
mod pace;
mod refusals;
pub(crate) mod robust;
mod shown;
mod troubled;
mod variants;
mod verdicts;
mod vocabularies;
mod worse;

use std::fmt::Write as _;
use std::path::PathBuf;

use intermission::cli::feed::Feed;
use intermission::feeds::builder::Context;
use intermission::feeds::part::Part;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::document::error::DocumentError;
use intermission::model::document::vocabulary::{ComponentStatus, MaintenanceStatus};
use intermission::model::status::overall_status::situation;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::instant::{self, Instant, Reading::At};

use crate::corpus::corpus;

/// The time at which everything is looked at; all captures are older.
fn now() -> Instant {
    Instant::from_timestamp(1_795_521_600).unwrap()
}

fn context() -> Context<'static> {
    Context {
        now: Some(now()),
        ..Context::default()
    }
}

fn read_all(documents: &[&[u8]]) -> Result<ConvertedFeed, DocumentError> {
    let documents: Vec<(Option<Part>, &[u8])> =
        documents.iter().map(|bytes| (None, *bytes)).collect();
    read(&documents, context())
}

/// Reads documents as of their own newest check, where they have any: later, their services are unknown.
fn read_fresh(documents: &[&[u8]]) -> Result<ConvertedFeed, DocumentError> {
    let reading = read_all(documents)?;
    let source = reading.document.source.as_ref();
    let checked_at = source.and_then(|source| source.checked_at.as_deref());
    let Some(At(checked_at)) = checked_at.map(instant::read) else {
        return Ok(reading);
    };
    let documents: Vec<(Option<Part>, &[u8])> =
        documents.iter().map(|bytes| (None, *bytes)).collect();
    let context = Context {
        now: Some(checked_at),
        ..Context::default()
    };
    read(&documents, context)
}

/// The bytes of captures, by their names; nothing where there is no corpus.
fn captures(names: &str) -> Option<Vec<Vec<u8>>> {
    let corpus = corpus()?;
    let bytes = |name: &str| {
        std::fs::read(corpus.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    Some(names.split(" + ").map(bytes).collect())
}

/// Every capture, sorted.
fn every_capture() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in corpus()
        .iter()
        .flat_map(|corpus| std::fs::read_dir(corpus).unwrap())
    {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            files.extend(
                std::fs::read_dir(folder)
                    .unwrap()
                    .map(|file| file.unwrap().path()),
            );
        }
    }
    files.sort();
    files
}

fn understood(reading: &ConvertedFeed) -> (Snapshot, Vec<String>) {
    let feed = Feed::from(reading.clone());
    let problems = feed.problems.iter().map(ToString::to_string);
    (feed.snapshot, problems.collect())
}

fn counted(pairs: &[(usize, &str)], none: &str) -> String {
    let there = pairs.iter().filter(|(count, _)| *count > 0);
    let texts: Vec<String> = there
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if texts.is_empty() {
        none.to_owned()
    } else {
        texts.join(", ")
    }
}

fn services(snapshot: &Snapshot) -> String {
    let count = |status: ComponentStatus| {
        snapshot
            .components
            .iter()
            .filter(|it| it.status == status)
            .count()
    };
    let mut pairs: Vec<_> = ComponentStatus::ALL
        .iter()
        .map(|it| (count(*it), it.as_str()))
        .collect();
    pairs.push((count(ComponentStatus::Unknown), "unknown"));
    counted(&pairs, "no services")
}

fn maintenances(snapshot: &Snapshot) -> String {
    let count = |status| {
        snapshot
            .maintenances
            .iter()
            .filter(|it| it.status == status)
            .count()
    };
    let mut pairs: Vec<_> = MaintenanceStatus::ALL
        .iter()
        .map(|it| (count(*it), it.as_str()))
        .collect();
    pairs.push((count(MaintenanceStatus::Unknown), "unknown"));
    counted(&pairs, "no maintenance")
}

/// One line: format; headline; services; incidents; maintenances; problems.
fn line(reading: &ConvertedFeed) -> String {
    let (snapshot, problems) = understood(reading);
    let worst = snapshot.worst().as_str();
    let worst = if worst.is_empty() { "unknown" } else { worst };
    let mut line = format!(
        "{}; {:?} {worst}",
        reading.format.as_str(),
        situation(&snapshot, now())
    );
    let open = snapshot.incidents.iter().filter(|it| it.is_open()).count();
    write!(
        line,
        "; {}; {open} open; {}",
        services(&snapshot),
        maintenances(&snapshot)
    )
    .unwrap();
    write!(line, "; {} problems", problems.len()).unwrap();
    line
}
