//! The history beside the published document: reads its files, adds what the document says, and writes those that
//! changed.
//!
//! Publishing the present comes first: whatever is wrong with the history is a warning. A file that cannot be read in
//! full is copied aside before it is replaced, so that nothing is lost.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::folder::Folder;
use super::measured::{measured_months, measured_name, read_all_measured};
use super::packed::Packed;
use crate::cli::own_files;
use crate::model::document::json::Json;
use crate::model::document::parse::parse;
use crate::model::document::reader::FromEntry;
use crate::model::document::wire::Document;
use crate::model::history::feed_files::month_page;
use crate::model::history::files::{Damage, IndexFile, MonthFile, read, to_text};
use crate::model::history::measured::MeasuredSource;
use crate::model::history::month::Month;
use crate::model::history::observe::{History, Observation};
use crate::model::history::reader;
use crate::model::time::instant::Instant;

/// The folder of the history, below the one that is served.
pub(in crate::cli) const FOLDER: &str = "history";
/// The name of the index.
pub(in crate::cli) const INDEX: &str = "history/index.json";
/// The largest file of the history that is read or written, in bytes.
pub(in crate::cli) const MAX_BYTES: usize = reader::MAX_BYTES;

/// The result of adding a document to the history.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    /// The names of the months' files that changed.
    pub(super) changed: Vec<String>,
    /// These months.
    pub(super) months: BTreeSet<Month>,
    /// The faults of the history, one line each.
    pub(super) warnings: Vec<String>,
}

impl Remembered {
    /// Adds faults that were found later, each of which may be known already.
    pub(super) fn tell(&mut self, warnings: Vec<String>) {
        let new = warnings.into_iter();
        let new: Vec<String> = new.filter(|it| !self.warnings.contains(it)).collect();
        self.warnings.extend(new);
    }
}

/// Adds a published document to the history in `folder`, and what its feed has measured. `every` is the interval in
/// seconds at which it is published, if it is published regularly.
pub(super) fn remember(
    folder: &Folder,
    document: &[u8],
    measured: Option<&MeasuredSource>,
    every: Option<u64>,
    now: Instant,
) -> Remembered {
    let Ok((document, _)) = Document::read(document) else {
        return Remembered::default();
    };
    let observation = Observation::of(&document, every, now);
    let mut store = Store::new(folder);
    let added = store.add(observation, now);
    let measured = measured.filter(|_| added.is_ok());
    let measured = measured.map(|source| store.measure_if_due(source, now));
    let mut found = |result: io::Result<Vec<String>>| {
        result.unwrap_or_else(|error| {
            let line = format!("{FOLDER}: not recorded: {error}");
            store.warnings.push(line);
            Vec::new()
        })
    };
    let changed = [found(added), measured.map(found).unwrap_or_default()].concat();
    let names = changed.iter().filter_map(|name| month_in(name));
    Remembered {
        months: names.collect(),
        changed,
        warnings: store.warnings,
    }
}

/// The files of the history in a folder that is served.
#[derive(Debug)]
pub(in crate::cli) struct Store<'a> {
    pub(super) folder: &'a Folder,
    /// The content of the files that were read.
    pub(in crate::cli) history: History,
    /// The faults of the files, one line each.
    pub(in crate::cli) warnings: Vec<String>,
    /// The months whose files could not be read in full.
    pub(in crate::cli) damaged: BTreeSet<Month>,
}

impl<'a> Store<'a> {
    fn new(folder: &'a Folder) -> Self {
        Self {
            folder,
            history: History::default(),
            warnings: Vec::new(),
            damaged: BTreeSet::new(),
        }
    }

    /// Reads the index, or makes it again from the months.
    ///
    /// # Errors
    /// A file cannot be read, or a damaged one not be copied.
    pub(in crate::cli) fn open(folder: &'a Folder) -> io::Result<Self> {
        let mut store = Self::new(folder);
        store.read_index()?;
        Ok(store)
    }

    fn add(&mut self, observation: Observation, now: Instant) -> io::Result<Vec<String>> {
        self.read_index()?;
        let rewound = self.rewind(now)?;
        self.load(History::needed(&self.history.index, &observation))?;
        let mut changes = self.history.add(observation);
        changes.months.extend(rewound);
        self.write(&changes.months, changes.is_index_due)
    }

