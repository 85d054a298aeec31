//! Finds compressed copies that do not match the file beside them, as after an edit; servers would send the old text.

use std::io;
use std::path::{Path, PathBuf};

use super::packed::{ENDINGS, copies, is_copy_of};
use crate::cli::own_files;

/// A file whose compressed copies, or some of them, unpack to something else.
#[derive(Debug, PartialEq, Eq)]
pub struct Stale {
    /// Its path below the folder.
    pub name: PathBuf,
    /// Its content.
    pub plain: Vec<u8>,
}

impl Stale {
    /// Returns the correct copies with their paths below the folder; `None` if there should be no copy.
    pub fn copies(&self) -> impl Iterator<Item = (PathBuf, Option<Vec<u8>>)> {
        let names = ENDINGS.iter().map(|ending| with_ending(&self.name, ending));
        names.zip(copies(&self.plain))
    }
}

/// Finds the files with stale copies in the folder and its subfolders, sorted by path.
///
/// # Errors
///
/// A folder or a file cannot be read.
pub fn find(folder: &Path) -> io::Result<Vec<Stale>> {
    let mut found = Vec::new();
    walk(folder, Path::new(""), &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn walk(root: &Path, below: &Path, found: &mut Vec<Stale>) -> io::Result<()> {
    for entry in std::fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = below.join(entry.file_name());
        let kind = entry.file_type()?;
        // Names that begin with a dot are not served; following links might loop.
        if entry.file_name().as_encoded_bytes().starts_with(b".") || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            walk(root, &name, found)?;
        } else if kind.is_file() {
            found.extend(stale(root, name)?);
        }
    }
    Ok(())
}

fn stale(root: &Path, name: PathBuf) -> io::Result<Option<Stale>> {
    let beside = ENDINGS.map(|ending| root.join(with_ending(&name, ending)));
    if !beside.iter().any(|copy| copy.is_file()) {
        return Ok(None);
    }
    let plain = own_files::read(&root.join(&name))?;
    for (index, copy) in beside.iter().enumerate() {
        match own_files::read(copy) {
            Ok(copy) if is_copy_of(index, &copy, &plain) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(_) | Err(_) => return Ok(Some(Stale { name, plain })),
        }
    }
    Ok(None)
}

fn with_ending(name: &Path, ending: &str) -> PathBuf {
    let mut name = name.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
