//! Errors of documents and of fetching them; each variant names who is at fault.
//!
//! `Display` texts are for operators: lower case, no full stop, what was expected *and* found, values in
//! backticks. Visitors never see them; their sentences are in [`crate::model::i18n::message`].

use std::error::Error;
use std::fmt;

use crate::model::time::instant;

/// The reason why a document cannot be used at all, always the publisher's fault. The page keeps what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// The document has no bytes, or only white space.
    Empty,
    /// The publisher's server sent an error body, such as `{"status": 500, "error": "…"}`.
    ErrorBody {
        /// Its `status`.
        status: u64,
    },
    /// The document is a web page: a login page, a CDN's error page, or the page at a wrong address.
    Html,
    /// The document is not JSON, or is cut off.
    Json {
        /// The line of the fault, from 1.
        line: usize,
        /// The column of the fault in characters, from 1.
        column: usize,
        /// The characters that are permitted there.
        expected: &'static str,
        /// The character there in backticks, or words where there is none.
        found: String,
    },
    /// The document is RSS or Atom, and is cut off or not well-formed.
    NewsFeed {
        /// `an RSS feed` or `an Atom feed`.
        kind: &'static str,
    },
    /// The document has members of a status document, but none that states the status of anything.
    NoState {
        /// The value in words, such as ``an object with `page` ``.
        found: String,
    },
    /// The document has more bytes than the limit.
    TooLarge {
        /// The size of the document in bytes, as far as it was read.
        bytes: usize,
        /// The size of the largest document that is read, in bytes.
        limit: usize,
    },
    /// The document has more components than the limit.
    TooManyComponents {
        /// The larger of the numbers of services and of headings in the document.
        found: usize,
        /// The largest number of each that is read.
        limit: usize,
    },
    /// Lists and objects of the document are nested deeper than the limit.
    TooNested {
        /// The largest number of levels that is read.
        limit: usize,
    },
    /// The document is JSON in an unknown format.
    Unrecognised {
        /// The value in words, such as `an empty list`.
        found: String,
    },
    /// The document has a `version` that this program does not know.
    UnsupportedVersion {
        /// The document's version.
        found: u64,
        /// The version that is read.
        supported: u64,
    },
}

impl DocumentError {
    /// Returns whether the text may be a feed in another format: the feed readers repair what some formats get wrong, and
    /// read XML.
    pub fn is_of_feed(&self) -> bool {
        matches!(self, Self::Json { .. } | Self::NewsFeed { .. })
    }

    /// Returns the text of `Display`, put together without the formatting code of the standard library, which costs
    /// every visitor more than all of these texts.
    pub fn text(&self) -> String {
        let counts = |lead: &str, limit: u64, middle: &str, found: u64| {
            [lead, &limit.to_string(), middle, &found.to_string()].concat()
        };
        match self {
            Self::Empty => "expected a status document, found nothing".to_owned(),
            Self::ErrorBody { status } => {
                let lead = "expected a status document, found an error body with `status` ";
                [lead, &status.to_string()].concat()
            }
            Self::Html => "expected JSON, found a web page".to_owned(),
            Self::Json {
                line,
                column,
                expected,
                found,
            } => {
                let (line, column) = (line.to_string(), column.to_string());
                let place = [" at line ", &line, " column ", &column].concat();
                ["expected JSON: ", expected, ", found ", found, &place].concat()
            }
            Self::NewsFeed { kind } => {
                ["expected JSON, found ", kind, " that cannot be read"].concat()
            }
            Self::NoState { found } => {
                let lead = "expected a component, an incident, a maintenance or an `indicator`, found none \
                            in ";
                [lead, found].concat()
            }
            Self::TooLarge { bytes, limit } => counts(
                "expected at most ",
                *limit as u64,
                " bytes, found ",
                *bytes as u64,
            ),
            Self::TooManyComponents { found, limit } => counts(
                "expected at most ",
                *limit as u64,
                " entries in `components`, found ",
                *found as u64,
            ),
            Self::TooNested { limit } => {
                let limit = limit.to_string();
                [
                    "expected at most ",
                    &limit,
                    " levels of nesting, found more",
                ]
                .concat()
            }
            Self::Unrecognised { found } => {
                let lead = "expected a status document, or a feed in a format that docs/feeds.md lists, found ";
                [lead, found].concat()
            }
            Self::UnsupportedVersion { found, supported } => {
                counts("expected `version` ", *supported, ", found ", *found)
            }
        }
    }
}

