//! The files of the history beside the document, as `publish` leaves them: read into memory whenever they change.
//!
//! They are in memory like all other files, so that no request waits for a disk, and so that none can name another file.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use hyper::body::Bytes;

use super::bundle::File;
use super::kind::ResponseKind;
use crate::cli::feed::is_url;
use crate::cli::own_files;
use crate::cli::publish::history::{FOLDER, MAX_BYTES};
use crate::cli::publish::packed::{ENDINGS, Packed, is_copy_of};
use crate::cli::site::kind::{OF_HISTORY, PAST, is_of_history};
use crate::cli::site::{Headers, Kind};
use crate::cli::terminal::escaped_line;

/// The responses with the files of the history, by their paths below the root.
pub(super) type Responses = HashMap<String, File>;

/// The version of a file: when it was modified, its length in bytes, and its number in the file system. `publish`
/// replaces a file by one with another number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    modified: SystemTime,
    bytes: u64,
    number: u64,
}

/// The versions of files by their paths, compressed copies included.
type Listing = BTreeMap<String, Version>;

/// The folder of a document, in which `publish` keeps the history.
#[derive(Debug)]
pub(super) struct HistoryFolder {
    path: PathBuf,
    /// The files that the last look has found.
    found: Listing,
    /// The files that `responses` were made from.
    read: Listing,
    responses: Arc<Responses>,
    /// The last fault of the folder, so that the log has it once and not for each look.
    fault: String,
}

impl HistoryFolder {
    /// Returns the folder of the first file among `sources`; `None` if all of them are URLs.
    pub(super) fn of(sources: &[String]) -> Option<Self> {
        let file = sources.iter().find(|it| !is_url(it))?;
        Some(Self {
            path: Path::new(file).parent()?.to_owned(),
            found: Listing::new(),
            read: Listing::new(),
            responses: Arc::default(),
            fault: String::new(),
        })
    }

    /// Returns whether the history page is there now, to which the page then leads.
    pub(super) fn has_page(&self) -> bool {
        let page = std::fs::symlink_metadata(self.path.join(PAST));
        page.is_ok_and(|it| it.is_file())
    }

    /// Looks for changes, and returns the new responses once two looks have found the same files: a file that is being
    /// copied into the folder grows.
    pub(super) fn look(&mut self, headers: &Headers) -> Option<Arc<Responses>> {
        let found = match self.list() {
            Ok(found) => found,
            Err(error) => {
                let fault = error.to_string();
                if fault != self.fault {
                    warn(FOLDER, &fault);
                }
                self.fault = fault;
                return None;
            }
        };
        self.fault.clear();
        let is_at_rest = found == self.found;
        self.found = found;
        if !is_at_rest || self.found == self.read {
            return None;
        }
        self.responses = Arc::new(self.responses(headers));
        self.read = self.found.clone();
        Some(Arc::clone(&self.responses))
    }

    /// Lists the files of the history, and their copies. No link is followed.
    fn list(&self) -> io::Result<Listing> {
        let mut listing = Listing::new();
        for name in OF_HISTORY.into_iter().chain([PAST]) {
            for ending in [""].into_iter().chain(ENDINGS) {
                let name = [name, ending].concat();
                if let Some(version) = version(&self.path.join(&name))? {
                    listing.insert(name, version);
                }
            }
        }
        let folder = self.path.join(FOLDER);
        match folder.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => {
                return Err(io::Error::other(
                    "expected a folder, found a link or a file",
                ));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
            Err(error) => return Err(error),
        }
        for entry in folder.read_dir()? {
            let entry = entry?;
            let Some(name) = entry
                .file_name()
                .to_str()
                .map(|it| format!("{FOLDER}/{it}"))
            else {
                continue;
            };
            if is_of_history(without_ending(&name))
                && let Some(version) = version(&entry.path())?
            {
                listing.insert(name, version);
            }
        }
        Ok(listing)
    }

    /// Returns the responses with the files that were found; those of unchanged files as they were.
    fn responses(&self, headers: &Headers) -> Responses {
        let mut responses = Responses::new();
        for name in self.found.keys().filter(|it| without_ending(it) == *it) {
            let known = self.responses.get(name).filter(|_| self.is_unchanged(name));
            let response = match known {
                Some(known) => known.clone(),
                None => match self.packed(name) {
                    Ok(packed) => File::new(ResponseKind::File(Kind::of(name)), packed, headers),
                    Err(error) => {
                        // A file that is removed meanwhile is missing from the next listing.
                        if error.kind() != io::ErrorKind::NotFound {
                            warn(name, &error.to_string());
                        }
                        continue;
                    }
                },
            };
            responses.insert(name.clone(), response);
        }
        responses
    }

    fn is_unchanged(&self, name: &str) -> bool {
        let mut endings = [""].into_iter().chain(ENDINGS);
        endings.all(|ending| {
            let name = [name, ending].concat();
            self.found.get(&name) == self.read.get(&name)
        })
    }

    /// Reads a file with its compressed copies. A copy that does not match is left out: it belongs to another version of
    /// the file, which is being replaced or was edited.
    fn packed(&self, name: &str) -> io::Result<Packed> {
        let read = |name: &str| own_files::read_limited(&self.path.join(name), MAX_BYTES);
        let plain = read(name)?;
        let mut copies = [None, None];
        for (index, (ending, copy)) in ENDINGS.iter().zip(&mut copies).enumerate() {
            let bytes = read(&[name, ending].concat()).ok();
            let bytes = bytes.filter(|bytes| is_copy_of(index, bytes, &plain));
            *copy = bytes.map(Bytes::from);
        }
        Ok(Packed {
            name: name.to_owned(),
            plain: plain.into(),
            copies,
        })
    }
}

/// Returns the version of a file, or of the link in its place; `None` if there is none.
fn version(path: &Path) -> io::Result<Option<Version>> {
    let metadata = match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        metadata => metadata?,
    };
    Ok(Some(Version {
        modified: metadata.modified()?,
        bytes: metadata.len(),
        number: metadata.ino(),
    }))
}

/// Returns the path of a file without the ending of a compressed copy.
fn without_ending(name: &str) -> &str {
    let mut plain = ENDINGS.iter().filter_map(|it| name.strip_suffix(it));
    plain.next().unwrap_or(name)
}

fn warn(file: &str, fault: &str) {
    tracing::warn!(file, "not served: {}", escaped_line(fault));
}
