//! `intermission history render`: writes the page, feeds and calendar of the history anew.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use super::{HistoryError, lock, require_history, unusable_folder};
use crate::cli::publish::edition::DOCUMENT;
use crate::cli::publish::folder::Folder;
use crate::cli::publish::forms::{Wanted, write};
use crate::cli::publish::history::months;
use crate::cli::rehearse::clock::real_now;
use crate::cli::render::history::{Facts, HISTORY_PAGE, language_of, page_of};
use crate::cli::terminal;
use crate::model::history::month::Month;
use crate::model::time::instant::Instant;

/// The arguments of `intermission history render`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "`publish` does the same when something has changed, and once an hour.\n\n\
    Exit status: 0 if everything is written, 1 if it cannot be, 2 if the arguments are wrong"
)]
pub(super) struct Arguments {
    /// The folder to which `publish` publishes.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write in this language, such as `de`; may be repeated, preferred first. By default that of the history page which is
    /// there, else English.
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// Write as of this instant, such as `2026-11-23T10:27:00Z`; now by default.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
}

/// Writes everything, and returns a text about it.
pub(super) fn run(arguments: &Arguments) -> Result<String, HistoryError> {
    require_history(&arguments.folder)?;
    let folder = lock(&arguments.folder)?;
    let unusable = unusable_folder(&arguments.folder);
    let months = months(&arguments.folder).map_err(&unusable)?;
    let number = months.len();
    let now = arguments.at.unwrap_or_else(real_now);
    refresh(&folder, months, &arguments.lang, now).map_err(&unusable)?;
    let months = if number == 1 { "month" } else { "months" };
    Ok(format!(
        "written: the history page, {number} {months}, feeds and calendar\n"
    ))
}

/// Writes what is made of the history, with the pages of `months`, and prints the faults of the history.
///
/// # Errors
/// A file of the history cannot be read, or one of these not be written.
pub(super) fn refresh(
    folder: &Folder,
    months: BTreeSet<Month>,
    languages: &[String],
    now: Instant,
) -> io::Result<()> {
    let document = folder.read(DOCUMENT)?;
    let page = document.and_then(|bytes| page_of(&bytes));
    let html = folder.read(HISTORY_PAGE)?;
    let html = html.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let present = html.as_deref().and_then(language_of);
    let languages: Vec<String> = languages.iter().cloned().chain(present).collect();
    let facts = Facts::new(page.unwrap_or_default(), &languages, now);
    let wanted = Wanted {
        html: html.as_deref(),
        months,
        shows_progress: true,
    };
    let warnings = write(folder, &facts, &wanted)?;
    terminal::print_error_lines(&terminal::lines(&warnings));
    Ok(())
}
