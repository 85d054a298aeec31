//! Writing what is rendered so that nobody ever meets half of it.

use std::io::{self, Write as _};
use std::path::Path;

/// Compresses.
type Pack = fn(&[u8]) -> io::Result<Vec<u8>>;

/// Puts `bytes` in the place of `file`: all of them or, when that fails, none. A server may be reading it.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let written = write_through(&part, bytes).and_then(|()| {
        // A host's rights on the file stay as they were given.
        if let Ok(before) = std::fs::metadata(file) {
            std::fs::set_permissions(&part, before.permissions())?;
        }
        std::fs::rename(&part, file)
    });
    if written.is_err() {
        drop(std::fs::remove_file(&part));
    }
    written
}

fn write_through(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The same for a file of the built page, whose compressed copies beside it would else go on telling old news.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write_with_copies(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let copies: [(&str, Pack); 2] = [("br", brotli), ("gz", gzip)];
    let mut packed = Vec::new();
    for (ending, pack) in copies {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".{ending}"));
        let copy = Path::new(&name).to_owned();
        if copy.exists() {
            packed.push((copy, pack(bytes)?));
        }
    }
    write(file, bytes)?;
    packed
        .iter()
        .try_for_each(|(copy, bytes)| write(copy, bytes))
}

/// As small as it gets, as the build does it: it is done once, and sent to everybody.
fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
