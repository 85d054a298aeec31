//! `intermission publish`: writes a document, and all files rendered from it, to the folder that is served.
//!
//! `material` makes the document from any input that `check` reads, `order` decides which of two documents is newer,
//! `edition` renders the files of a document, `packed` compresses them, `folder` replaces them so that no visitor gets
//! a partial file or old data after new, and `watch` publishes continuously.

pub mod edition;
pub mod folder;
mod material;
pub mod order;
pub mod packed;
pub mod stale;
pub mod watch;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::check::Line;
use crate::cli::feed::{Gathered, SourceError};
use crate::cli::page_facts::PageFacts;
use crate::cli::rehearse::clock::real_now;
use crate::cli::render::{RenderError, Still};
use crate::cli::terminal;
use crate::model::document::error::DocumentError;
use crate::model::time::instant::Instant;
use edition::Edition;
use folder::Folder;
use material::Material;
use order::{Backwards, Dated};

/// The arguments of `intermission publish`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status: 0 if the document is published, 1 if nothing was published")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Arguments {
    /// The document or feed: a file, a URL, or `-` for standard input; several are documents of one feed.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// Publish to this folder, which a web server serves.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Keep running, and publish again whenever the document changes.
    #[arg(long)]
    watch: bool,
    /// With --watch, request URLs at this interval, from 5 to 86400 seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(5..=86_400))]
    every: u64,
    /// Let an older document replace a newer one; open pages go on showing the newer one.
    #[arg(long)]
    allow_older: bool,
    /// Render in this language, such as `de`, also texts that the document has in several languages; may be repeated,
    /// preferred first; English by default.
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// Publish a document that has problems, or a part of which could not be fetched; its problems are still printed.
    #[arg(long)]
    despite_problems: bool,
    #[command(flatten)]
    facts: PageFacts,
    /// Print only why nothing was published.
    #[arg(short, long)]
    quiet: bool,
}

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
    /// Returns the error for a document that cannot be used, with `findings` that each end their line.
    fn unusable(findings: String) -> Self {
        let usable = false;
        Self::Faulty { findings, usable }
    }

    /// Returns the error for a document that was read from `names` and cannot be used.
    fn unusable_document(names: &[String], error: &DocumentError) -> Self {
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

/// The outcome of publishing.
#[derive(Debug)]
pub struct Done {
    /// The time at which the document was written, as it states.
    published: Option<Instant>,
    /// The names of the files that changed; empty if all were there already.
    changed: Vec<&'static str>,
    /// The paths of other files that were compressed again because their copies did not match them.
    renewed: Vec<PathBuf>,
    /// Lines about problems that do not prevent publishing, and their summary.
    warnings: String,
    /// The findings one by one, without a summary.
    lines: Vec<Line>,
    /// Whether the document may change with the clock alone.
    is_converted: bool,
    /// The duration of the return and its load on the site, as text.
    returns: String,
}

impl Done {
    /// Returns whether anything in the folder has changed.
    fn is_news(&self) -> bool {
        !self.changed.is_empty() || !self.renewed.is_empty()
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = match self.changed.as_slice() {
            [] => "nothing, all of it is there".to_owned(),
            names => names.join(", "),
        };
        match self.published {
            Some(at) => write!(f, "published {changed}, as of {}", edition::written(at))?,
            None => write!(f, "published {changed}, undated")?,
        }
        for name in &self.renewed {
            write!(
                f,
                "\ncompressed {} anew: it had been edited",
                name.display()
            )?;
        }
        Ok(())
    }
}

/// Publishes once, or until the process is ended. At any moment of that, the served files are consistent.
pub fn run(arguments: &Arguments) -> ExitCode {
    if arguments.watch && arguments.sources.iter().any(|it| it == "-") {
        terminal::print_error("--watch: expected files or URLs, found standard input");
        return ExitCode::FAILURE;
    }
    if arguments.watch {
        watch::run(arguments);
    }
    match gather(arguments).and_then(|gathered| publish(arguments, &gathered)) {
        Ok(done) => {
            if !arguments.quiet {
                terminal::print_error_lines(&done.warnings);
                terminal::print(&format!("{done}\n"));
                if !done.changed.is_empty() {
                    terminal::print(&format!("{}\n", done.returns));
                }
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::print_error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Reads the files and downloads the URLs.
fn gather(arguments: &Arguments) -> Result<Gathered, PublishError> {
    Gathered::from(&arguments.sources, real_now()).map_err(PublishError::Unreadable)
}

/// Publishes what was gathered.
fn publish(arguments: &Arguments, gathered: &Gathered) -> Result<Done, PublishError> {
    let material = Material::of(gathered, &arguments.facts)?;
    if !arguments.despite_problems {
        admit(gathered, &material)?;
    }
    let unwritable = |error| PublishError::Folder {
        folder: arguments.to.clone(),
        error,
    };
    let folder = Folder::lock(&arguments.to, terminal::print_error).map_err(unwritable)?;
    let present = folder.read(edition::DOCUMENT).map_err(unwritable)?;
    let placed = folder.placed(edition::DOCUMENT);
    let holding_back = |bytes: &[u8]| Dated::holding_back(bytes, placed, gathered.now);
    if let Some(why) = Backwards::between(present.as_deref().and_then(holding_back), material.dated)
        && !arguments.allow_older
    {
        let document = arguments.sources.join(", ");
        return Err(PublishError::Backwards { document, why });
    }
    // The time of rendering is the document's own time, else that of its first publication here, so that the same
    // document gives the same files whenever it is published.
    let since = placed.filter(|_| present.as_deref() == Some(&material.bytes));
    let stated = material.dated.at.filter(|_| !material.dated.is_copy);
    let at = stated.or(since).unwrap_or(gathered.now);
    let still = Still::read(&material.bytes, at, &arguments.lang)
        .map_err(|error| PublishError::unusable_document(&arguments.sources, &error))?;
    let page = folder.read(edition::PAGE).map_err(unwritable)?;
    let page = page.as_deref().map(String::from_utf8_lossy);
    let edition = Edition::of(&material.bytes, &still, page.as_deref());
    let edition = edition.map_err(|error| PublishError::Page {
        folder: arguments.to.clone(),
        error,
    })?;
    let changed = folder
        .replace(&edition.files, &edition.gone)
        .map_err(unwritable)?;
    let renewed = folder.renew_copies().map_err(unwritable)?;
    Ok(Done {
        published: stated,
        changed,
        renewed,
        warnings: material.told,
        lines: material.lines,
        is_converted: material.is_converted,
        returns: material.returns,
    })
}

/// Refuses a document with problems that the operator can repair, or with parts that a later attempt may fetch;
/// visitors keep the last good document meanwhile. Problems of other publishers' feeds do not count: nobody here can
/// repair them, and they are shown as unknown.
fn admit(gathered: &Gathered, material: &Material) -> Result<(), PublishError> {
    if material.is_faulty {
        let (findings, usable) = (material.told.clone(), true);
        return Err(PublishError::Faulty { findings, usable });
    }
    if gathered.is_interrupted {
        let failures = material.told.clone();
        return Err(PublishError::Interrupted { failures });
    }
    Ok(())
}
