//! Adds what was published to the history, and writes what is made of that. Whatever is wrong with the history, the document
//! is published.

use super::folder::Folder;
use super::forms::{self, are_due};
use super::history::{self, Remembered};
use super::shell::Shell;
use super::{Arguments, edition};
use crate::cli::overdue::reminders;
use crate::cli::rehearse::clock::real_now;
use crate::cli::render::history::{Facts, HISTORY_PAGE, page_of};
use crate::model::history::measured::MeasuredSource;
use crate::model::status::snapshot::Page;
use crate::model::time::instant::Instant;

/// A publication: the document, whose page it is, and its measurements.
pub(super) struct Published<'a> {
    /// The document.
    pub(super) document: &'a [u8],
    /// The measurements of its feed.
    pub(super) measured: Option<&'a MeasuredSource>,
    /// Whose page it is.
    pub(super) page: Page,
    /// Whether files of the built page have changed.
    pub(super) is_new_page: bool,
}

/// Adds a published document to the history and writes the files that are made of it, if they are due.
pub(super) fn record(
    arguments: &Arguments,
    shell: &Shell,
    folder: &Folder,
    published: Published<'_>,
    now: Instant,
) -> Remembered {
    let mut remembered = remember(
        arguments,
        folder,
        published.document,
        published.measured,
        now,
    );
    if !remembered.changed.is_empty() || published.is_new_page || are_due(folder, now) {
        let told = write_forms(arguments, shell, folder, published.page, &remembered, now);
        remembered.tell(told);
    }
    remembered
}

/// Adds the published document to the history, unless the operator wants none.
fn remember(
    arguments: &Arguments,
    folder: &Folder,
    document: &[u8],
    measured: Option<&MeasuredSource>,
    now: Instant,
) -> Remembered {
    if arguments.no_history {
        return Remembered::default();
    }
    let every = arguments.watch.then_some(arguments.every);
    history::remember(folder, document, measured, every, now)
}

/// Notes in the history that the published document still holds. Returns what is wrong with the history, and reminders of
/// maintenances past their end. A folder that
/// cannot be used is no finding: the next publication tells.
pub(super) fn confirm(arguments: &Arguments) -> Vec<String> {
    let Ok(folder) = Folder::lock(&arguments.to, |_| {}) else {
        return Vec::new();
    };
    let Ok(Some(bytes)) = folder.read(edition::DOCUMENT) else {
        return Vec::new();
    };
    let now = real_now();
    let mut remembered = remember(arguments, &folder, &bytes, None, now);
    if (!remembered.months.is_empty() || are_due(&folder, now))
        && let (Ok(shell), Some(page)) = (Shell::read(arguments), page_of(&bytes))
    {
        let told = write_forms(arguments, &shell, &folder, page, &remembered, now);
        remembered.tell(told);
    }
    let late = reminders(&bytes, now, None).into_iter();
    let late = late.map(|it| format!("reminder: {it}"));
    remembered.warnings.extend(late);
    remembered.warnings
}

/// Writes the files that are made of the history, and returns what is wrong, one line each. The document is published
/// whether they can be written or not.
fn write_forms(
    arguments: &Arguments,
    shell: &Shell,
    folder: &Folder,
    page: Page,
    remembered: &Remembered,
    now: Instant,
) -> Vec<String> {
    if arguments.no_history {
        return Vec::new();
    }
    let facts = Facts::new(page, shell.settings.languages(&arguments.lang), now);
    let written = shell.history_page(folder).and_then(|html| {
        let wanted = forms::Wanted {
            html: html.as_deref(),
            months: remembered.months.clone(),
            shows_progress: !arguments.quiet,
        };
        forms::write(folder, &facts, &wanted)
    });
    written.unwrap_or_else(|error| vec![format!("{HISTORY_PAGE}: not written: {error}")])
}
