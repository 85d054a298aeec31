//! The history beside the published document: reads its files, adds what the document says, and writes those that changed.
//!
//! Publishing the present comes first: whatever is wrong with the history is a warning. A file that cannot be read in full
//! is copied aside before it is replaced, so that nothing is lost.

use std::collections::BTreeSet;
use std::io;

use super::folder::Folder;
use super::packed::Packed;
use crate::model::document::json::Json;
use crate::model::document::parse::parse;
use crate::model::document::reader::FromEntry;
use crate::model::document::wire::Document;
use crate::model::history::files::{Damage, IndexFile, MonthFile, read, to_text};
use crate::model::history::month::Month;
use crate::model::history::observe::{History, Observation};
use crate::model::time::instant::Instant;

/// The folder of the history, below the one that is served.
const FOLDER: &str = "history";
/// The name of the index.
pub(super) const INDEX: &str = "history/index.json";
/// The largest file of the history that is read or written, in bytes.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// What has been added to the history.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    /// The names of the months' files that changed.
    pub(super) changed: Vec<String>,
    /// What is wrong with the history, one line each.
    pub(super) warnings: Vec<String>,
}

/// Adds a published document to the history in `folder`. `every` is the interval in seconds at which it is published, if it
/// is published regularly.
pub(super) fn remember(
    folder: &Folder,
    document: &[u8],
    every: Option<u64>,
    now: Instant,
) -> Remembered {
    let Ok((document, _)) = Document::read(document) else {
        return Remembered::default();
    };
    let observation = Observation::of(&document, every, now);
    let mut remembered = Remembered::default();
    if let Err(error) = add(folder, observation, now, &mut remembered) {
        let line = format!("{FOLDER}: not recorded: {error}");
        remembered.warnings.push(line);
    }
    remembered
}

fn add(
    folder: &Folder,
    observation: Observation,
    now: Instant,
    remembered: &mut Remembered,
) -> io::Result<()> {
    let warnings = &mut remembered.warnings;
    let mut history = History {
        index: index(folder, warnings)?,
        ..History::default()
    };
    let mut replaced = BTreeSet::new();
    if History::is_ahead_of(&history.index, now) {
        let months = History::needed_to_rewind(&history.index, now);
        for month in months.iter().copied() {
            load(folder, &mut history, month, warnings)?;
            let name = file_name(month);
            if let Some(bytes) = folder.read(&name)? {
                let copy = set_aside(folder, &name, &bytes)?;
                warnings.push(format!(
                    "{name}: recorded for times after now, when the clock was ahead; kept in {copy}"
                ));
            }
        }
        replaced = months;
        history.rewind(now);
    }
    for month in History::needed(&history.index, &observation) {
        load(folder, &mut history, month, warnings)?;
    }
    let mut changes = history.add(observation);
    changes.months.append(&mut replaced);
    let mut files = Vec::new();
    for month in changes.months {
        let Some(file) = history.months.get(&month) else {
            continue;
        };
        let text = to_text(file);
        if text.len() > MAX_BYTES {
            let found = text.len();
            let name = file_name(month);
            let message = format!("`{name}`: expected at most {MAX_BYTES} bytes, found {found}");
            return Err(io::Error::other(message));
        }
        files.push(Packed::new(file_name(month), text.into_bytes()));
    }
    let months = files.len();
    if changes.is_index_due {
        files.push(Packed::new(INDEX, to_text(&history.index).into_bytes()));
    }
    // The index comes last: until then, the months have at least what it says of them.
    let names: BTreeSet<String> = files
        .iter()
        .take(months)
        .map(|it| it.name.clone())
        .collect();
    let changed = folder.replace(&files, &[])?;
    remembered.changed = changed
        .into_iter()
        .filter(|it| names.contains(it))
        .collect();
    Ok(())
}

fn file_name(month: Month) -> String {
    format!("{FOLDER}/{month}.json")
}

/// Reads the index. One that is damaged or missing is made again from the months.
fn index(folder: &Folder, warnings: &mut Vec<String>) -> io::Result<IndexFile> {
    let (index, is_whole) = match folder.read(INDEX)? {
        Some(bytes) => {
            let (index, damage) = read_file::<IndexFile>(&bytes);
            if let Some(damage) = &damage {
                warnings.push(told(folder, INDEX, &bytes, damage)?);
            }
            (index, damage.is_none())
        }
        None => (IndexFile::default(), false),
    };
    if is_whole {
        return Ok(index);
    }
    let mut history = History::default();
    for name in folder.names_in(FOLDER)? {
        let month = name.strip_suffix(".json").and_then(Month::parse);
        if let Some(month) = month {
            load(folder, &mut history, month, warnings)?;
        }
    }
    history.rebuild_index(&index);
    Ok(history.index)
}

/// Reads the file of a month into the history.
fn load(
    folder: &Folder,
    history: &mut History,
    month: Month,
    warnings: &mut Vec<String>,
) -> io::Result<()> {
    let name = file_name(month);
    if history.months.contains_key(&month) {
        return Ok(());
    }
    if let Some(bytes) = folder.read(&name)? {
        let (mut file, damage) = read_file::<MonthFile>(&bytes);
        if let Some(damage) = &damage {
            warnings.push(told(folder, &name, &bytes, damage)?);
        }
        file.name_as(month);
        history.months.insert(month, file);
    }
    Ok(())
}

fn read_file<T: FromEntry + Default>(bytes: &[u8]) -> (T, Option<Damage>) {
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

fn json(bytes: &[u8]) -> Result<Json, String> {
    if bytes.len() > MAX_BYTES {
        let found = bytes.len();
        return Err(format!("expected at most {MAX_BYTES} bytes, found {found}"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        format!("expected UTF-8, found other bytes at byte {at}")
    })?;
    parse(text).map_err(|error| format!("expected JSON: {error}"))
}

/// Copies a damaged file aside, and returns a line about it.
fn told(folder: &Folder, name: &str, bytes: &[u8], damage: &Damage) -> io::Result<String> {
    let copy = set_aside(folder, name, bytes)?;
    let (first, more) = match damage.faults.split_first() {
        Some((first, others)) => (first.as_str(), others.len()),
        None => ("damaged", 0),
    };
    let more = match more {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Ok(format!("{name}: {first}{more}; kept in {copy}"))
}

/// Writes a copy of a file under a name that begins with a dot, so that no server sends it, and returns that name. A copy
/// with the same content is made once.
fn set_aside(folder: &Folder, name: &str, bytes: &[u8]) -> io::Result<String> {
    let stem = name.strip_prefix("history/").unwrap_or(name);
    let mut number = 1_u32;
    loop {
        let copy = format!("{FOLDER}/.{stem}.{number}");
        match folder.read(&copy)? {
            Some(known) if known == bytes => return Ok(copy),
            Some(_) => number += 1,
            None => {
                folder.write(&copy, bytes)?;
                return Ok(copy);
            }
        }
    }
}
