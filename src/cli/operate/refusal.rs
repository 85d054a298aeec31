//! The reasons why a verb changes nothing.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use super::answers::Doubt;
use super::names::NameError;
use super::times::TimeError;
use crate::cli::check::{Findings, are_coloured};
use crate::cli::config::ConfigError;
use crate::cli::feed::SourceError;
use crate::cli::publish::PublishError;
use crate::model::document::error::DocumentError;

/// The end of a message about problems of a document.
const FAULTY: &str = "nothing was said; `--despite-problems` says it all the same";

/// The reason why nothing was said. Nothing was written then, unless the variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The operator: a name leads to no entry, or to several.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The operator: a text is no time.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The operator: arguments contradict each other, or have no meaning.
    #[error("{0}")]
    Misused(String),
    /// The operator: the document is in no state in which this can be said.
    #[error("{0}")]
    Impossible(String),
    /// The operator: it can be said, but is most likely a mistake.
    #[error("{question}; `--yes` says it all the same")]
    Unlikely {
        /// The kind of mistake.
        doubt: Doubt,
        /// The expected and the unlikely value, in a sentence.
        question: String,
    },
    /// The operator: the settings have faults.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The operator: the document cannot be used.
    #[error("{file}: {error}")]
    Document {
        /// The document.
        file: String,
        /// Why it cannot be used.
        #[source]
        error: DocumentError,
        /// Its text.
        text: String,
    },
    /// The operator or the machine: the document cannot be read.
    #[error("{0}; `intermission new` writes a document")]
    Missing(SourceError),
    /// The operator: the document would have problems.
    #[error("{findings}{FAULTY}")]
    Faulty {
        /// The problems, each on a line of its own.
        findings: String,
        /// The problems with the lines of the document that they are in.
        snippets: String,
    },
    /// The machine: a file cannot be read or written.
    #[error("{}: {error}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// Others: the document is being changed by another process, which does not end.
    #[error("{}: expected to wait at most {seconds} seconds for another process, {holder}", .file.display())]
    Locked {
        /// The lock.
        file: PathBuf,
        /// The time that was waited.
        seconds: u64,
        /// The content of the lock file: the process that holds it.
        holder: String,
    },
    /// Others: the document has changed where this would change it, too.
    #[error("{}: {conflict}", .file.display())]
    Conflict {
        /// The document.
        file: PathBuf,
        /// Both versions.
        conflict: String,
    },
    /// The document is written, but not published.
    #[error("{}: written, but not published: {error}", .file.display())]
    Unpublished {
        /// The document.
        file: PathBuf,
        /// Why it was not published.
        #[source]
        error: Box<PublishError>,
    },
}

impl Refusal {
    /// Returns the faults of the document with the lines that they are in, if such faults are the reason.
    pub fn to_snippets(&self) -> Option<String> {
        match self {
            Self::Document { file, error, text } => {
                let is_coloured = are_coloured(io::stderr().is_terminal());
                let findings = Findings::Refused(error.clone());
                Some(findings.problem_snippets(file, text, is_coloured))
            }
            Self::Faulty { snippets, .. } => Some(format!("{snippets}{FAULTY}\n")),
            Self::Name(_)
            | Self::Time(_)
            | Self::Misused(_)
            | Self::Impossible(_)
            | Self::Unlikely { .. }
            | Self::Config(_)
            | Self::Missing(_)
            | Self::File { .. }
            | Self::Locked { .. }
            | Self::Conflict { .. }
            | Self::Unpublished { .. } => None,
        }
    }

    /// Returns the exit status: 1 if it is refused, 2 if the arguments or settings are wrong whatever the document says.
    pub fn status(&self) -> u8 {
        match self {
            Self::Time(_) | Self::Misused(_) | Self::Config(_) => 2,
            Self::Name(_)
            | Self::Impossible(_)
            | Self::Unlikely { .. }
            | Self::Document { .. }
            | Self::Missing(_)
            | Self::Faulty { .. }
            | Self::File { .. }
            | Self::Locked { .. }
            | Self::Conflict { .. }
            | Self::Unpublished { .. } => 1,
        }
    }
}
