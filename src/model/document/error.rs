//! Errors of documents and of fetching them; each variant names who is at fault.
//!
//! `Display` texts are for operators: lower case, no full stop, what was expected *and* found, values in
//! backticks. Visitors never see them; their sentences are in [`crate::model::i18n::message`].

use std::error::Error;
use std::fmt;

use crate::model::time::instant;

/// Why the publisher's document cannot be used at all, always by the publisher's fault; the screen stays as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// No bytes, or only white space.
    Empty,
    /// An error body of the publisher's server, such as `{"status": 500, "error": "…"}`.
    ErrorBody {
        /// Its `status`.
        status: u64,
    },
    /// A web page where JSON should be: a login page, a CDN's error page, a wrong address.
    Html,
    /// Not JSON, or cut off. Line and column count from 1, columns in characters.
    Json {
        /// Counts from 1.
        line: usize,
        /// Counts characters from 1.
        column: usize,
        /// The characters that could stand there.
        expected: &'static str,
        /// The character that stands there, in backticks, or words for what is no character.
        found: String,
    },
    /// RSS or Atom, which say what was written and not what works.
    NewsFeed {
        /// `an RSS feed` or `an Atom feed`.
        kind: &'static str,
    },
    /// An object with members of a status document, none of which says the state of anything.
    NoState {
        /// The value in words, such as ``an object with `page` ``.
        found: String,
    },
    /// More bytes than the limit.
    TooLarge {
        /// Its size, as far as it was read.
        bytes: usize,
        /// The most bytes that are read.
        limit: usize,
    },
    /// More components than the limit.
    TooManyComponents {
        /// The larger of the numbers of services and of headings in the document.
        found: usize,
        /// The largest number of each that is read.
        limit: usize,
    },
    /// Lists and objects within one another beyond the limit.
    TooNested {
        /// The most levels that are read.
        limit: usize,
    },
    /// JSON in a format that is not known.
    Unrecognised {
        /// The value in words, such as `an empty list`.
        found: String,
    },
    /// A `version` that this reader does not know.
    UnsupportedVersion {
        /// The document's version.
        found: u64,
        /// The version that is read.
        supported: u64,
    },
}

impl DocumentError {
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
                let advice = "; use its publisher's JSON instead, as docs/feeds.md says";
                ["expected JSON, found ", kind, advice].concat()
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

/// Why an answer did not bring a document. Each variant says who can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The publisher: an answer came, its content is unusable.
    Document(DocumentError),
    /// The host or CDN: an answer came with a status other than 2xx.
    HttpStatus {
        /// From 100 to 599, and not from 200 to 299.
        code: u16,
    },
    /// The host or the network: an answer began, and broke off or could not be decoded.
    Interrupted,
    /// The network, the host, or its CORS headers: browsers do not tell these apart.
    Network {
        /// The browser's error message.
        reason: String,
    },
    /// The visitor: the browser says that it has no network.
    Offline,
    /// The host or the network: nothing, or not everything, came in time.
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

/// A document's error has no source of its own and reads the same within this one, so that nothing is named twice.
impl Error for FetchError {}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A fault in one entry of a document that is tolerated: it costs that entry or field and nothing else.
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
    /// A text that is not an instant with a zone.
    BadTime {
        /// The text.
        found: String,
    },
    /// A URL that is not `https:`, `http:` or relative.
    BadUrl {
        /// The text.
        found: String,
    },
    /// An id that an earlier entry has.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A window or phase whose end is not after its start.
    EndsBeforeStart {
        /// The start, as the document writes it.
        start: String,
        /// The end, as the document writes it.
        end: String,
    },
    /// A member that the entry is of no use without.
    Missing {
        /// A description of the missing member.
        expected: &'static str,
    },
    /// A number outside what it can mean.
    OutOfRange {
        /// The bounds, in words.
        expected: &'static str,
        /// The value, as the document writes it.
        found: String,
    },
    /// An id that no component has.
    UnknownComponent {
        /// The id.
        id: String,
    },
    /// A word that is not in the vocabulary. The entry counts as unknown and shows the word.
    UnknownWord {
        /// The word.
        found: String,
        /// The words of the vocabulary.
        expected: &'static [&'static str],
    },
    /// A value of another JSON type.
    WrongType {
        /// The type that belongs there, with its article.
        expected: &'static str,
        /// The type of the value, with its article.
        found: &'static str,
    },
}

impl Problem {
    /// Describes a fault of the member `field` of the entry at `path` (which is empty at the root).
    pub fn new(path: &str, field: &str, kind: ProblemKind) -> Self {
        Self {
            path: join(path, field),
            kind,
        }
    }
}

/// Appends a member's name to an entry's path. The path of a document itself is empty, or `2:` for the second one of
/// a feed.
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
