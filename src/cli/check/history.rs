//! Checks the files of the history in a folder that is served.

use std::io;
use std::path::Path;

use crate::cli::own_files;
use crate::cli::publish::history::{INDEX, file_name, months, read_file};
use crate::cli::publish::measured::{measured_months, measured_name};
use crate::model::document::reader::FromEntry;
use crate::model::history::files::{IndexFile, MonthFile};
use crate::model::history::measured::MeasuredFile;

/// Returns the faults of all files of the history below `folder`, one line each; none where there is no history.
///
/// # Errors
/// The folder or a file cannot be read.
pub(super) fn faults(folder: &Path) -> io::Result<Vec<String>> {
    let present = months(folder)?;
    let measured = measured_months(folder)?;
    let mut lines = Vec::new();
    if present.is_empty() && measured.is_empty() && !folder.join(INDEX).exists() {
        return Ok(lines);
    }
    let mut told = |name: &str, faults: Vec<String>| {
        let path = folder.join(name).display().to_string();
        lines.extend(faults.into_iter().map(|fault| format!("{path}: {fault}")));
    };
    match own_files::read_if_any(&folder.join(INDEX))? {
        Some(bytes) => {
            let (index, faults) = read::<IndexFile>(&bytes);
            told(INDEX, [faults, index.faults(&present, &measured)].concat());
        }
        None => told(INDEX, vec!["expected a file, found none".to_owned()]),
    }
    for month in present {
        let name = file_name(month);
        let (file, mut faults) = read::<MonthFile>(&own_files::read(&folder.join(&name))?);
        // Of a file that is not JSON, nothing more can be said.
        if file != MonthFile::default() {
            faults.extend(file.faults(month));
        }
        told(&name, faults);
    }
    for month in measured {
        let name = measured_name(month);
        let (file, mut faults) = read::<MeasuredFile>(&own_files::read(&folder.join(&name))?);
        if file != MeasuredFile::default() {
            faults.extend(file.faults(month));
        }
        told(&name, faults);
    }
    Ok(lines)
}

fn read<T: FromEntry + Default>(bytes: &[u8]) -> (T, Vec<String>) {
    let (file, damage) = read_file(bytes);
    (file, damage.map(|it| it.faults).unwrap_or_default())
}
