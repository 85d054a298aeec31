//! `intermission render`: renders a status document in forms that need no script, for visitors and machines.
//!
//! [`Still`] is a document at one instant. All forms are pure functions of it: only this file reads the clock, and only
//! [`files`] writes to disk.

mod badge;
mod brief;
mod facts;
pub mod files;
#[cfg(feature = "social")]
mod fonts;
#[cfg(not(feature = "social"))]
#[path = "no_fonts.rs"]
mod fonts;
mod foot;
mod head;
pub(in crate::cli) mod history;
mod history_links;
pub(crate) mod html;
mod into;
mod one_file;
mod plain;
mod problem;
mod social;
mod still;
mod text;

pub use badge::BadgeStyle;
pub use fonts::{DrawError, Fonts};
pub(crate) use html::escape;
pub use one_file::{NO_SOURCE, without_policy};
pub use plain::LIMIT as PLAIN_LIMIT;
pub use problem::ErrorResponse;
pub use social::{PICTURE, SIZE as SOCIAL_SIZE};
pub use still::Still;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::feed::{self, SourceError};
use crate::cli::own_files;
use crate::cli::publish::folder::Folder;
use crate::cli::publish::packed::Packed;
use crate::cli::rehearse::clock::real_now;
use crate::cli::site::page::ONE_FILE;
use crate::cli::site::{PageError, PageSource};
use crate::cli::terminal;
use crate::model::document::error::DocumentError;
use crate::model::time::instant::Instant;

/// The arguments of `intermission render`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status: 0 if the document is rendered, 2 if nothing was rendered")]
pub struct Arguments {
    #[command(flatten)]
    what: What,
    /// The document or feed: a file, or `-` for standard input.
    file: String,
    /// Write to this file; standard output by default.
    #[arg(short, long, value_name = "FILE", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// Render the document as of this instant, such as `2026-11-23T10:27:00Z`; now by default.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    /// Render in this language, such as `de`, also texts that the document has in several languages; may be repeated,
    /// preferred first; English by default. With --one-file, the file contains the page's texts in all of them.
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// With --one-file, let the file request the document from this address: an absolute URL, or a path on the host
    /// that serves the file; may be repeated; the built page's by default. `none` makes a file without a script.
    #[arg(long, value_name = "URL", conflicts_with_all = ["into", "plain", "text", "badge", "ics", "social"])]
    source: Vec<String>,
    /// With --one-file, leave the content security policy out, for hosts that change inline code: the policy has its
    /// hashes.
    #[arg(long, conflicts_with_all = ["into", "plain", "text", "badge", "ics", "social"])]
    no_policy: bool,
    /// With --ics, give the entries ids of this host; that of the document's `page.url` by default, else `localhost`.
    #[arg(long, value_name = "HOST", conflicts_with_all = ["into", "plain", "text", "badge", "one_file", "social"])]
    host: Option<String>,
    /// With --social, draw texts in the fonts of this folder; in those of the system by default.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["into", "plain", "text", "badge", "ics", "one_file"])]
    fonts: Option<PathBuf>,
    /// With --one-file, take the built page in this folder; by default the one that this program contains.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["into", "plain", "text", "badge", "ics", "social"])]
    dist: Option<PathBuf>,
}

/// The form to render; exactly one of the options.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "clap has a group of flags as fields"
)]
struct What {
    /// Write the state into the built page in this folder, for display before the script runs.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Render a page of at most 10 KB without a script.
    #[arg(long)]
    plain: bool,
    /// Render plain text, in lines of at most 78 columns.
    #[arg(long)]
    text: bool,
    /// Render an SVG badge; `flat` by default.
    #[arg(long, value_name = "STYLE", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "flat")]
    badge: Option<BadgeStyle>,
    /// Render an iCalendar file of the maintenances ahead or under way.
    #[arg(long)]
    ics: bool,
    /// Render the whole page in one file, with the state in it.
    #[arg(long)]
    one_file: bool,
    /// Draw a PNG picture of 1200 × 630 pixels, for previews of links.
    #[arg(long)]
    social: bool,
}

