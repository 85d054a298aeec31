//! A file to be published, with the compressed copies that servers send in its place.

use std::io::{self, Read as _, Write as _};

use axum::body::Bytes;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// The endings of compressed copies; servers that support both prefer the first.
pub const ENDINGS: [&str; 2] = [".br", ".gz"];

/// The best quality, because a file is compressed once and sent many times.
const BEST_QUALITY: i32 = 11;
/// The quality of large files. The best one makes the history page of 200 services (655 KB) 19 % smaller and takes fifty
/// times as long, a second for each publication.
const FAST_QUALITY: i32 = 9;
/// The length in bytes above which a file is large.
const LARGE: usize = 32 * 1024;
/// The window sizes that every decoder supports: RFC 7932, section 9.1.
const SMALLEST_WINDOW: i32 = 10;
const LARGEST_WINDOW: i32 = 22;
/// The buffer size of the decoder, in bytes.
const BUFFER: usize = 4096;

/// The content of a file, plain and compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Its path below the folder that is served, such as `icons/outage.svg`.
    pub name: String,
    /// The plain content.
    pub plain: Bytes,
    /// The compressed copies by [`ENDINGS`]; `None` if one would not be smaller, as for a very small file or a picture.
    pub copies: [Option<Bytes>; 2],
}

impl Packed {
    /// Compresses `plain`.
    pub fn new(name: impl Into<String>, plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let copies = copies(&plain).map(|it| it.map(Bytes::from));
        Self {
            name: name.into(),
            plain,
            copies,
        }
    }

    /// Returns a file without copies, which is compressed in itself.
    pub fn uncompressed(name: impl Into<String>, plain: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            plain: plain.into(),
            copies: [None, None],
        }
    }

    /// Returns the names of the copies, then that of the file itself.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let copies = self.copies().map(|(name, _)| name);
        copies.chain([self.name.clone()])
    }

    /// Returns the names of the copies with their content; `None` if a copy is not made.
    pub fn copies(&self) -> impl Iterator<Item = (String, Option<&[u8]>)> {
        let named = ENDINGS.iter().map(|ending| [&self.name, *ending].concat());
        named.zip(self.copies.iter().map(Option::as_deref))
    }
}

/// Returns the compressed copies of a text by [`ENDINGS`]; `None` if one would not be smaller. Both encoders write to
/// memory and do not fail in practice; a failure would only cost bandwidth.
pub fn copies(plain: &[u8]) -> [Option<Vec<u8>>; 2] {
    let smaller = |copy: io::Result<Vec<u8>>| copy.ok().filter(|copy| copy.len() < plain.len());
    [smaller(brotli(plain)), smaller(gzip(plain))]
}

/// Returns whether a file of this name is a compressed copy of another.
pub fn is_copy(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Returns whether a copy with the ending `index` of [`ENDINGS`] unpacks to `plain`. At most one byte more than the
/// length of `plain` is unpacked.
pub fn is_copy_of(index: usize, copy: &[u8], plain: &[u8]) -> bool {
    let limit = u64::try_from(plain.len())
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut unpacked = Vec::new();
    let read = if index == 0 {
        let mut reader = brotli::Decompressor::new(copy, BUFFER).take(limit);
        reader.read_to_end(&mut unpacked)
    } else {
        GzDecoder::new(copy).take(limit).read_to_end(&mut unpacked)
    };
    read.is_ok() && unpacked == plain
}

fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: if plain.len() > LARGE {
            FAST_QUALITY
        } else {
            BEST_QUALITY
        },
        size_hint: plain.len(),
        lgwin: window(plain.len()),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut packed, &parameters)?;
    Ok(packed)
}

/// Returns the exponent of the smallest window that holds the whole text. A larger window compresses no better, and
/// clearing its tables takes longer than all else.
fn window(bytes: usize) -> i32 {
    let powers = usize::BITS - bytes.saturating_add(16).leading_zeros();
    i32::try_from(powers)
        .unwrap_or(LARGEST_WINDOW)
        .clamp(SMALLEST_WINDOW, LARGEST_WINDOW)
}

/// Compresses without a time or a name in the header, so that the result depends on the text alone.
fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}
