//! Feeds written for this project, one folder each: everything that a format can say, and some of what it
//! should not. `expected.txt` has what is made of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use intermission::feeds::format::Format;
use intermission::feeds::read::ConvertedFeed;

use super::{line, read_all, understood};
use crate::expect::{expect_file, repository};

/// The folders, sorted.
pub(super) fn folders() -> Vec<PathBuf> {
    let folder = repository("tests/fixtures/feeds");
    let mut folders: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    folders.sort();
    folders
}

/// The documents of a feed, in the order of their names.
pub(super) fn documents(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|it| it == "json" || it == "xml")
    });
    files.sort();
    files
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

pub(super) fn reading(folder: &Path) -> ConvertedFeed {
    let bytes = documents(folder);
    let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    read_all(&bytes).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

fn told(reading: &ConvertedFeed) -> String {
    let (_, problems) = understood(reading);
    let mut text = line(reading) + "\n";
    for need in &reading.needs {
        writeln!(text, "wanted: {:?} at {}", need.part, need.url).unwrap();
    }
    for problem in problems {
        writeln!(text, "{problem}").unwrap();
    }
    for (index, error) in &reading.unread {
        writeln!(text, "document {}: {error}", index + 1).unwrap();
    }
    text + reading.to_text(true).as_str() + "\n"
}

#[test]
fn feeds_become_the_documents_that_are_expected() {
    for folder in folders() {
        expect_file(&folder.join("expected.txt"), &told(&reading(&folder)));
    }
}

#[test]
fn every_format_has_a_feed() {
    let there: Vec<Format> = folders()
        .iter()
        .map(|folder| reading(folder).format)
        .collect();
    for format in Format::ALL {
        assert!(
            format == Format::Statuspage || there.contains(&format),
            "{format:?}"
        );
    }
}