    /// Goes back to `now` if the history is ahead of it, and returns the months that this changes. They are copied
    /// aside as they were.
    fn rewind(&mut self, now: Instant) -> io::Result<BTreeSet<Month>> {
        if !History::is_ahead_of(&self.history.index, now) {
            return Ok(BTreeSet::new());
        }
        let months = History::needed_to_rewind(&self.history.index, now);
        self.load(months.clone())?;
        for month in &months {
            let name = file_name(*month);
            if let Some(bytes) = self.folder.read(&name)? {
                let copy = self.set_aside(&name, &bytes)?;
                self.warnings.push(format!(
                    "{name}: recorded for times after now, when the clock was ahead; kept in {copy}"
                ));
            }
        }
        self.history.rewind(now);
        Ok(months)
    }

    /// Reads the files of months that are not in memory yet.
    ///
    /// # Errors
    /// A file cannot be read, or a damaged one not be copied.
    pub(in crate::cli) fn load(
        &mut self,
        months: impl IntoIterator<Item = Month>,
    ) -> io::Result<()> {
        for month in months {
            let name = file_name(month);
            if self.history.months.contains_key(&month) {
                continue;
            }
            if let Some(bytes) = self.folder.read(&name)? {
                let (mut file, damage) = read_file::<MonthFile>(&bytes);
                self.damaged.extend(damage.is_some().then_some(month));
                self.tell(&name, &bytes, damage)?;
                file.name_as(month);
                self.history.months.insert(month, file);
            }
        }
        Ok(())
    }

    /// Returns the months that have a file.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub(in crate::cli) fn present(&self) -> io::Result<BTreeSet<Month>> {
        months(self.folder.path())
    }

    fn read_index(&mut self) -> io::Result<()> {
        if let Some(bytes) = self.folder.read(INDEX)? {
            let (index, damage) = read_file::<IndexFile>(&bytes);
            let is_whole = damage.is_none();
            self.tell(INDEX, &bytes, damage)?;
            self.history.index = index;
            if is_whole {
                return Ok(());
            }
        }
        self.load(self.present()?)?;
        self.history.rebuild_index();
        let measured = measured_months(self.folder.path())?;
        self.history.set_measured(&measured);
        Ok(())
    }

    /// Writes the files of months, and the index, and returns the names of the months' files that changed. The index
    /// comes last: until then, the months have at least what it says of them.
    ///
    /// # Errors
    /// A month would have more than [`MAX_BYTES`], or a file cannot be written.
    pub(in crate::cli) fn write(
        &self,
        months: &BTreeSet<Month>,
        is_index_due: bool,
    ) -> io::Result<Vec<String>> {
        let month = |month: &Month| {
            let file = self.history.months.get(month)?;
            Some((file_name(*month), to_text(file)))
        };
        self.replace(months.iter().filter_map(month), is_index_due)
    }

    /// Replaces files of the history by their names and texts, and the index after them, so that it names no file that is
    /// not there. Returns the names of the files that changed, but for the index.
    ///
    /// # Errors
    /// A file would have more than [`MAX_BYTES`], or cannot be written.
    pub(super) fn replace(
        &self,
        texts: impl Iterator<Item = (String, String)>,
        is_index_due: bool,
    ) -> io::Result<Vec<String>> {
        let mut files = Vec::new();
        for (name, text) in texts {
            if let Some(fault) = oversize(text.len()) {
                return Err(io::Error::other(format!("`{name}`: {fault}")));
            }
            files.push(Packed::new(name, text.into_bytes()));
        }
        if is_index_due {
            let text = to_text(&self.history.index);
            files.push(Packed::new(INDEX, text.into_bytes()));
        }
        let mut changed = self.folder.replace(&files, &[])?;
        changed.retain(|name| name != INDEX);
        Ok(changed)
    }

    /// Removes the files and pages of months, which the index no longer names.
    ///
    /// # Errors
    /// A file cannot be removed.
    pub(in crate::cli) fn remove(&self, months: &BTreeSet<Month>) -> io::Result<()> {
        for month in months {
            self.folder.remove_with_copies(&file_name(*month))?;
            self.folder.remove_with_copies(&measured_name(*month))?;
            self.folder.remove_with_copies(&month_page(*month))?;
        }
        Ok(())
    }

    /// Notes the damage to a file, which is copied aside.
    pub(super) fn tell(
        &mut self,
        name: &str,
        bytes: &[u8],
        damage: Option<Damage>,
    ) -> io::Result<()> {
        let Some(damage) = damage else {
            return Ok(());
        };
        let copy = self.set_aside(name, bytes)?;
        let fault = damage.summary();
        self.warnings
            .push(format!("{name}: {fault}; kept in {copy}"));
        Ok(())
    }

    /// Writes a copy of a file under a name that begins with a dot, so that no server sends it, and returns that name.
    /// A copy with the same content is made once.
    fn set_aside(&self, name: &str, bytes: &[u8]) -> io::Result<String> {
        let stem = name.rsplit('/').next().unwrap_or(name);
        let mut number = 1_u32;
        loop {
            let copy = format!("{FOLDER}/.{stem}.{number}");
            match self.folder.read(&copy)? {
                Some(known) if known == bytes => return Ok(copy),
                Some(_) => number += 1,
                None => {
                    self.folder.write(&copy, bytes)?;
                    return Ok(copy);
                }
            }
        }
    }
}

