//! `intermission history import`: adds incidents and maintenances of other documents to the history, and what their
//! publishers have measured.

use std::path::PathBuf;

use super::render::refresh;
use super::{HistoryError, lock, report, unusable_folder};
use crate::cli::feed::{Feed, Gathered};
use crate::cli::publish::history::Store;
use crate::cli::rehearse::clock::real_now;
use crate::cli::terminal;
use crate::feeds::measured::measured;
use crate::feeds::part::Part;
use crate::feeds::parts::Need;
use crate::feeds::read::read;
use crate::model::history::measured::{MeasuredSource, Reading};

/// The arguments of `intermission history import`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "States of services are not imported: a list of incidents does not say what was well, and when. Days, \
    shares of uptime and response times that a feed states are kept apart from the states that were published here.\n\n\
    Exit status: 0 if everything in the documents is in the history, 1 if nothing was imported, 2 if the arguments are \
    wrong"
)]
pub(super) struct Arguments {
    /// The document or feed: a file, a URL, or `-` for standard input; several are documents of one feed.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// Add to the history in this folder, to which `publish` publishes.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Imports, and returns a text about what was added.
pub(super) fn run(arguments: &Arguments) -> Result<String, HistoryError> {
    let now = real_now();
    let gathered = Gathered::with_past(&arguments.sources, now);
    let gathered = gathered.map_err(HistoryError::Unreadable)?;
    let name = |index: usize| gathered.names.get(index).cloned().unwrap_or_default();
    let feed = Feed::of(&gathered.borrowed(), gathered.context());
    let feed = feed.map_err(|error| HistoryError::Unusable {
        name: name(0),
        error,
    })?;
    let named = |(index, _): &(usize, _)| *index < gathered.named;
    if let Some((index, error)) = feed.unread.iter().find(|it| named(it)).cloned() {
        let name = name(index);
        return Err(HistoryError::Unusable { name, error });
    }
    for failure in &gathered.failures {
        terminal::print_error(failure);
    }
    for problem in &feed.problems {
        terminal::print_error(&gathered.told(problem));
    }
    for line in missing(&gathered, &feed.needs) {
        terminal::print_error(&terminal::escaped_line(&line));
    }
    let measured = measurements(&gathered);
    let folder = lock(&arguments.to)?;
    let unusable = unusable_folder(&arguments.to);
    let mut store = Store::open(&folder).map_err(&unusable)?;
    let needed = store.history.needed_to_import(&feed.document, now);
    store.load(needed).map_err(&unusable)?;
    let imported = store.history.import(&feed.document, now);
    let is_news = !imported.months.is_empty();
    let mut changed = store.write(&imported.months, is_news).map_err(&unusable)?;
    if let Some(source) = &measured {
        let files = store.measure(source, Reading::Imported, now);
        changed.extend(files.map_err(&unusable)?);
    }
    if !changed.is_empty() {
        refresh(&folder, imported.months, &[], now).map_err(&unusable)?;
    }
    let (new, completed, known) = (imported.new, imported.completed, imported.known);
    let mut done = format!("{new} new, {completed} completed, {known} known already");
    if let Some(source) = &measured {
        done = format!("{done}; {}", told(source));
    }
    Ok(report(&store, &done, &changed))
}

/// Returns a line for each list of past incidents that is missing, unless its failure was printed.
fn missing(gathered: &Gathered, needs: &[Need]) -> Vec<String> {
    let lists = [
        Part::KumaHistory,
        Part::CStateIssues,
        Part::UpptimeIssues,
        Part::GatusConfig,
    ];
    let has_failed = |url: &str| gathered.failures.iter().any(|it| it.starts_with(url));
    let needs = needs.iter();
    let needs = needs.filter(|it| lists.contains(&it.part) && !has_failed(&it.url));
    let line = |need: &Need| format!("not imported: {}, in `{}`", need.part.brings(), need.url);
    needs.map(line).collect()
}

/// Returns what the feed has measured, if anything, and prints the values that cannot be read.
fn measurements(gathered: &Gathered) -> Option<MeasuredSource> {
    let documents = gathered.borrowed();
    let converted = read(&documents, gathered.context()).ok()?;
    let measurements = measured(&converted, &documents)?;
    for problem in &measurements.problems {
        terminal::print_error(&gathered.told(problem));
    }
    Some(measurements.source).filter(|source| !source.is_empty())
}

/// Returns what was measured, in numbers: `measured by Better Stack: 3 services, 180 days`.
fn told(source: &MeasuredSource) -> String {
    let services = source.components.len();
    let days: usize = source.components.iter().map(|it| it.days.len()).sum();
    let number = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    let name = source.name.as_deref().unwrap_or_default();
    let (services, days) = (number(services, "service"), number(days, "day"));
    format!("measured by {name}: {services}, {days}")
}
