//! The kinds of files of a site, which decide on the headers and on the order in which files are published, and their
//! media types.

use crate::cli::publish::edition::{DOCUMENT, RENDERED};

/// The kind of a file of a site. Each has an entry in `deploy/headers.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file whose name has a hash of its content, so that it never changes.
    Hashed,
    /// A file that keeps its name, such as `sw.js`.
    Named,
    /// The page for frames on other sites, `embed.html`.
    Framed,
    /// The status document.
    Document,
    /// A file that is rendered from the document.
    Rendered,
    /// The page itself, which is also the answer at every other path while the site is down.
    Page,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Hashed,
        Self::Named,
        Self::Framed,
        Self::Document,
        Self::Rendered,
        Self::Page,
    ];

    /// Returns the kind of the file at a path below the root.
    ///
    /// ```
    /// use intermission::cli::site::Kind;
    /// assert_eq!(Kind::of("page-0123456789abcdef.js"), Kind::Hashed);
    /// assert_eq!(Kind::of("icons/outage.svg"), Kind::Named);
    /// ```
    pub fn of(path: &str) -> Self {
        match path {
            "index.html" => Self::Page,
            "embed.html" => Self::Framed,
            DOCUMENT => Self::Document,
            path if RENDERED.contains(&path) => Self::Rendered,
            path if is_hashed(path) => Self::Hashed,
            _ => Self::Named,
        }
    }

    /// Returns the name of the kind in `deploy/headers.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hashed => "hashed",
            Self::Named => "named",
            Self::Framed => "framed",
            Self::Document => "document",
            Self::Rendered => "rendered",
            Self::Page => "page",
        }
    }
}

/// The number of hexadecimal digits of the hash in a name.
const HASH_DIGITS: usize = 16;

/// The endings of files with a hash, as in the configurations in `deploy/`.
const HASHED_ENDINGS: [&str; 3] = ["css", "js", "wasm"];

/// Returns whether a name is like `page-0123456789abcdef.js`, by the rule of the configurations in `deploy/`.
fn is_hashed(name: &str) -> bool {
    let stem = name
        .rsplit_once('.')
        .filter(|(_, ending)| HASHED_ENDINGS.contains(ending));
    let parts = stem.and_then(|(stem, _)| stem.rsplit_once('-'));
    parts.is_some_and(|(word, hash)| {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-';
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        !word.is_empty()
            && word.bytes().all(is_letter)
            && hash.len() == HASH_DIGITS
            && hash.bytes().all(is_digit)
    })
}

/// Returns the media type of a file by the ending of its name.
///
/// ```
/// use intermission::cli::site::kind::media_type;
/// assert_eq!(media_type("icons/outage.svg"), "image/svg+xml");
/// ```
pub fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "ts" | "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}
