//! The errors of `intermission rehearse`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::fault::FaultError;
use super::plan::PlanError;
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
            | Self::NoWindow { .. } => ExitCode::from(2),
            Self::Bug(_) | Self::NoPage(_) | Self::Port { .. } | Self::Server(_) => {
                ExitCode::FAILURE
            }
        }
    }
}
