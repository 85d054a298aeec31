//! Files in folders that others may write to: nothing is written through a link that somebody has put there, and
//! nothing waits for the other end of a pipe.
//!
//! `publish` and `render` often run as root in a folder that belongs to a web server. Whoever controls that server could
//! put a symbolic link to any file of the machine under a name that is known to be written next.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// Creates a file of this name, which is nobody else's. What had the name is removed, a link itself and not its target.
///
/// # Errors
///
/// Nothing may be created there, or somebody puts something of this name there all the time.
pub(super) fn create(path: &Path) -> io::Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    // Fails where there is anything of this name, links included (POSIX, `O_EXCL`).
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Reads a file, also by a link, which may be the operator's own.
///
/// # Errors
///
/// There is none, it cannot be read, or it is something else than a file: a pipe may never end.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut options = OpenOptions::new();
    let mut file = opened(options.read(true), path, false)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens or creates a file that processes lock.
///
/// # Errors
///
/// It cannot be opened, or is a link of any kind: its holder's number is written to it.
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

/// Opens nothing that waits for somebody, and what is one's own not by a symbolic link.
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

/// Whether the file has another name, which may be that of somebody's file.
#[cfg(unix)]
fn is_linked(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(file.metadata()?.nlink() > 1)
}

#[cfg(not(unix))]
fn is_linked(_: &File) -> io::Result<bool> {
    Ok(false)
}
