//! Tests of the model, with a folder for each of its rooms.

mod document;
mod history;
mod policy;
mod state;
mod status;
mod time;

use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::instant::Instant;
use serde_json::Value;

/// An instant on the day of the reference window, as `10:27` or `10:27:30.5`.
fn at(time: &str) -> Instant {
    let seconds = if time.len() == 5 { ":00" } else { "" };
    let text = format!("2026-11-23T{time}{seconds}Z");
    text.parse().unwrap()
}

/// A document, understood, and every fault in it.
#[track_caller]
fn understood(document: &Value) -> (Snapshot, Vec<String>) {
    let text = document.to_string();
    let (document, mut problems) = Document::read(text.as_bytes()).unwrap();
    let (snapshot, more) = normalize(&document, Language::default(), &[]);
    problems.extend(more);
    let problems = problems.iter().map(ToString::to_string).collect();
    (snapshot, problems)
}

/// A document without a fault.
#[track_caller]
fn snapshot(document: &Value) -> Snapshot {
    let (snapshot, problems) = understood(document);
    assert_eq!(problems, [""; 0]);
    snapshot
}
