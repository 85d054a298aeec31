//! Writing what is rendered so that nobody ever meets half of it.

use std::io::{self, Write as _};
use std::path::Path;

/// Puts `bytes` in the place of `file`: all of them or, when that fails, none. A server may be reading it.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let written = write_through(&part, bytes).and_then(|()| {
        // A host's rights on the file stay as they were given.
        if let Ok(before) = std::fs::metadata(file) {
            std::fs::set_permissions(&part, before.permissions())?;
        }
        std::fs::rename(&part, file)
    });
    if written.is_err() {
        drop(std::fs::remove_file(&part));
    }
    written
}

fn write_through(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}
