//! Atomic replacement of files, so that no reader gets a partial one.

use std::fs::Permissions;
use std::io::{self, Write as _};
use std::path::Path;

use crate::cli::own_files;

/// Replaces the content of `file` with `bytes`, atomically: a server may be reading it.
///
/// # Errors
/// The folder cannot be written to.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let written =
        write_through(&part, bytes, before(file)).and_then(|()| std::fs::rename(&part, file));
    if written.is_err() {
        drop(std::fs::remove_file(&part));
    }
    written
}

/// Returns the permissions of the file that is replaced, which its replacement keeps. A link has none to keep: its
/// target may be any file of the machine.
fn before(file: &Path) -> Option<Permissions> {
    let before = std::fs::symlink_metadata(file).ok()?;
    before.is_file().then(|| before.permissions())
}

fn write_through(file: &Path, bytes: &[u8], rights: Option<Permissions>) -> io::Result<()> {
    let mut file = own_files::create(file)?;
    file.write_all(bytes)?;
    if let Some(rights) = rights {
        file.set_permissions(rights)?;
    }
    file.sync_all()
}
