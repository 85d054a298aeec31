//! The files of the built page: those that this program contains, or those of a folder.
//!
//! [`PageFiles`] has all of them in memory. A [`PageSource`] may be a folder whose files change while it is used, as a
//! developer's does during a rehearsal.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(embedded_page)]
use axum::body::Bytes;

use crate::cli::own_files;
use crate::cli::publish::packed::{ENDINGS, Packed, is_copy, is_copy_of};

/// The file that every built page has.
const PAGE: &str = "index.html";
/// The built page, as `build.rs` has collected it.
#[cfg(embedded_page)]
static EMBEDDED: include_dir::Dir<'_> = include_dir::include_dir!("$OUT_DIR/page");

/// The files of the built page by their paths, without settings and state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFiles {
    files: BTreeMap<String, Packed>,
}

/// The place of a built page.
#[derive(Clone, Debug)]
pub enum PageSource {
    /// A folder, which is read anew each time.
    Folder(PathBuf),
    /// Files in memory, such as those that this program contains.
    Memory(PageFiles),
}

/// The reason why there is no built page.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// This program contains no page, and no folder was named.
    #[error(
        "expected the built page, found none{}: run `make build`, or name the folder of a built page with `--dist`",
        .looked_in.as_ref().map_or_else(|| " in this program".to_owned(), |it| format!(" in `{}`", it.display()))
    )]
    NotBuilt {
        /// The folder that was looked in; `None` for a program that looks into no folder.
        looked_in: Option<PathBuf>,
    },
    /// A file of the page cannot be read.
    #[error("{}: expected a readable file, found: {error}", .file.display())]
    Unreadable {
        /// The file or folder.
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
}

impl PageSource {
    /// Returns `folder`. Without one, returns the page that this program contains; a debug build of a checkout has `dist/`
    /// of the checkout in its place.
    ///
    /// # Errors
    /// This program contains no page.
    pub fn find(folder: Option<&Path>) -> Result<Self, PageError> {
        folder.map_or_else(Self::own, |folder| Ok(Self::Folder(folder.to_owned())))
    }

    #[cfg(embedded_page)]
    #[expect(clippy::unnecessary_wraps, reason = "other builds may contain no page")]
    fn own() -> Result<Self, PageError> {
        Ok(Self::Memory(PageFiles::embedded()))
    }

    #[cfg(all(not(embedded_page), debug_assertions))]
    #[expect(clippy::unnecessary_wraps, reason = "other builds may contain no page")]
    fn own() -> Result<Self, PageError> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        Ok(Self::Folder(folder))
    }

    #[cfg(all(not(embedded_page), not(debug_assertions)))]
    fn own() -> Result<Self, PageError> {
        Err(PageError::NotBuilt { looked_in: None })
    }

    /// Returns the text of one file of the page, such as `index.html`.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    pub fn text(&self, name: &str) -> Result<String, PageError> {
        let not_built = |folder: Option<&PathBuf>| PageError::NotBuilt {
            looked_in: folder.cloned(),
        };
        let (file, bytes) = match self {
            Self::Folder(folder) => {
                let file = folder.join(name);
                let bytes = own_files::read(&file).map_err(|error| {
                    if error.kind() == io::ErrorKind::NotFound {
                        not_built(Some(folder))
                    } else {
                        unreadable(&file)(error)
                    }
                })?;
                (file, bytes)
            }
            Self::Memory(files) => {
                let packed = files.get(name).ok_or_else(|| not_built(None))?;
                (name.into(), packed.plain.to_vec())
            }
        };
        let text = String::from_utf8(bytes);
        text.map_err(|error| unreadable(&file)(io::Error::new(io::ErrorKind::InvalidData, error)))
    }
}

impl PageFiles {
    /// Reads the page of [`PageSource::find`].
    ///
    /// # Errors
    /// There is no built page, or it cannot be read.
    pub fn read(folder: Option<&Path>) -> Result<Self, PageError> {
        match PageSource::find(folder)? {
            PageSource::Folder(folder) => Self::in_folder(&folder),
            PageSource::Memory(files) => Ok(files),
        }
    }

    #[cfg(embedded_page)]
    fn embedded() -> Self {
        let mut found = BTreeMap::new();
        collect(&EMBEDDED, &mut found);
        let plains = found.iter().filter(|(name, _)| !is_copy(name));
        let files = plains.map(|(name, plain)| {
            let copies = ENDINGS.map(|ending| found.get(&[name, ending].concat()).cloned());
            let packed = Packed {
                name: name.clone(),
                plain: plain.clone(),
                copies,
            };
            (name.clone(), packed)
        });
        let files = files.collect();
        Self { files }
    }

    fn in_folder(folder: &Path) -> Result<Self, PageError> {
        if !folder.join(PAGE).is_file() {
            let looked_in = Some(folder.to_owned());
            return Err(PageError::NotBuilt { looked_in });
        }
        let mut files = BTreeMap::new();
        walk(folder, Path::new(""), &mut files)?;
        Ok(Self { files })
    }

    /// Returns the file at a path below the folder.
    pub fn get(&self, path: &str) -> Option<&Packed> {
        self.files.get(path)
    }

    /// Returns all files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = &Packed> {
        self.files.values()
    }
}

#[cfg(embedded_page)]
fn collect(folder: &include_dir::Dir<'static>, found: &mut BTreeMap<String, Bytes>) {
    for file in folder.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        found.insert(name, Bytes::from_static(file.contents()));
    }
    for folder in folder.dirs() {
        collect(folder, found);
    }
}

fn unreadable(file: &Path) -> impl FnOnce(io::Error) -> PageError + use<> {
    let file = file.to_owned();
    move |error| PageError::Unreadable { file, error }
}

fn walk(root: &Path, below: &Path, files: &mut BTreeMap<String, Packed>) -> Result<(), PageError> {
    let folder = root.join(below);
    for entry in fs::read_dir(&folder).map_err(unreadable(&folder))? {
        let entry = entry.map_err(unreadable(&folder))?;
        let path = below.join(entry.file_name());
        let name = path.to_string_lossy().replace('\\', "/");
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if is_hidden || is_copy(&name) {
            continue;
        }
        let file = root.join(&path);
        if file.is_dir() {
            walk(root, &path, files)?;
        } else {
            let packed = read(&file, &name).map_err(unreadable(&file))?;
            files.insert(name, packed);
        }
    }
    Ok(())
}

/// Reads a file with its compressed copies. A file that was edited since it was compressed is compressed again.
fn read(file: &Path, name: &str) -> io::Result<Packed> {
    let plain = own_files::read(file)?;
    let mut copies = [None, None];
    for (index, (ending, copy)) in ENDINGS.iter().zip(&mut copies).enumerate() {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        match own_files::read(Path::new(&path)) {
            Ok(bytes) if is_copy_of(index, &bytes, &plain) => *copy = Some(bytes.into()),
            Ok(_) => return Ok(Packed::new(name, plain)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Packed {
        name: name.to_owned(),
        plain: plain.into(),
        copies,
    })
}
