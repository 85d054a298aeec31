//! `intermission publish`: writes a document, and all files rendered from it, to the folder that is served.
//!
//! `material` makes the document from any input that `check` reads, `order` decides which of two documents is newer,
//! `edition` renders the files of a document, with the `picture` for previews, `packed` compresses them, `folder`
//! replaces them so that no visitor gets a partial file or old data after new, `previous` removes old versions of the
//! page, `recording` has `history` add the document to what was published before, `measured` what its feed has measured,
//! and `forms` write what is made of that,
//! and `watch` publishes continuously. `shell` is the page itself, with the operator's settings.

pub mod edition;
pub mod error;
pub mod folder;
pub(in crate::cli) mod forms;
pub(in crate::cli) mod history;
mod material;
pub(in crate::cli) mod measured;
pub mod order;
pub mod packed;
pub mod picture;
pub mod previous;
mod prepared;
mod recording;
mod shell;
pub mod stale;
pub mod watch;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::check::Line;
use crate::cli::config::ConfigOption;
use crate::cli::feed::Gathered;
use crate::cli::page_facts::PageFacts;
use crate::cli::rehearse::clock::real_now;
use crate::cli::render::{ErrorResponse, Still};
use crate::cli::site::Headers;
use crate::cli::terminal;
use crate::model::time::instant::Instant;
use edition::Edition;
pub use error::PublishError;
use folder::Folder;
use material::Material;
use order::{Backwards, Dated};
use packed::Packed;
pub use picture::PictureOptions;
pub(in crate::cli) use prepared::Prepared;
use recording::{Published, confirm, record};
use shell::Shell;

/// The arguments of `intermission publish`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if the document is published, 1 if nothing was published, 2 if the settings or the \
    arguments are wrong"
)]
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
    /// preferred first; by default in those of the settings, else in English.
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// Publish a document that has problems, or a part of which could not be fetched; its problems are still printed.
    #[arg(long)]
    despite_problems: bool,
    #[command(flatten)]
    picture: PictureOptions,
    #[command(flatten)]
    facts: PageFacts,
    #[command(flatten)]
    config: ConfigOption,
    /// Publish the built page in this folder; by default the one that this program contains.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// Publish the document and what is rendered from it, but no page; an `index.html` that is there gets the state.
    #[arg(long, conflicts_with_all = ["dist", "config"])]
    no_page: bool,
    /// Record nothing in the folder `history`.
    #[arg(long)]
    no_history: bool,
    /// Print only why nothing was published.
    #[arg(short, long)]
    quiet: bool,
}

/// The outcome of publishing.
#[derive(Debug, Default)]
pub struct Done {
    /// The time at which the document was written, as it states.
    published: Option<Instant>,
    /// The names of the files that changed and are made of the document; empty if all were there already.
    changed: Vec<String>,
    /// The number of other files of the page that changed.
    page_files: usize,
    /// The names of files of previous versions of the page that were removed.
    expired: Vec<String>,
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
    /// The names of the files of the history that changed, but for its index.
    recorded: Vec<String>,
}

impl Done {
    /// Returns whether anything in the folder has changed.
    fn is_news(&self) -> bool {
        !self.changed.is_empty()
            || !self.recorded.is_empty()
            || self.page_files > 0
            || !self.renewed.is_empty()
            || !self.expired.is_empty()
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut changed = self.changed.clone();
        match self.page_files {
            0 => {}
            1 => changed.insert(0, "1 file of the page".to_owned()),
            number => changed.insert(0, format!("{number} files of the page")),
        }
        let changed = match changed.as_slice() {
            [] => "nothing, all of it is there".to_owned(),
            names => names.join(", "),
        };
        match self.published {
            Some(at) => write!(f, "published {changed}, as of {}", edition::written(at))?,
            None => write!(f, "published {changed}, undated")?,
        }
        if !self.recorded.is_empty() {
            write!(f, "\nrecorded in {}", self.recorded.join(", "))?;
        }
        for name in &self.renewed {
            write!(
                f,
                "\ncompressed {} anew: it had been edited",
                name.display()
            )?;
        }
        if !self.expired.is_empty() {
            write!(
                f,
                "\nremoved {} of an earlier version",
                self.expired.join(", ")
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
            error.exit_code()
        }
    }
}

/// A status document that another command publishes.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Single<'a> {
    /// The document.
    pub(in crate::cli) file: &'a Path,
    /// The folder that a web server serves.
    pub(in crate::cli) to: &'a Path,
    /// The folder of the built page; `None` for the page that this program contains.
    pub(in crate::cli) dist: Option<&'a Path>,
    /// The settings of the page.
    pub(in crate::cli) config: &'a ConfigOption,
    /// Whether problems of the document do not matter.
    pub(in crate::cli) despite_problems: bool,
}

