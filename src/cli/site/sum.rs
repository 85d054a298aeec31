//! Hashes of files: in names, in the attribute `integrity`, and as the version of the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Returns the first `digits` hexadecimal digits of the SHA-256 hash of `parts`, one after the other.
pub(super) fn digits(parts: &[&[u8]], digits: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let text = format!("{:x}", hasher.finalize());
    text.chars().take(digits).collect()
}

/// Returns `sha256-…` for the attribute `integrity`.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Returns the name of a file with a hash of its content: `brand-0123456789abcdef.css` of `brand`, `css`.
pub(super) fn hashed_name(stem: &str, ending: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}.{ending}", digits(&[bytes], 16))
}
