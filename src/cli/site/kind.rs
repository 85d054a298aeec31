//! The kinds of files of a site, which decide on the headers and on the order in which files are published, and their
//! media types.

use crate::cli::publish::edition::{DOCUMENT, RENDERED};
use crate::cli::publish::history::FOLDER;

/// The kind of a file of a site. Each has an entry in `deploy/headers.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file whose name has a hash of its content, so that it never changes.
    Hashed,
    /// A file that keeps its name, such as `sw.js`.
    Named,
    /// The page for frames on other sites, `embed.html`.
    Framed,
    /// The page of past incidents, `history.html`.
    Past,
    /// The status document.
    Document,
    /// A file that is rendered from the document, or from the history.
    Rendered,
    /// The page itself, which is also the answer at every other path while the site is down.
    Page,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Hashed,
        Self::Named,
        Self::Framed,
        Self::Past,
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
    /// assert_eq!(Kind::of("history/2026-11.json"), Kind::Rendered);
    /// ```
    pub fn of(path: &str) -> Self {
        match path {
            "index.html" => Self::Page,
            "embed.html" => Self::Framed,
            PAST => Self::Past,
            DOCUMENT => Self::Document,
            path if RENDERED.contains(&path) || is_of_history(path) => Self::Rendered,
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
            Self::Past => "past",
            Self::Document => "document",
            Self::Rendered => "rendered",
            Self::Page => "page",
        }
    }
}

/// The name of the page of past incidents.
pub const PAST: &str = "history.html";

/// The names of the feeds and the calendar of the whole history, which are not in its folder.
pub const OF_HISTORY: [&str; 3] = ["feed.atom", "feed.json", "history.ics"];

/// The endings of files in the folder of the history, as in the configurations in `deploy/`.
const HISTORY_ENDINGS: [&str; 3] = ["atom", "html", "json"];

/// Returns whether a path is that of a file of the history, by the rule of the configurations in `deploy/`: its months,
/// their pages, and its feeds. The page of past incidents is a kind of its own.
///
/// ```
/// use intermission::cli::site::kind::is_of_history;
/// assert!(is_of_history("history/2026-11.json"));
/// assert!(!is_of_history("history/.2026-11.json.1"));
/// ```
pub fn is_of_history(path: &str) -> bool {
    let name = path
        .strip_prefix(FOLDER)
        .and_then(|it| it.strip_prefix('/'));
    let parts = name.and_then(|name| name.split_once('.'));
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_in_folder = parts.is_some_and(|(stem, ending)| {
        !stem.is_empty() && stem.bytes().all(is_letter) && HISTORY_ENDINGS.contains(&ending)
    });
    is_in_folder || OF_HISTORY.contains(&path)
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
        "atom" => "application/atom+xml; charset=utf-8",
        _ => "application/octet-stream",
    }
}
