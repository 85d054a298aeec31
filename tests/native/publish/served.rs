//! A folder as servers see it that choose by `Accept-Encoding` between a file and its compressed copies.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use flate2::read::GzDecoder;

/// What a client reads of Brotli and gzip, best first.
pub(super) const CLIENTS: [&[&str]; 3] = [&[".br", ".gz"], &[".gz"], &[]];

/// What a client gets of a file, decoded; `None` where there is none.
pub(super) fn seen(folder: &Path, name: &str, client: &[&str]) -> Option<Vec<u8>> {
    for ending in client {
        if let Some(packed) = read(&folder.join([name, ending].concat())) {
            return Some(unpacked(ending, &packed));
        }
    }
    read(&folder.join(name))
}

fn read(path: &Path) -> Option<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

fn unpacked(ending: &str, packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match ending {
        ".br" => brotli::BrotliDecompress(&mut &*packed, &mut plain).unwrap(),
        ".gz" => drop(GzDecoder::new(packed).read_to_end(&mut plain).unwrap()),
        other => panic!("{other}"),
    }
    plain
}