/// Publishes a status document to a folder, and returns what was published, in lines. Problems that do not prevent it are
/// printed.
///
/// # Errors
/// Nothing was published.
pub(in crate::cli) fn document(single: &Single<'_>) -> Result<String, PublishError> {
    let arguments = Arguments {
        sources: vec![single.file.display().to_string()],
        to: single.to.to_owned(),
        watch: false,
        every: 60,
        allow_older: false,
        lang: Vec::new(),
        despite_problems: single.despite_problems,
        picture: PictureOptions::default(),
        facts: PageFacts::default(),
        config: single.config.clone(),
        dist: single.dist.map(Path::to_owned),
        no_page: false,
        no_history: false,
        // The other command prints the outcome.
        quiet: true,
    };
    let done = gather(&arguments).and_then(|gathered| publish(&arguments, &gathered))?;
    terminal::print_error_lines(&done.warnings);
    Ok(format!("{done}\n"))
}

/// Reads the files and downloads the URLs.
fn gather(arguments: &Arguments) -> Result<Gathered, PublishError> {
    Gathered::from(&arguments.sources, real_now()).map_err(PublishError::Unreadable)
}

fn unwritable(arguments: &Arguments) -> impl Fn(io::Error) -> PublishError {
    let folder = arguments.to.clone();
    move |error| PublishError::Folder {
        folder: folder.clone(),
        error,
    }
}

/// Publishes what was gathered.
fn publish(arguments: &Arguments, gathered: &Gathered) -> Result<Done, PublishError> {
    let shell = Shell::read(arguments)?;
    let material = Material::of(gathered, &arguments.facts)?;
    if !arguments.despite_problems {
        admit(gathered, &material)?;
    }
    let unwritable = unwritable(arguments);
    let folder = Folder::lock(&arguments.to, terminal::print_error).map_err(&unwritable)?;
    let present = folder.read(edition::DOCUMENT).map_err(&unwritable)?;
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
    let (edition, fault) = render(arguments, &shell, &folder, &material.bytes, at)?;
    let (mut warnings, mut lines) = (material.told, material.lines);
    if let Some(line) = fault {
        warnings = format!("{line}\n{warnings}");
        lines.push(Line::from(line));
    }
    let placed = place(&shell, &folder, edition, gathered.now).map_err(&unwritable)?;
    let published = Published {
        document: &material.bytes,
        measured: material.measured.as_ref(),
        page: material.snapshot.page,
        is_new_page: placed.page_files > 0,
    };
    let remembered = record(arguments, &shell, &folder, published, gathered.now);
    warnings.push_str(&terminal::lines(&remembered.warnings));
    lines.extend(remembered.warnings.into_iter().map(Line::from));
    Ok(Done {
        published: stated,
        warnings,
        lines,
        recorded: remembered.changed,
        is_converted: material.is_converted,
        returns: material.returns,
        ..placed
    })
}

/// Renders all files of a document as of an instant, with a fault if its picture cannot be drawn.
fn render(
    arguments: &Arguments,
    shell: &Shell,
    folder: &Folder,
    document: &[u8],
    at: Instant,
) -> Result<(Edition, Option<String>), PublishError> {
    let languages = shell.settings.languages(&arguments.lang);
    let still = Still::read(document, at, languages)
        .map_err(|error| PublishError::unusable_document(&arguments.sources, &error))?;
    let history_page = shell.history_page(folder).map_err(unwritable(arguments))?;
    let still = if arguments.no_history || history_page.is_none() {
        still
    } else {
        still.with_history()
    };
    let html = shell.html(arguments, folder)?;
    let (picture, fault) = match arguments.picture.draw(&still) {
        Ok(picture) => (picture, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let response = ErrorResponse {
        status: ErrorResponse::STATUS,
        retry_after_secs: shell.settings.retry_after_secs,
    };
    let edition = Edition::of(document, still, html.as_deref(), picture, response);
    let edition = edition.map_err(|error| PublishError::Page {
        folder: arguments.to.clone(),
        error,
    })?;
    Ok((edition, fault))
}

/// The name of the table of headers that is written for the operator's server.
const HEADERS: &str = ".headers.json";

/// Puts all files into the folder: those of the page first, because the page and the document refer to them.
fn place(shell: &Shell, folder: &Folder, edition: Edition, now: Instant) -> io::Result<Done> {
    let files: Vec<Packed> = shell.files().cloned().chain(edition.files).collect();
    let of_page = files.len().min(shell.files().count());
    let changed = folder.replace(&files, &edition.gone)?;
    let is_of_page = |name: &String| files.iter().take(of_page).any(|file| file.name == *name);
    let (page, changed): (Vec<_>, Vec<_>) = changed.into_iter().partition(is_of_page);
    let mut done = Done {
        changed,
        page_files: page.len(),
        renewed: folder.renew_copies()?,
        ..Done::default()
    };
    if let Some(page) = &shell.page {
        let headers = Headers::of(&shell.settings).to_json();
        if folder.read(HEADERS)?.as_deref() != Some(headers.as_bytes()) {
            folder.write(HEADERS, headers.as_bytes())?;
        }
        done.expired = previous::expire(folder, page.hashed(), now)?;
    }
    Ok(done)
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
