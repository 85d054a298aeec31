//! The files of what others have measured, beside those of the history: reads them, adds a reading, and writes those that
//! changed.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::folder::Folder;
use super::history::{FOLDER, Store, months_with, read_file};
use crate::cli::own_files;
use crate::model::history::files::to_text;
use crate::model::history::measured::{MeasuredFile, MeasuredSource, Reading};
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::policy::freshness::CLOCK_TOLERANCE;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The shortest time between two readings that are recorded: most feeds have other response times at each request, and a
/// file for programs and pages that changed each time would be compressed and fetched anew each time.
const INTERVAL: TimeDelta = TimeDelta::hours(1);
/// The ending of the files' names.
const ENDING: &str = "-measured.json";

impl Store<'_> {
    /// Adds a reading of the published feed, unless the last one was recorded less than an hour ago. Returns the names of
    /// the files that changed.
    ///
    /// # Errors
    /// A file cannot be read, or not be written.
    pub(super) fn measure_if_due(
        &mut self,
        source: &MeasuredSource,
        now: Instant,
    ) -> io::Result<Vec<String>> {
        if source.is_empty() || !is_due(self.folder, now) {
            return Ok(Vec::new());
        }
        self.measure(source, Reading::Live, now)
    }

    /// Adds a reading, and returns the names of the files that changed.
    ///
    /// # Errors
    /// A file cannot be read, or not be written.
    pub(in crate::cli) fn measure(
        &mut self,
        source: &MeasuredSource,
        reading: Reading,
        now: Instant,
    ) -> io::Result<Vec<String>> {
        self.load_measured(History::needed_to_measure(source, now))?;
        let known = self.history.index.measured();
        let changed = self.history.measure(source, reading, now);
        let is_index_due = known != self.history.index.measured();
        let measured = self.history.measured.iter();
        let measured = measured.filter(|(month, _)| changed.contains(month));
        let texts = measured.map(|(month, file)| (measured_name(*month), to_text(file)));
        self.replace(texts, is_index_due)
    }

    /// Reads the files of months that are not in memory yet.
    ///
    /// # Errors
    /// A file cannot be read, or a damaged one not be copied.
    pub(super) fn load_measured(
        &mut self,
        months: impl IntoIterator<Item = Month>,
    ) -> io::Result<()> {
        for month in months {
            let name = measured_name(month);
            if self.history.measured.contains_key(&month) {
                continue;
            }
            if let Some(bytes) = self.folder.read(&name)? {
                let (mut file, damage) = read_file::<MeasuredFile>(&bytes);
                self.tell(&name, &bytes, damage)?;
                file.name_as(month);
                self.history.measured.insert(month, file);
            }
        }
        Ok(())
    }
}

/// Returns whether the last reading of this month was recorded an hour ago, or never, or at a time that is yet to come.
fn is_due(folder: &Folder, now: Instant) -> bool {
    let last = folder.placed(&measured_name(Month::of(now)));
    let is_old = |last: Instant| now - last >= INTERVAL || last - now > CLOCK_TOLERANCE;
    last.is_none_or(is_old)
}

/// Reads all files of what others have measured, and adds their faults.
///
/// # Errors
/// A file cannot be read.
pub(super) fn read_all_measured(
    folder: &Path,
    history: &mut History,
    faults: &mut Vec<String>,
) -> io::Result<()> {
    for month in measured_months(folder)? {
        let name = measured_name(month);
        let bytes = own_files::read(&folder.join(&name))?;
        let (mut file, damage) = read_file::<MeasuredFile>(&bytes);
        faults.extend(damage.map(|it| format!("{name}: {}", it.summary())));
        file.name_as(month);
        history.measured.insert(month, file);
    }
    Ok(())
}

/// Returns the months that have a file of what others have measured.
///
/// # Errors
/// The folder of the history cannot be read.
pub(in crate::cli) fn measured_months(folder: &Path) -> io::Result<BTreeSet<Month>> {
    months_with(folder, ENDING)
}

/// Returns the path of the file of a month.
pub(in crate::cli) fn measured_name(month: Month) -> String {
    format!("{FOLDER}/{month}{ENDING}")
}
