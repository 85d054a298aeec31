//! `intermission publish`: puts a document, and all that is made of it, where it is served.
//!
//! [`edition`] is what is made of a document, [`packed`] compresses it, [`folder`] puts it in place so that no
//! visitor sees half of it or older news after newer, and [`watch`] does so again whenever the document changes.

pub mod edition;
pub mod folder;
pub mod packed;
pub mod watch;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::check::Findings;
use crate::cli::rehearse::clock::real_now;
use crate::cli::render::{RenderError, Still};
use crate::cli::terminal;
use crate::model::instant::Instant;
use edition::{Backwards, Edition};
use folder::Folder;

/// What `intermission publish` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document.
    #[arg(value_name = "STATUS.json")]
    document: PathBuf,
    /// The folder that is served.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Goes on, and publishes again whenever the document changes.
    #[arg(long)]
    watch: bool,
    /// Lets an older document take the place of a newer one. Open pages go on showing the newer.
    #[arg(long)]
    allow_older: bool,
    /// The language of what is rendered, and of texts that the document has in several; may be given again, best first.
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// Publishes a document that has problems but can be used; they are told all the same.
    #[arg(long)]
    despite_problems: bool,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// The operator: the document has faults, each on a line of its own.
    Faulty { findings: String, usable: bool },
    /// The operator: the document would take visitors back in time.
    Backwards { document: PathBuf, why: Backwards },
    /// The operator: there is no such document.
    Unreadable { document: PathBuf, error: io::Error },
    /// The operator: what is served as the page is not it.
    Page { folder: PathBuf, error: RenderError },
    /// The operator or the machine: the folder is not there, or cannot be written to.
    Folder { folder: PathBuf, error: io::Error },
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faulty { findings, usable } => {
                f.write_str(findings)?;
                f.write_str("nothing was published")?;
                let hint = "; `--despite-problems` publishes what can be used";
                f.write_str(if *usable { hint } else { "" })
            }
            Self::Backwards { document, why } => write!(
                f,
                "{}: {why}; `--allow-older` publishes it all the same",
                document.display()
            ),
            Self::Unreadable { document, error } => write!(
                f,
                "{}: expected a readable file, found: {error}",
                document.display()
            ),
            Self::Page { folder, error } => {
                write!(f, "{}: {error}", folder.join(edition::PAGE).display())
            }
            Self::Folder { folder, error } => write!(
                f,
                "{}: expected a folder to publish to, found: {error}",
                folder.display()
            ),
        }
    }
}

/// What came of publishing.
#[derive(Debug)]
pub struct Done {
    /// When the document says it was written.
    published: Option<Instant>,
    /// The names of the files that are new; none where all was there already.
    changed: Vec<&'static str>,
    /// Lines about problems that the operator lets pass.
    warnings: String,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = match self.changed.as_slice() {
            [] => "nothing, all of it is there".to_owned(),
            names => names.join(", "),
        };
        match self.published {
            Some(at) => write!(f, "published {changed}, as of {}", edition::written(at)),
            None => write!(f, "published {changed}, undated"),
        }
    }
}

/// Publishes, once or until the process is ended: at whatever moment that is, what is served is whole.
pub fn run(arguments: &Arguments) -> ExitCode {
    if arguments.watch {
        watch::run(arguments);
    }
    match read(&arguments.document).and_then(|bytes| publish(arguments, &bytes)) {
        Ok(done) => {
            tell(&done);
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::print_error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn tell(done: &Done) {
    terminal::print_error_lines(&done.warnings);
    terminal::print(&format!("{done}\n"));
}

fn read(document: &Path) -> Result<Vec<u8>, PublishError> {
    std::fs::read(document).map_err(|error| PublishError::Unreadable {
        document: document.to_owned(),
        error,
    })
}

/// Publishes the document in `bytes`.
fn publish(arguments: &Arguments, bytes: &[u8]) -> Result<Done, PublishError> {
    let checked = Checked::new(arguments, bytes)?;
    let unwritable = |error| PublishError::Folder {
        folder: arguments.to.clone(),
        error,
    };
    let folder = Folder::lock(&arguments.to).map_err(unwritable)?;
    let present = folder.read(edition::DOCUMENT).map_err(unwritable)?;
    let present = present.as_deref().and_then(edition::published_in);
    if let Some(why) = Backwards::between(present, checked.published)
        && !arguments.allow_older
    {
        let document = arguments.document.clone();
        return Err(PublishError::Backwards { document, why });
    }
    let page = folder.read(edition::PAGE).map_err(unwritable)?;
    let page = page.as_deref().map(String::from_utf8_lossy);
    let edition = Edition::of(bytes, &checked.still, page.as_deref());
    let edition = edition.map_err(|error| PublishError::Page {
        folder: arguments.to.clone(),
        error,
    })?;
    let changed = folder
        .replace(&edition.files, &edition.gone)
        .map_err(unwritable)?;
    Ok(Done {
        published: checked.published,
        changed,
        warnings: checked.warnings,
    })
}

/// A document that may be published.
struct Checked {
    /// When it says it was written.
    published: Option<Instant>,
    /// What is wrong with it that the operator lets pass.
    warnings: String,
    /// As it is rendered.
    still: Still,
}

impl Checked {
    fn new(arguments: &Arguments, bytes: &[u8]) -> Result<Self, PublishError> {
        let findings = Findings::of(bytes);
        let told = || findings.to_text(&arguments.document.display().to_string());
        let faulty = |usable| PublishError::Faulty {
            findings: told(),
            usable,
        };
        let Findings::Usable {
            problems, snapshot, ..
        } = &findings
        else {
            return Err(faulty(false));
        };
        if !problems.is_empty() && !arguments.despite_problems {
            return Err(faulty(true));
        }
        let warnings = if problems.is_empty() {
            String::new()
        } else {
            told()
        };
        let published = snapshot.published.instant();
        // As of the document's own time, so that the same document gives the same files whenever it is published.
        let at = published.unwrap_or_else(real_now);
        let Ok(still) = Still::read(bytes, at, &arguments.lang) else {
            return Err(faulty(false));
        };
        Ok(Self {
            published,
            warnings,
            still,
        })
    }
}
