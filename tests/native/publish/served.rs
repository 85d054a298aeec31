//! A folder as servers see it that choose by `Accept-Encoding` between a file and its compressed copies.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use flate2::read::GzDecoder;

/// What a client reads of Brotli and gzip, best first.
pub(super) const CLIENTS: [&[&str]; 3] = [&[".br", ".gz"], &[".gz"], &[]];

/// What a client gets of a file: by which copy, and its bytes; `None` where there is none.
pub(super) fn sent<'a>(
    folder: &Path,
    name: &str,
    client: &[&'a str],
) -> Option<(&'a str, Vec<u8>)> {
    for ending in client.iter().copied().chain([""]) {
        if let Some(bytes) = read(&folder.join([name, ending].concat())) {
            return Some((ending, bytes));
        }
    }
    None
}

/// The same, decoded.
pub(super) fn seen(folder: &Path, name: &str, client: &[&str]) -> Option<Vec<u8>> {
    let (ending, bytes) = sent(folder, name, client)?;
    Some(unpacked(ending, &bytes))
}

fn read(path: &Path) -> Option<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

pub(super) fn unpacked(ending: &str, packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match ending {
        "" => plain.extend_from_slice(packed),
        ".br" => brotli::BrotliDecompress(&mut &*packed, &mut plain).unwrap(),
        ".gz" => drop(GzDecoder::new(packed).read_to_end(&mut plain).unwrap()),
        other => panic!("{other}"),
    }
    plain
}