impl Error for DocumentError {}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// The reason why a request did not bring a document. Each variant names who can correct it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The publisher: the response has a document that cannot be used.
    Document(DocumentError),
    /// The host or CDN: the response has another HTTP status than 2xx.
    HttpStatus {
        /// The status, from 100 to 599 and not from 200 to 299.
        code: u16,
    },
    /// The host or the network: the response ended early or could not be decompressed.
    Interrupted,
    /// The network, the host, or its CORS headers: browsers do not tell these apart.
    Network {
        /// The browser's error message.
        reason: String,
    },
    /// The visitor: the browser reports that it has no network.
    Offline,
    /// The host or the network: the response was not complete in time.
    TimedOut {
        /// The time that the page waited, in seconds.
        after_secs: u64,
    },
}

impl FetchError {
    /// Returns the text of `Display`; see [`DocumentError::text`].
    pub fn text(&self) -> String {
        match self {
            Self::Document(error) => error.text(),
            Self::HttpStatus { code } => {
                ["expected HTTP status 200, found ", &code.to_string()].concat()
            }
            Self::Interrupted => "expected a complete answer, found its beginning only".to_owned(),
            Self::Network { reason } => [
                "expected an answer, found none: the host is not reachable or sends no \
                 `Access-Control-Allow-Origin` (",
                reason,
                ")",
            ]
            .concat(),
            Self::Offline => "expected an answer, found none: the browser is offline".to_owned(),
            Self::TimedOut { after_secs } => {
                let secs = after_secs.to_string();
                [
                    "expected a complete answer within ",
                    &secs,
                    " s, found none",
                ]
                .concat()
            }
        }
    }
}

/// [`FetchError::Document`] shows the text of its error and is not its source, so that chains do not repeat the text.
impl Error for FetchError {}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A fault in a document that is tolerated, always the publisher's. Only the entry or member with the fault is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path to the fault, such as `components[3].status`.
    pub path: String,
    /// The kind of fault.
    pub kind: ProblemKind,
}

/// The kind of fault at a [`Problem`]'s path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is not an instant with a time zone.
    BadTime {
        /// The text.
        found: String,
    },
    /// The URL is not `https:`, `http:` or relative.
    BadUrl {
        /// The text.
        found: String,
    },
    /// An earlier entry has the id, too.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// The end of a window or phase is not after its start.
    EndsBeforeStart {
        /// The start, as the document writes it.
        start: String,
        /// The end, as the document writes it.
        end: String,
    },
    /// A member that the entry needs is missing.
    Missing {
        /// A description of the missing member.
        expected: &'static str,
    },
    /// The number is out of range.
    OutOfRange {
        /// The bounds, in words.
        expected: &'static str,
        /// The value, as the document writes it.
        found: String,
    },
    /// No component has the id.
    UnknownComponent {
        /// The id.
        id: String,
    },
    /// The word is not in the vocabulary. The entry counts as unknown and shows the word.
    UnknownWord {
        /// The word.
        found: String,
        /// The words of the vocabulary.
        expected: &'static [&'static str],
    },
    /// The value has another JSON type.
    WrongType {
        /// The type that belongs there, with its article.
        expected: &'static str,
        /// The type of the value, with its article.
        found: &'static str,
    },
}

impl Problem {
    /// Returns the problem of the member `field` in the entry at `path`, which is empty at the root.
    pub fn new(path: &str, field: &str, kind: ProblemKind) -> Self {
        Self {
            path: join(path, field),
            kind,
        }
    }
}

/// Returns the path of the member `field` in the entry at `path`. A document has an empty path, or `2:` if it is the
/// second one of a feed.
pub fn join(path: &str, field: &str) -> String {
    if path.is_empty() || path.ends_with(':') || field.is_empty() {
        [path, field].concat()
    } else {
        [path, ".", field].concat()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadTime { found } => {
                write!(f, "expected {}, found `{found}`", instant::expected(found))
            }
            Self::BadUrl { found } => {
                write!(
                    f,
                    "expected an `https:`, `http:` or relative URL, found `{found}`"
                )
            }
            Self::DuplicateId { id } => {
                write!(f, "expected an id of its own, found `{id}` a second time")
            }
            Self::EndsBeforeStart { start, end } => {
                write!(f, "expected an end after `{start}`, found `{end}`")
            }
            Self::Missing { expected } => write!(f, "expected {expected}, found nothing"),
            Self::OutOfRange { expected, found } => {
                write!(f, "expected {expected}, found `{found}`")
            }
            Self::UnknownComponent { id } => {
                write!(f, "expected the id of a component, found `{id}`")
            }
            Self::UnknownWord { found, expected } => {
                write!(
                    f,
                    "expected one of `{}`, found `{found}`",
                    expected.join("`, `")
                )
            }
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
        }
    }
}
