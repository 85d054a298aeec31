//! The errors of `intermission publish`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::edition;
use super::order::Backwards;
use crate::cli::config::ConfigError;
use crate::cli::download::DownloadError;
use crate::cli::feed::SourceError;
use crate::cli::render::RenderError;
use crate::cli::site::{PageError, SiteError};
use crate::model::document::error::DocumentError;
use crate::model::time::instant::Instant;

/// The reason why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The operator: the document has faults.
    #[error("{findings}nothing was published{}", hint(*.usable))]
    Faulty {
        /// The faults, each on a line of its own.
        findings: String,
        /// Whether `--despite-problems` would publish the document.
        usable: bool,
    },
    /// The network: parts of the feed could not be fetched.
    #[error("{failures}nothing was published; `--despite-problems` publishes what is there")]
    Interrupted {
        /// The parts, each on a line of its own.
        failures: String,
    },
    /// The operator: the document would take visitors back in time.
    #[error("{document}: {why}; `--allow-older` publishes it all the same")]
    Backwards {
        /// The file or URL of the document.
        document: String,
        /// The way in which it would go back.
        #[source]
        why: Backwards,
    },
    /// The operator, the server or the network: the document cannot be read.
    #[error(transparent)]
    Unreadable(SourceError),
    /// The operator: the `index.html` that is served is not the built page.
    #[error("{}: {error}", .folder.join(edition::PAGE).display())]
    Page {
        /// The folder that is published to.
        folder: PathBuf,
        /// The fault of the page.
        #[source]
        error: RenderError,
    },
    /// The operator: the settings have faults.
    #[error("{0}\nnothing was published")]
    Config(#[from] ConfigError),
    /// The operator: there is no page to publish.
    #[error("{0}; `--no-page` publishes the document without it")]
    NoPage(#[from] PageError),
    /// The operator: the folder of `--dist` has another page.
    #[error(transparent)]
    OtherPage(#[from] SiteError),
    /// The operator: the page that is served has settings of its own, which would be lost.
    #[error(
        "{}: expected no settings but those of `intermission.toml`, found `{found}`: write them there and remove this file, \
         or publish with `--no-page`",
        .folder.join(edition::PAGE).display()
    )]
    Edited {
        /// The folder that is published to.
        folder: PathBuf,
        /// The element with the setting.
        found: String,
    },
    /// The operator or the machine: the folder does not exist, or cannot be written to.
    #[error("{}: expected a folder that can be read and written, found: {error}", .folder.display())]
    Folder {
        /// The folder that is published to.
        folder: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
}

impl PublishError {
    /// Returns the pause that the host of an unreadable document asks for, in milliseconds.
    pub(in crate::cli) fn retry_after_millis(&self, now: Instant) -> Option<i64> {
        let Self::Unreadable(SourceError::Download(DownloadError::HttpStatus {
            retry_after, ..
        })) = self
        else {
            return None;
        };
        retry_after.map(|it| it.millis(now))
    }

    /// Returns the error for a document that cannot be used, with `findings` that each end their line.
    pub(super) fn unusable(findings: String) -> Self {
        let usable = false;
        Self::Faulty { findings, usable }
    }

    /// Returns exit status 2 if the settings are at fault, as for other wrong arguments; 1 otherwise.
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_) => ExitCode::from(2),
            Self::Faulty { .. }
            | Self::Interrupted { .. }
            | Self::Backwards { .. }
            | Self::Unreadable(_)
            | Self::Page { .. }
            | Self::NoPage(_)
            | Self::OtherPage(_)
            | Self::Edited { .. }
            | Self::Folder { .. } => ExitCode::FAILURE,
        }
    }

    /// Returns the error for a document that was read from `names` and cannot be used.
    pub(super) fn unusable_document(names: &[String], error: &DocumentError) -> Self {
        Self::unusable(format!("{}: {error}\n", names.join(", ")))
    }
}

/// Returns the end of the sentence about faults: the option that publishes a `usable` document.
fn hint(usable: bool) -> &'static str {
    if usable {
        "; `--despite-problems` publishes what can be used"
    } else {
        ""
    }
}
