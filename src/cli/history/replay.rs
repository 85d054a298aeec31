//! `intermission history replay`: adds to the history what the versions of a document in a git repository say, as if
//! each had been published when it was committed.

use std::path::PathBuf;

use super::render::refresh;
use super::{HistoryError, lock, report, unusable_folder, versions};
use crate::cli::publish::history::Store;
use crate::cli::rehearse::clock::real_now;
use crate::model::document::wire::Document;
use crate::model::history::observe::{History, Observation};
use crate::model::time::instant::Instant;

/// The arguments of `intermission history replay`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Only versions from before the history begins are replayed, so that a second run adds nothing.\n\n\
    Exit status: 0 if the history has what the versions say, 1 if they cannot be read or the history cannot be written, 2 \
    if the arguments are wrong"
)]
pub(super) struct Arguments {
    /// The git repository.
    #[arg(value_name = "REPOSITORY")]
    repository: PathBuf,
    /// The path of the status document in the repository.
    #[arg(long, value_name = "PATH", default_value = "status.json")]
    file: String,
    /// Add to the history in this folder, to which `publish` publishes.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// The interval at which the document was published, in seconds, also if it had not changed. Without it, a version
    /// holds as long as its own `refresh_secs` says.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(5..=86_400))]
    every: Option<u64>,
}

/// The history of the versions, and how many of them it has.
#[derive(Default)]
struct Replay {
    history: History,
    last: Option<Instant>,
    replayed: usize,
    unreadable: usize,
    later: usize,
}

impl Replay {
    fn add(&mut self, version: versions::Version, every: Option<u64>, limit: Option<Instant>) {
        // Clocks of committers differ; the order of commits does not.
        let at = self.last.map_or(version.at, |last| last.max(version.at));
        if limit.is_some_and(|limit| limit <= at) {
            self.later += 1;
            return;
        }
        let document = version.bytes.map(|bytes| Document::read(&bytes));
        let Some(Ok((document, _))) = document else {
            self.unreadable += 1;
            return;
        };
        self.last = Some(at);
        self.replayed += 1;
        self.history.add(Observation::of(&document, every, at));
    }
}

/// Replays, and returns a text about what was added.
pub(super) fn run(arguments: &Arguments) -> Result<String, HistoryError> {
    let folder = lock(&arguments.to)?;
    let unusable = unusable_folder(&arguments.to);
    let mut store = Store::open(&folder).map_err(&unusable)?;
    let present = store.present().map_err(&unusable)?;
    store.load(present).map_err(&unusable)?;
    let limit = store.history.begins();
    let mut replay = Replay::default();
    let file = &arguments.file;
    let all = versions::each(&arguments.repository, file, |version| {
        replay.add(version, arguments.every, limit);
    })?;
    if all == 0 {
        return Err(HistoryError::NoVersions {
            repository: arguments.repository.clone(),
            file: file.clone(),
        });
    }
    let months = store.history.put_in_front(replay.history, real_now());
    let mut changed = Vec::new();
    // The last month first: the history then begins with it, and after a kill the next run replays the rest.
    for month in months.iter().rev() {
        let written = store.write(&[*month].into(), false);
        changed.extend(written.map_err(&unusable)?);
    }
    if !months.is_empty() {
        store.write(&[].into(), true).map_err(&unusable)?;
        refresh(&folder, months, &[], real_now()).map_err(&unusable)?;
    }
    changed.reverse();
    let (replayed, unreadable, later) = (replay.replayed, replay.unreadable, replay.later);
    let mut told = format!("{replayed} versions replayed");
    if unreadable > 0 {
        told = format!("{told}, {unreadable} not readable");
    }
    if later > 0 {
        told = format!("{told}, {later} from after the history begins");
    }
    Ok(report(&store, &told, &changed))
}
