//! The files that are made of the history: the history page, pages of months, feeds and a calendar.
//!
//! They are written when the history has changed, and once an hour, because the bars of the page end with the last
//! publication. Only the recent months are read for them, whatever the history holds.

use std::collections::BTreeSet;
use std::io;

use super::folder::Folder;
use super::history::{INDEX, Store};
use super::packed::Packed;
use crate::cli::progress::Progress;
use crate::cli::render::history::{
    Facts, HISTORY_PAGE, feeds, history_page, month_page, recent_months,
};
use crate::model::history::feed_files::{ATOM, month_page as page_of_month};
use crate::model::history::files::MonthFile;
use crate::model::history::month::Month;
use crate::model::history::stated::shown_measured;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The page and the months that are to be written.
pub(in crate::cli) struct Wanted<'a> {
    /// The built page of the history; `None` if it is not published.
    pub(in crate::cli) html: Option<&'a str>,
    /// The months whose pages are out of date; pages that are missing are written, too.
    pub(in crate::cli) months: BTreeSet<Month>,
    /// Whether a terminal shows how many months are written.
    pub(in crate::cli) shows_progress: bool,
}

/// The longest time without new files while nothing changes.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// Returns whether files are missing, or the page is older than an hour. Without a history none are due.
pub(super) fn are_due(folder: &Folder, now: Instant) -> bool {
    let page = folder.placed(HISTORY_PAGE);
    let is_old = page.is_some_and(|at| now - at >= LONGEST);
    folder.placed(INDEX).is_some() && (is_old || folder.placed(ATOM).is_none())
}

/// Writes the files, and returns the faults of the history, one line each.
///
/// # Errors
/// A file of the history cannot be read, or one of these not be written.
pub(in crate::cli) fn write(
    folder: &Folder,
    facts: &Facts,
    wanted: &Wanted<'_>,
) -> io::Result<Vec<String>> {
    let mut store = Store::open(folder)?;
    let recent = recent_months(&store.history, facts.now);
    store.load(recent.iter().copied())?;
    let measured = store.history.index.measured();
    store.load_measured(shown_measured(&measured, facts.now))?;
    let mut files: Vec<Packed> = feeds(&store.history, facts)
        .into_iter()
        .map(|form| Packed::new(form.name, form.text.into_bytes()))
        .collect();
    let mut warnings = Vec::new();
    if let Some(html) = wanted.html {
        match history_page(&store.history, &store.damaged, facts, html) {
            Ok(page) => files.push(Packed::new(HISTORY_PAGE, page.into_bytes())),
            Err(error) => warnings.push(format!("{HISTORY_PAGE}: {error}")),
        }
    }
    let missing = missing_pages(folder, &store, wanted);
    let total = u64::try_from(missing.len()).unwrap_or(u64::MAX);
    let progress = wanted
        .shows_progress
        .then(|| Progress::new(total, "months"));
    for month in missing {
        // Pages of a long history are made one by one, so that not all of it is in memory.
        let is_recent = store.history.months.contains_key(&month);
        store.load([month])?;
        let empty = MonthFile::new(month);
        let file = store.history.months.get(&month).unwrap_or(&empty);
        let form = month_page(month, file, &store.damaged, facts);
        files.push(Packed::new(form.name, form.text.into_bytes()));
        if !is_recent {
            store.history.months.remove(&month);
        }
        if let Some(progress) = &progress {
            progress.advance(1);
        }
    }
    drop(progress);
    folder.replace(&files, &[])?;
    warnings.append(&mut store.warnings);
    Ok(warnings)
}

/// Returns the months whose pages are out of date or missing.
fn missing_pages(folder: &Folder, store: &Store<'_>, wanted: &Wanted<'_>) -> Vec<Month> {
    let mut months = store.history.index.months();
    months.retain(|month| {
        wanted.months.contains(month) || folder.placed(&page_of_month(*month)).is_none()
    });
    months
}
