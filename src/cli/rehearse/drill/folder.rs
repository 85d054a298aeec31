//! The folder of a drill, with the document that the operator changes.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::rehearse::error::RehearsalError;
use crate::model::time::instant::Instant;

/// The name of the document in the folder, by which verbs find it.
const DOCUMENT: &str = "status.json";

/// Makes the folder of a drill: `wanted`, which must be new or empty, else one in the current folder with the time `now`
/// in its name. Returns its absolute path.
///
/// # Errors
/// The folder has files, or cannot be made.
pub(super) fn make(wanted: Option<&Path>, now: Instant) -> Result<PathBuf, RehearsalError> {
    let by_time = || PathBuf::from(now.utc().format("drill-%Y%m%d-%H%M%SZ").to_string());
    let folder = wanted.map_or_else(by_time, Path::to_owned);
    let unusable = |error| RehearsalError::Folder {
        folder: folder.clone(),
        error,
    };
    fs::create_dir_all(&folder).map_err(unusable)?;
    let mut entries = fs::read_dir(&folder).map_err(unusable)?;
    if entries.next().is_some() {
        return Err(RehearsalError::FolderInUse { folder });
    }
    fs::canonicalize(&folder).map_err(unusable)
}

/// Writes the document into the folder, and returns its path. It never replaces a file.
///
/// # Errors
/// The file cannot be written.
pub(super) fn write(folder: &Path, document: &[u8]) -> Result<PathBuf, RehearsalError> {
    let file = folder.join(DOCUMENT);
    let written = File::create_new(&file).and_then(|mut created| created.write_all(document));
    written.map_err(|error| unwritable(&file, error))?;
    Ok(file)
}

/// Returns the error for a file of a drill that cannot be written or read.
pub(super) fn unwritable(file: &Path, error: io::Error) -> RehearsalError {
    RehearsalError::Folder {
        folder: file.to_owned(),
        error,
    }
}
