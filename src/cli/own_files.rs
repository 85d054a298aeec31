//! File access in folders that other users may write to: writes follow no links, and reads do not block on pipes.
//!
//! `publish` and `render` often run as root in a folder that belongs to a web server. An attacker who controls that
//! server could put a symbolic link to any file of the machine under a name that is known to be written next.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// Creates a new file at `path`. An existing file is removed first; of a link, only the link itself.
///
/// # Errors
///
/// The file cannot be created, or another process keeps recreating one at `path`.
pub(super) fn create(path: &Path) -> io::Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    // Fails where there is anything of this name, links included (POSIX, `O_EXCL`).
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Reads a file. Links are followed, because the operator may use them.
///
/// # Errors
///
/// The file does not exist or cannot be read, or is not a regular file: reading a pipe might never end.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut options = OpenOptions::new();
    let mut file = opened(options.read(true), path, false)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file like [`read`]; `None` if there is none.
///
/// # Errors
///
/// The file exists but cannot be read, or is not a regular file.
pub(super) fn read_if_any(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a file of at most `limit` bytes, and follows no link: others may write to its folder, and must not choose which
/// files of the machine are read.
///
/// # Errors
///
/// The file does not exist or cannot be read, is larger, or is a symbolic link or not a regular file.
pub(super) fn read_limited(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut options = OpenOptions::new();
    let file = opened(options.read(true), path, true)?;
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        let message = format!("expected at most {limit} bytes, found more");
        return Err(io::Error::other(message));
    }
    Ok(bytes)
}

/// Opens or creates a lock file.
///
/// # Errors
///
/// The file cannot be opened, or is a symbolic or hard link: the process id would be written to the link's target.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).create(true).truncate(false);
    let file = opened(options, path, true)?;
    if is_linked(&file)? {
        return Err(not_a_file(path));
    }
    Ok(file)
}

fn opened(options: &mut OpenOptions, path: &Path, is_own: bool) -> io::Result<File> {
    let file = options_for(options, is_own).open(path);
    let file = file.map_err(|error| {
        if is_own && path.is_symlink() {
            not_a_file(path)
        } else {
            error
        }
    })?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(not_a_file(path))
    }
}

fn not_a_file(path: &Path) -> io::Error {
    let name = path.file_name().unwrap_or_default().display();
    io::Error::other(format!("`{name}` is a link or no file: remove it"))
}

/// Sets the flags for opening without blocking and, if `is_own`, without following a symbolic link.
#[cfg(unix)]
fn options_for(options: &mut OpenOptions, is_own: bool) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let no_link = if is_own { libc::O_NOFOLLOW } else { 0 };
    options.custom_flags(libc::O_NONBLOCK | no_link)
}

#[cfg(not(unix))]
fn options_for(options: &mut OpenOptions, _is_own: bool) -> &mut OpenOptions {
    options
}

/// Returns whether the file has further hard links, any of which may be another user's file.
#[cfg(unix)]
fn is_linked(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(file.metadata()?.nlink() > 1)
}

#[cfg(not(unix))]
fn is_linked(_: &File) -> io::Result<bool> {
    Ok(false)
}
