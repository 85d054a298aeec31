//! The site that is published and served, as files in memory: the built page with the operator's settings, and all files
//! that are rendered from a status document.
//!
//! [`page_files`] reads the built page, [`page`] writes the settings into it, [`brand`] writes the operator's style
//! sheet, [`headers`] has the headers of each kind of file, and [`encodings`] chooses among its compressed copies.
//! `publish` writes a site to a folder, `serve` sends it from memory.

pub mod brand;
pub mod encodings;
pub mod headers;
pub mod kind;
pub mod page;
pub mod page_files;
pub mod sum;
mod worker;

use std::collections::BTreeMap;

use super::publish::edition::Edition;
use super::publish::packed::Packed;
pub use encodings::Encodings;
pub use headers::{Header, Headers};
pub use kind::Kind;
pub use page::{Page, SiteError};
pub use page_files::{PageError, PageFiles, PageSource};

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Its content, plain and compressed, and its path below the root.
    pub packed: Packed,
    /// Its kind, which decides on the headers.
    pub kind: Kind,
}

/// All files of a site by their paths below the root, such as `index.html` and `icons/outage.svg`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<String, SiteFile>,
}

impl Site {
    /// Returns the files of `page`, and those of `edition` in place of those that have the same paths.
    pub fn of(page: &Page, edition: Edition) -> Self {
        let mut site = Self::default();
        for packed in page.files.iter().cloned().chain(edition.files) {
            let kind = Kind::of(&packed.name);
            let name = packed.name.clone();
            site.files.insert(name, SiteFile { packed, kind });
        }
        site
    }

    /// Returns the file at a path below the root.
    pub fn get(&self, path: &str) -> Option<&SiteFile> {
        self.files.get(path)
    }

    /// Returns all files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = &SiteFile> {
        self.files.values()
    }
}
