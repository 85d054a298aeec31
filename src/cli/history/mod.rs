//! `intermission history`: what operators do with the history that `publish` keeps.
//!
//! `import` adds what other services have kept, `replay` what versions of a document in a repository say, and `prune`
//! removes what is older than wanted; `render` writes what is made of the history. These hold the lock of `publish`, so that none meets a publication half-way.
//! `show` prints how the services fared, and only reads.

mod age;
mod import;
mod prune;
mod render;
mod replay;
mod show;
mod versions;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::feed::SourceError;
use super::publish::folder::Folder;
use super::publish::history::{FOLDER, Store};
use super::terminal;
use crate::model::document::error::DocumentError;

/// The arguments of `intermission history`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Add the incidents and maintenances of other documents or feeds, such as a Statuspage's `incidents.json`.
    Import(import::Arguments),
    /// Remove the months before a time.
    Prune(prune::Arguments),
    /// Write the page, feeds and calendar of the history anew.
    Render(render::Arguments),
    /// Add what the versions of a status document in a git repository say.
    Replay(replay::Arguments),
    /// Print how the services fared, day by day.
    Show(show::Arguments),
}

/// The reason why the history was not changed.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The operator, the server or the network: a document cannot be read.
    #[error(transparent)]
    Unreadable(SourceError),
    /// The author of the document: it cannot be used.
    #[error("{name}: {error}")]
    Unusable {
        /// The file or URL of the document.
        name: String,
        /// The fault.
        #[source]
        error: DocumentError,
    },
    /// The operator or the machine: the folder cannot be read or written to.
    #[error("{}: {error}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The error of the operating system, or what stands in the way.
        #[source]
        error: io::Error,
    },
    /// The operator or the machine: there is no git, or no such repository.
    #[error("{}: expected a git repository, found: {message}", .repository.display())]
    Git {
        /// The repository.
        repository: PathBuf,
        /// The message of git or of the operating system.
        message: String,
    },
    /// The operator: the repository has no such file.
    #[error("{}: expected versions of `{file}`, found none", .repository.display())]
    NoVersions {
        /// The repository.
        repository: PathBuf,
        /// The path of the file.
        file: String,
    },
    /// The operator: the present month has no such service.
    #[error("--service: expected the id of a service of the present month, found `{id}`")]
    NoService {
        /// The id.
        id: String,
    },
    /// The operator: there is no history.
    #[error("{}: expected a folder `history` that `publish` has made, found none", .folder.display())]
    NoHistory {
        /// The folder.
        folder: PathBuf,
    },
}

/// Runs the verb that the arguments name.
pub fn run(arguments: &Arguments) -> ExitCode {
    let done = match &arguments.verb {
        Verb::Import(arguments) => import::run(arguments),
        Verb::Prune(arguments) => prune::run(arguments),
        Verb::Render(arguments) => render::run(arguments),
        Verb::Replay(arguments) => replay::run(arguments),
        Verb::Show(arguments) => show::run(arguments),
    };
    match done {
        Ok(told) => {
            terminal::print(&told);
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::print_error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Returns a line about what was done and which files changed, and prints the faults of the history.
fn report(store: &Store<'_>, done: &str, changed: &[String]) -> String {
    terminal::print_error_lines(&terminal::lines(&store.warnings));
    match changed {
        [] => format!("{done}\n"),
        names => format!("{done}; recorded in {}\n", names.join(", ")),
    }
}

/// Refuses a folder without a history.
fn require_history(folder: &Path) -> Result<(), HistoryError> {
    let missing = || HistoryError::NoHistory {
        folder: folder.to_owned(),
    };
    let is_there = folder.join(FOLDER).is_dir();
    is_there.then_some(()).ok_or_else(missing)
}

fn lock(path: &Path) -> Result<Folder, HistoryError> {
    Folder::lock(path, terminal::print_error).map_err(unusable_folder(path))
}

fn unusable_folder(path: &Path) -> impl Fn(io::Error) -> HistoryError {
    move |error| HistoryError::Folder {
        folder: path.to_owned(),
        error,
    }
}
