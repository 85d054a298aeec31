//! The errors of `intermission rehearse`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::fault::FaultError;
use super::plan::{Minute, PlanError};
use crate::cli::operate::refusal::Refusal;
use crate::cli::site::PageError;
use crate::model::document::error::DocumentError;

/// The reason why a rehearsal cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The operator: the faults of one `--fault` do not go with those of another.
    #[error("--fault: {0}")]
    Fault(#[source] FaultError),
    /// The operator: the page is not built, or is somewhere else.
    #[error(transparent)]
    NoPage(#[from] PageError),
    /// This program: its own plan cannot be played.
    #[error("expected a sound reference plan in this program, found a bug: {0}")]
    Bug(#[source] PlanError),
    /// The operator: the plan cannot be played.
    #[error(transparent)]
    Plan(PlanError),
    /// The operator: there is no such plan, or it is not UTF-8.
    #[error("--plan: expected a readable file, found for `{}`: {error}", .file.display())]
    PlanFile {
        /// The file of the plan.
        file: PathBuf,
        /// The operating system's error.
        #[source]
        error: io::Error,
    },
    /// The operator or the machine: the document cannot be read.
    #[error("{}: expected a readable file, found: {error}", .file.display())]
    DocumentFile {
        /// The document.
        file: PathBuf,
        /// The operating system's error.
        #[source]
        error: io::Error,
    },
    /// The operator: the document cannot be used.
    #[error("{}: {error}", .file.display())]
    Document {
        /// The document.
        file: PathBuf,
        /// Why it cannot be used.
        #[source]
        error: DocumentError,
    },
    /// The operator: the document has nothing to play.
    #[error(
        "{}: expected a maintenance that is planned or under way, with a start and an end, found none: \
         `intermission plan` adds one",
        .file.display()
    )]
    NoWindow {
        /// The document.
        file: PathBuf,
    },
    /// The operator: the document has a maintenance that has begun, so that its drill would begin in the middle.
    #[error(
        "{}: expected a maintenance that is still to come, found `{name}`, which begins at {start}: a drill practises \
         work before it begins",
        .file.display()
    )]
    Begun {
        /// The document.
        file: PathBuf,
        /// The name of the maintenance.
        name: String,
        /// The start of its window.
        start: String,
    },
    /// The operator: a drill of the operator's own document has a start of its own.
    #[error(
        "--start-at: expected none for a drill of a document, which begins two minutes before the window or when the \
         document was published, found `{start_at}`"
    )]
    StartOfOwnDrill {
        /// The minute.
        start_at: Minute,
    },
    /// The operator: the folder of a drill has files, which a drill does not overwrite.
    #[error("--folder: expected a new or empty folder, found files in `{}`", .folder.display())]
    FolderInUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The machine: the folder of a drill cannot be made, or a file in it cannot be written or read.
    #[error("{}: expected a folder of a drill that can be read and written, found: {error}", .folder.display())]
    Folder {
        /// The folder or file.
        folder: PathBuf,
        /// The operating system's error.
        #[source]
        error: io::Error,
    },
    /// Others: a verb does not release the document of a drill, or its journal cannot be read.
    #[error(transparent)]
    Desk(#[from] Refusal),
    /// The operator or the machine: the port is in use, often by an earlier rehearsal, or is not permitted.
    #[error("--port: expected a free port, found for `{port}`: {error}")]
    Port {
        /// The TCP port.
        port: u16,
        /// The operating system's error.
        #[source]
        error: io::Error,
    },
    /// The machine: the server could not be started, or broke down.
    #[error("expected this machine to run a server, found: {0}")]
    Server(#[source] io::Error),
}

impl RehearsalError {
    /// Returns exit status 2 if the plan or a `--fault` is at fault, as for other wrong arguments; 1 otherwise.
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Fault(_)
            | Self::Plan(_)
            | Self::PlanFile { .. }
            | Self::DocumentFile { .. }
            | Self::Document { .. }
            | Self::NoWindow { .. }
            | Self::Begun { .. }
            | Self::StartOfOwnDrill { .. }
            | Self::FolderInUse { .. } => ExitCode::from(2),
            Self::Bug(_)
            | Self::NoPage(_)
            | Self::Folder { .. }
            | Self::Desk(_)
            | Self::Port { .. }
            | Self::Server(_) => ExitCode::FAILURE,
        }
    }
}