/// The reason why nothing was rendered. No file is then written or overwritten.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The publisher: the document cannot be used.
    #[error(transparent)]
    Document(DocumentError),
    /// The machine: the social image cannot be drawn.
    #[error("--social: {0}")]
    Undrawn(#[from] DrawError),
    /// The publisher: no maintenance is ahead or under way, so a calendar would be empty.
    #[error(
        "`scheduled_maintenances`: expected one with a window that is ahead or under way, found none"
    )]
    NoMaintenance,
    /// The operator: a saved file cannot fetch the document from the value of `--source`.
    #[error(
        "--source: expected an absolute URL such as `https://cdn.example.com/status.json`, a path such as \
         `/status.json`, or only `none`, found `{found}`"
    )]
    BadSource {
        /// The value of `--source`.
        found: String,
    },
    /// The operator: there is no page to take.
    #[error(transparent)]
    NoPage(#[from] PageError),
    /// The operator: the page that the state is written into is not built, or not at this place.
    #[error("{}: expected the built page, found: {error}; `make build` makes it", .file.display())]
    NotBuilt {
        /// Where the page should be.
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The operator: the file is not a built page.
    #[error("expected a built page with `{expected}`, found none")]
    NotOurPage {
        /// The markup that every built page has.
        expected: &'static str,
    },
    /// The operator or the machine: the document cannot be read.
    #[error(transparent)]
    Unreadable(SourceError),
    /// The machine: the result cannot be written.
    #[error("{}: expected a file that can be written, found: {error}", .file.display())]
    Unwritable {
        /// Where the result should be.
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
}

/// Renders the document, or prints why it cannot and returns exit status 2.
pub fn run(arguments: &Arguments) -> ExitCode {
    match render(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let text = match &error {
                RenderError::Document(_) | RenderError::NoMaintenance => {
                    format!("{}: {error}", arguments.file)
                }
                RenderError::NotOurPage { .. } => {
                    format!("{}: {error}", arguments.page().display())
                }
                RenderError::BadSource { .. }
                | RenderError::Undrawn(_)
                | RenderError::NoPage(_)
                | RenderError::NotBuilt { .. }
                | RenderError::Unreadable(_)
                | RenderError::Unwritable { .. } => error.to_string(),
            };
            terminal::print_error(&text);
            ExitCode::from(2)
        }
    }
}

impl Arguments {
    /// Returns the file of the built page that the state is written into or copied with.
    fn page(&self) -> PathBuf {
        match &self.what.into {
            Some(dist) => dist.join("index.html"),
            None => self.dist.clone().unwrap_or_default().join(ONE_FILE),
        }
    }
}

fn render(arguments: &Arguments) -> Result<(), RenderError> {
    let bytes = feed::bytes(&arguments.file).map_err(RenderError::Unreadable)?;
    let at = arguments.at.unwrap_or_else(real_now);
    let still = Still::read(&bytes, at, &arguments.lang).map_err(RenderError::Document)?;
    if let Some(dist) = &arguments.what.into {
        return render_into(&still, dist, &arguments.page());
    }
    let rendered = if arguments.what.social {
        still.social(&Fonts::read(arguments.fonts.as_deref())?)?
    } else {
        rendered(&still, arguments)?.into_bytes()
    };
    if let Some(file) = &arguments.output {
        return files::write(file, &rendered).map_err(unwritable(file));
    }
    terminal::print_bytes(&rendered);
    Ok(())
}

fn rendered(still: &Still, arguments: &Arguments) -> Result<String, RenderError> {
    let what = &arguments.what;
    if what.plain {
        Ok(still.plain())
    } else if what.ics {
        let host = arguments.host.as_deref().or(still.host());
        let calendar = still.calendar(host.unwrap_or("localhost"));
        calendar.ok_or(RenderError::NoMaintenance)
    } else if what.one_file {
        let html = PageSource::find(arguments.dist.as_deref())?.text(ONE_FILE)?;
        let html = still.one_file(&html, &arguments.source)?;
        Ok(if arguments.no_policy {
            without_policy(&html)
        } else {
            html
        })
    } else if let Some(style) = what.badge {
        Ok(still.badge(style))
    } else {
        Ok(still.text())
    }
}

/// Writes the state into the `index.html` in `dist`, and into its compressed copies.
fn render_into(still: &Still, dist: &Path, file: &Path) -> Result<(), RenderError> {
    let html = still.into_page(&built(file)?)?;
    let page = Packed::new("index.html", html.into_bytes());
    let replaced =
        Folder::lock(dist, terminal::print_error).and_then(|folder| folder.replace(&[page], &[]));
    replaced.map(drop).map_err(unwritable(file))
}

/// Returns the text of the page that the state is written into.
fn built(file: &Path) -> Result<String, RenderError> {
    let text = own_files::read(file).and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    });
    text.map_err(|error| RenderError::NotBuilt {
        file: file.to_owned(),
        error,
    })
}

fn unwritable(file: &Path) -> impl Fn(io::Error) -> RenderError {
    let file = file.to_owned();
    move |error| RenderError::Unwritable {
        file: file.clone(),
        error,
    }
}
