//! Replaces files in a folder that is being served, so that no visitor gets a partial file, or old data after new.
//!
//! A server that is asked for `status.json` sends `status.json.br` or `.gz` if there is one and the client supports it.
//! The three files cannot be renamed at once, and a killed process may leave some of them new and some old for good. So
//! the compressed copies are removed first and added last:
//!
//! 1. every new file is written under a temporary name and synced;
//! 2. the old copies are removed: all clients now get the old text, uncompressed;
//! 3. the plain file is renamed over the old one, which publishes it to all clients at once; after that, files that no
//!    longer exist in the new edition are removed;
//! 4. the new copies are renamed into place: all clients get the new text, compressed again.
//!
//! At no point does a copy differ from the plain file beside it. If the copies were renamed first, or second without
//! being removed, some visitors would get the new text and later ones the old, permanently after a kill. The cost is
//! that the text is sent uncompressed between steps 2 and 4, for some milliseconds.
//!
//! The folder is synced after each step, so that a loss of power cannot reorder them.

use std::ffi::OsString;
use std::fs::{self, File, FileTimes, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::packed::{ENDINGS, Packed};
use super::stale;
use crate::cli::own_files;
use crate::model::time::instant::Instant;

/// The least difference between the times of a file and its replacement. Servers make an `ETag` of a file's size and
/// its time in whole seconds. Two texts of the same size within one second would have the same `ETag`, and visitors
/// with the first would get `304 Not Modified`.
const LEAST_APART: Duration = Duration::from_secs(1);
/// The prefix and suffix of temporary names. Servers are configured not to serve names that begin with a dot.
const UNFINISHED: [&str; 2] = [".", ".part"];
const LOCK: &str = ".publish.lock";

/// A folder locked for publishing. The operating system releases the lock when the process ends, even if it is killed.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Locks the folder, and waits while another process holds the lock: of two at once, each could check the folder
    /// before the other renames. Before waiting, `told` is called with a sentence that names the holder.
    ///
    /// # Errors
    ///
    /// The folder does not exist or is not writable, or the lock file is a link or not a regular file: with a link, a
    /// user who may write to the folder could make this process, which may run as root, write to a file elsewhere.
    pub fn lock(path: &Path, told: impl FnOnce(&str)) -> io::Result<Self> {
        let mut lock = own_files::open_lock(&path.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                told(&format!(
                    "{}: waiting for {}",
                    path.display(),
                    holder(&lock)
                ));
                lock.lock()?;
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        lock.set_len(0)?;
        lock.write_all(format!("{}\n", std::process::id()).as_bytes())?;
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Returns the content of a file in the folder; `None` if there is none.
    ///
    /// # Errors
    ///
    /// The file exists but cannot be read, or is not a regular file.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        own_files::read_if_any(&self.path.join(name))
    }

    /// Returns the path of the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the modification time of a file by the file system's clock; `None` if it is not known.
    pub fn placed(&self, name: &str) -> Option<Instant> {
        let modified = fs::metadata(self.path.join(name)).ok()?.modified().ok()?;
        let since_epoch = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let seconds = i64::try_from(since_epoch.as_secs()).ok()?;
        Instant::from_timestamp(seconds)
    }

    /// Replaces the files of the same names with `files`, and removes `gone`. Files that are already there are not
    /// touched and keep their `ETag`. Returns the names of the files that changed.
    ///
    /// # Errors
    ///
    /// A step failed. If that was the writing of the new files, as on a full disk, all old ones are still there and no
    /// unfinished one takes room; otherwise the folder is as consistent as after a kill, and publishing again repairs
    /// it.
    pub fn replace(&self, files: &[Packed], gone: &[&'static str]) -> io::Result<Vec<String>> {
        let mut changed = Vec::new();
        for file in files {
            if !self.holds(file)? {
                changed.push(file);
            }
        }
        for file in &changed {
            let written = self
                .make_parent(file.name.as_ref())
                .and_then(|()| self.write_unfinished(file));
            if let Err(error) = written {
                self.discard_unfinished(&changed);
                return Err(error);
            }
        }
        let names = || changed.iter().map(|file| file.name.as_str());
        for name in names().chain(gone.iter().copied()) {
            for ending in ENDINGS {
                self.remove([name, ending].concat().as_ref())?;
            }
        }
        self.sync()?;
        for name in names() {
            self.finish(name.as_ref())?;
        }
        for name in gone {
            self.remove(name.as_ref())?;
        }
        self.sync()?;
        self.add_copies(&changed)?;
        Ok(names().map(str::to_owned).collect())
    }

    /// Compresses files again whose compressed copies do not match them, and returns their paths. Each old copy is
    /// removed before its replacement is written, so that no client gets the old text any longer.
    ///
    /// # Errors
    ///
    /// A step failed.
    pub fn renew_copies(&self) -> io::Result<Vec<PathBuf>> {
        let found = stale::find(&self.path)?;
        for file in &found {
            for (name, copy) in file.copies() {
                let before = fs::metadata(self.path.join(&name)).and_then(|it| it.modified());
                let earliest = before.ok().map(|time| time + LEAST_APART);
                self.remove(&name)?;
                self.sync()?;
                if let Some(copy) = copy {
                    self.write_one(&name, &copy, earliest)?;
                    self.finish(&name)?;
                }
            }
        }
        self.sync()?;
        Ok(found.into_iter().map(|file| file.name).collect())
    }

    /// Replaces a single file that no server sends and that has no copies.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.make_parent(name.as_ref())?;
        self.write_one(name.as_ref(), bytes, None)?;
        self.finish(name.as_ref())?;
        self.sync()
    }

    /// Creates the folder of a file, such as `icons`, readable for all users. A link in its place is an error.
    fn make_parent(&self, name: &Path) -> io::Result<()> {
        let Some(parent) = name.parent().filter(|it| !it.as_os_str().is_empty()) else {
            return Ok(());
        };
        self.make_parent(parent)?;
        let path = self.path.join(parent);
        match fs::create_dir(&path) {
            Ok(()) => allow_entering(&path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let is_folder = fs::symlink_metadata(&path)?.is_dir();
                let name = parent.display();
                let message =
                    || io::Error::other(format!("`{name}` is a link or no folder: remove it"));
                is_folder.then_some(()).ok_or_else(message)
            }
            Err(error) => Err(error),
        }
    }

    fn holds(&self, file: &Packed) -> io::Result<bool> {
        if self.read(&file.name)?.as_deref() != Some(&file.plain[..]) {
            return Ok(false);
        }
        for (name, copy) in file.copies() {
            if self.read(&name)?.as_deref() != copy {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes the file and its copies under temporary names. The names are fixed, so that the next run overwrites
    /// leftovers of a killed one.
    fn write_unfinished(&self, file: &Packed) -> io::Result<()> {
        let after = self.latest(file)?;
        let time = self.write_one(file.name.as_ref(), &file.plain, after)?;
        for (name, copy) in file.copies() {
            if let Some(copy) = copy {
                self.write_one(name.as_ref(), copy, Some(time))?;
            }
        }
        Ok(())
    }

    /// Removes what [`Self::write_unfinished`] has written. What cannot be removed is overwritten by the next run.
    fn discard_unfinished(&self, files: &[&Packed]) {
        for name in files.iter().flat_map(|file| file.names()) {
            drop(fs::remove_file(self.unfinished(name.as_ref())));
        }
    }

    /// Writes a file under its temporary name with the current time, or `earliest` if that is later, and returns the
    /// time. It is taken from the file system's clock, which sets the times that it is compared with.
    fn write_one(
        &self,
        name: &Path,
        bytes: &[u8],
        earliest: Option<SystemTime>,
    ) -> io::Result<SystemTime> {
        let mut file = own_files::create(&self.unfinished(name))?;
        file.write_all(bytes)?;
        allow_reading(&file)?;
        let now = file.metadata()?.modified()?;
        let time = earliest.map_or(now, |earliest| earliest.max(now));
        file.set_times(FileTimes::new().set_modified(time))?;
        file.sync_all()?;
        Ok(time)
    }

    /// Returns the earliest time that a replacement of the file may have, so that its `ETag` differs.
    fn latest(&self, file: &Packed) -> io::Result<Option<SystemTime>> {
        let mut latest = None;
        for name in file.names() {
            match fs::metadata(self.path.join(name)) {
                Ok(metadata) => latest = latest.max(Some(metadata.modified()? + LEAST_APART)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(latest)
    }

    /// Removes a file; one that does not exist is no error.
    pub(super) fn remove(&self, name: &Path) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Removes a file and its compressed copies, the copies first: no server may send one in place of a file that is
    /// gone.
    pub(super) fn remove_with_copies(&self, name: &str) -> io::Result<()> {
        for ending in ENDINGS.into_iter().chain([""]) {
            self.remove([name, ending].concat().as_ref())?;
        }
        Ok(())
    }

    fn add_copies(&self, files: &[&Packed]) -> io::Result<()> {
        for (name, copy) in files.iter().flat_map(|file| file.copies()) {
            if copy.is_some() {
                self.finish(name.as_ref())?;
            }
        }
        self.sync()
    }

    fn finish(&self, name: &Path) -> io::Result<()> {
        fs::rename(self.unfinished(name), self.path.join(name))
    }

    fn unfinished(&self, name: &Path) -> PathBuf {
        let [before, after] = UNFINISHED;
        let mut unfinished = OsString::from(before);
        unfinished.push(name.file_name().unwrap_or_default());
        unfinished.push(after);
        self.path.join(name).with_file_name(unfinished)
    }

    fn sync(&self) -> io::Result<()> {
        File::open(&self.path)?.sync_all()
    }
}

/// Returns the holder of the lock, in words, from the process id in the lock file.
fn holder(mut lock: &File) -> String {
    let mut text = String::new();
    let read = (&mut lock).take(20).read_to_string(&mut text);
    let process = read.ok().and_then(|_| text.trim().parse::<u32>().ok());
    process.map_or_else(
        || "another process, which publishes there".to_owned(),
        |process| format!("process {process}, which publishes there"),
    )
}

/// Makes a file readable for all users, including the server's, regardless of the operator's umask.
#[cfg(unix)]
fn allow_reading(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

/// Makes a folder readable for all users.
#[cfg(unix)]
fn allow_entering(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn allow_entering(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn allow_reading(_: &File) -> io::Result<()> {
    Ok(())
}
