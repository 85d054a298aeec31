//! The files of previous versions of the page: they stay for open pages, and are removed later.
//!
//! A page that is open when a new version is published may still fetch its own files, such as a language. Only files that
//! `publish` itself has put into the folder are removed, and only those whose names have a hash.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::folder::Folder;
use crate::cli::site::Kind;
use crate::model::time::instant::Instant;

/// The list of these files. Its name begins with a dot, so that no server sends it.
pub(super) const LIST: &str = ".publish.page";
/// How long files stay after a newer version was published: seven days.
pub const KEPT_SECS: i64 = 7 * 24 * 60 * 60;

/// The files by name: when a newer version replaced them, in seconds since 1970; `None` for those of the current version.
type List = BTreeMap<String, Option<i64>>;

/// Records the files of the current version, removes those of versions that were replaced [`KEPT_SECS`] ago, and returns
/// the names of the removed ones.
///
/// # Errors
/// A file cannot be read, written or removed.
pub(super) fn expire<'a>(
    folder: &Folder,
    current: impl Iterator<Item = &'a str>,
    now: Instant,
) -> io::Result<Vec<String>> {
    let current: BTreeSet<&str> = current.collect();
    let before = read(folder)?;
    let mut list = List::new();
    let mut removed = Vec::new();
    for (name, since) in before
        .iter()
        .filter(|(name, _)| !current.contains(name.as_str()))
    {
        let since = since.unwrap_or(now.timestamp());
        if now.timestamp() - since < KEPT_SECS {
            list.insert(name.clone(), Some(since));
            continue;
        }
        folder.remove_with_copies(name)?;
        removed.push(name.clone());
    }
    list.extend(current.into_iter().map(|name| (name.to_owned(), None)));
    if list != before {
        let text = serde_json::to_string_pretty(&list).map_err(io::Error::other)?;
        folder.write(LIST, text.as_bytes())?;
    }
    Ok(removed)
}

/// Returns whether `publish` has put the page into the folder before.
///
/// # Errors
/// The list cannot be read.
pub(super) fn is_known(folder: &Folder) -> io::Result<bool> {
    Ok(folder.read(LIST)?.is_some())
}

/// Reads the list. A damaged one counts as empty, so that its files stay. Names that are not those of hashed files are
/// ignored: others may write to the folder, and must not choose which files are removed.
fn read(folder: &Folder) -> io::Result<List> {
    let bytes = folder.read(LIST)?.unwrap_or_default();
    let mut list: List = serde_json::from_slice(&bytes).unwrap_or_default();
    list.retain(|name, _| Kind::of(name) == Kind::Hashed);
    Ok(list)
}