/// Reads the whole history below `folder` without changing anything, with the faults in it, one line each. A missing or
/// damaged index is made again from the months.
///
/// # Errors
/// A file cannot be read.
pub(in crate::cli) fn read_all(folder: &Path) -> io::Result<(History, Vec<String>)> {
    let (mut history, mut faults) = (History::default(), Vec::new());
    for month in months(folder)? {
        let name = file_name(month);
        let (mut file, damage) = read_file::<MonthFile>(&own_files::read(&folder.join(&name))?);
        faults.extend(damage.map(|it| format!("{name}: {}", it.summary())));
        file.name_as(month);
        history.months.insert(month, file);
    }
    let mut is_whole = false;
    if let Some(bytes) = own_files::read_if_any(&folder.join(INDEX))? {
        let (index, damage) = read_file(&bytes);
        is_whole = damage.is_none();
        faults.extend(damage.map(|it| format!("{INDEX}: {}", it.summary())));
        history.index = index;
    }
    if !is_whole {
        history.rebuild_index();
        history.set_measured(&measured_months(folder)?);
    }
    read_all_measured(folder, &mut history, &mut faults)?;
    Ok((history, faults))
}

/// Returns the months that have a file below `folder`; none where there is no history.
///
/// # Errors
/// The folder of the history cannot be read.
pub(in crate::cli) fn months(folder: &Path) -> io::Result<BTreeSet<Month>> {
    months_with(folder, ".json")
}

/// Returns the months that have a file with this ending of its name.
///
/// # Errors
/// The folder of the history cannot be read.
pub(super) fn months_with(folder: &Path, ending: &str) -> io::Result<BTreeSet<Month>> {
    let entries = match std::fs::read_dir(folder.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        entries => entries?,
    };
    let mut months = BTreeSet::new();
    for entry in entries {
        let name = entry?.file_name();
        let month = name.to_str().and_then(|it| it.strip_suffix(ending));
        months.extend(month.and_then(Month::parse));
    }
    Ok(months)
}

/// Returns the month of a file below the folder of the history.
fn month_in(name: &str) -> Option<Month> {
    let name = name.strip_prefix(FOLDER)?.strip_prefix('/')?;
    name.strip_suffix(".json").and_then(Month::parse)
}

/// Returns the path of the file of a month.
pub(in crate::cli) fn file_name(month: Month) -> String {
    format!("{FOLDER}/{month}.json")
}

/// Reads a file of the history, and what is damaged in it.
pub(in crate::cli) fn read_file<T: FromEntry + Default>(bytes: &[u8]) -> (T, Option<Damage>) {
    match json(bytes) {
        Ok(json) => read(&json),
        Err(fault) => (
            T::default(),
            Some(Damage {
                faults: vec![fault],
            }),
        ),
    }
}

pub(super) fn oversize(found: usize) -> Option<String> {
    (found > MAX_BYTES).then(|| format!("expected at most {MAX_BYTES} bytes, found {found}"))
}

fn json(bytes: &[u8]) -> Result<Json, String> {
    if let Some(fault) = oversize(bytes.len()) {
        return Err(fault);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        format!("expected UTF-8, found other bytes at byte {at}")
    })?;
    parse(text).map_err(|error| format!("expected JSON: {error}"))
}
