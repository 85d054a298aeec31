//! Replaces files in a folder that is being served, so that nobody ever sees half of one, or news go back.
//!
//! A server that is asked for `status.json` sends `status.json.br` or `.gz` where there is one and the client
//! reads it. The three are renamed one at a time, so whichever way, there are moments when some are new and some
//! are not, and a process that is killed may leave any of these moments behind for good. So the copies are taken
//! away first and come back last:
//!
//! 1. every new file is written whole under a name that nobody asks for, and synced;
//! 2. the old copies are removed: everybody now gets the old text, plain;
//! 3. the plain file is renamed over the old one: this is the moment of publication, the same for everybody; files
//!    that there are none of any more are removed after that;
//! 4. the new copies are renamed into place: everybody gets what was published, compressed again.
//!
//! At no point is there a copy of anything but the plain file beside it. Renaming the copies first would show
//! some visitors the news and others, who asked later, what was before; the other way round as well, and a kill
//! would leave it so. What it costs is that the text goes out uncompressed between 2 and 4, for some milliseconds.
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

/// Servers make an `ETag` of a file's size and its time in whole seconds. Two texts of one size within one second
/// would have the same, and visitors with the first would be told that nothing has changed.
const LEAST_APART: Duration = Duration::from_secs(1);
/// A temporary name is the file's between these. Servers are told not to hand out what begins with a dot.
const UNFINISHED: [&str; 2] = [".", ".part"];
const LOCK: &str = ".publish.lock";

/// A folder that nobody else publishes to as long as this lives. The system gives it free when the process ends,
/// however it ends.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Waits until nobody else publishes there: two at once could pass each other between looking and renaming.
    /// Before it waits, `told` gets a sentence about whom it waits for.
    ///
    /// # Errors
    ///
    /// There is no such folder, nothing may be written there, or what has the name of the lock is no file: whoever may
    /// write to the folder could otherwise lead this process, which may be root's, to a file elsewhere.
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
    /// It is there and cannot be read, or is no file.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match own_files::read(&self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// When a file was put in the folder, by the file system's clock; `None` where that is not known.
    pub fn placed(&self, name: &str) -> Option<Instant> {
        let modified = fs::metadata(self.path.join(name)).ok()?.modified().ok()?;
        let since_epoch = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let seconds = i64::try_from(since_epoch.as_secs()).ok()?;
        Instant::from_timestamp(seconds)
    }

    /// Puts `files` in the place of those before, and removes `gone`; what is there already is not touched, and keeps
    /// its `ETag`. Returns the names of the others.
    ///
    /// # Errors
    ///
    /// Some step failed. What is visible then is as whole as after a kill, and publishing again mends it.
    pub fn replace(
        &self,
        files: &[Packed],
        gone: &[&'static str],
    ) -> io::Result<Vec<&'static str>> {
        let mut changed = Vec::new();
        for file in files {
            if !self.holds(file)? {
                changed.push(file);
            }
        }
        for file in &changed {
            self.write_unfinished(file)?;
        }
        let names = || changed.iter().map(|file| file.name);
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
        Ok(names().collect())
    }

    /// Compresses files anew that somebody has changed beside their copies, and returns their paths. The old copies are
    /// removed first, so that everybody gets the new text at once.
    ///
    /// # Errors
    ///
    /// Some step failed; no copy is there that is none.
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

    fn holds(&self, file: &Packed) -> io::Result<bool> {
        if self.read(file.name)?.as_deref() != Some(&file.plain) {
            return Ok(false);
        }
        for (name, copy) in file.copies() {
            if self.read(&name)?.as_deref() != copy {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The file and its copies under temporary names. These are always the same: what a kill leaves of them is
    /// overwritten the next time.
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

    /// Writes, and dates it now or at `earliest` if that is later; returns which. The time is the file system's, by
    /// which files are compared.
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

    /// The earliest time for what takes the place of a file, so that its `ETag` is another.
    fn latest(&self, file: &Packed) -> io::Result<Option<SystemTime>> {
        let copies = file.copies().map(|(name, _)| name);
        let mut latest = None;
        for name in copies.chain([file.name.to_owned()]) {
            match fs::metadata(self.path.join(name)) {
                Ok(metadata) => latest = latest.max(Some(metadata.modified()? + LEAST_APART)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(latest)
    }

    fn remove(&self, name: &Path) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
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

/// Who holds the lock, as its file says.
fn holder(mut lock: &File) -> String {
    let mut text = String::new();
    let read = (&mut lock).take(20).read_to_string(&mut text);
    let process = read.ok().and_then(|_| text.trim().parse::<u32>().ok());
    process.map_or_else(
        || "another process, which publishes there".to_owned(),
        |process| format!("process {process}, which publishes there"),
    )
}

/// Makes a file readable for everybody, in particular the server's user, whatever the operator's umask is.
#[cfg(unix)]
fn allow_reading(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_reading(_: &File) -> io::Result<()> {
    Ok(())
}
