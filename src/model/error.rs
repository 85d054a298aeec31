//! What can go wrong, by whose fault it is.
//!
//! `Display` texts are for operators: lower case, no full stop, what was expected *and* found, values in
//! backticks. Visitors never see them; their sentences are in [`super::message`].

use std::fmt;

/// The publisher's document cannot be used at all; what was on screen stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// No bytes, or only white space.
    Empty,
    /// An error body of the publisher's server, such as `{"status": 500, "error": "…"}`.
    ErrorBody { status: u64 },
    /// A web page where JSON should be: a login page, a CDN's error page, a wrong address.
    Html,
    /// Not JSON, or cut off. Line and column count from 1.
    Json {
        line: usize,
        column: usize,
        reason: String,
    },
    /// JSON whose top level is not an object.
    NotAnObject { found: &'static str },
    /// More bytes than the limit.
    TooLarge { bytes: usize, limit: usize },
    /// More components than the limit.
    TooManyComponents { found: usize, limit: usize },
    /// Lists and objects within one another beyond the limit.
    TooNested { limit: usize },
    /// An object with none of the members of a status document, or with none of them filled.
    Unrecognised,
    /// A `version` that this reader does not know.
    UnsupportedVersion { found: u64, supported: u64 },
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("expected a status document, found nothing"),
            Self::ErrorBody { status } => {
                write!(
                    f,
                    "expected a status document, found an error body with `status` {status}"
                )
            }
            Self::Html => f.write_str("expected JSON, found a web page"),
            Self::Json { reason, .. } => write!(f, "expected JSON: {reason}"),
            Self::NotAnObject { found } => write!(f, "expected an object, found {found}"),
            Self::TooLarge { bytes, limit } => {
                write!(f, "expected at most {limit} bytes, found {bytes}")
            }
            Self::TooManyComponents { found, limit } => {
                write!(
                    f,
                    "expected at most {limit} entries in `components`, found {found}"
                )
            }
            Self::TooNested { limit } => {
                write!(f, "expected at most {limit} levels of nesting, found more")
            }
            Self::Unrecognised => f.write_str(
                "expected an object or list in `page`, `components`, `incidents`, \
                 `scheduled_maintenances` or `status`, found none",
            ),
            Self::UnsupportedVersion { found, supported } => {
                write!(f, "expected `version` {supported}, found {found}")
            }
        }
    }
}

/// Why an answer did not bring a document. Each variant says who can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The publisher: an answer came, its content is unusable.
    Document(DocumentError),
    /// The host or CDN: an answer came with a status other than 2xx.
    HttpStatus { code: u16 },
    /// The network, the host, or its CORS headers: browsers do not tell these apart.
    Network { reason: String },
    /// The visitor: the browser says that it has no network.
    Offline,
    /// The host or the network: nothing, or not everything, came in time.
    TimedOut { after_secs: u64 },
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(error) => error.fmt(f),
            Self::HttpStatus { code } => write!(f, "expected HTTP status 200, found {code}"),
            Self::Network { reason } => write!(
                f,
                "expected an answer, found none: the host is not reachable or sends no \
                 `Access-Control-Allow-Origin` ({reason})"
            ),
            Self::Offline => f.write_str("expected an answer, found none: the browser is offline"),
            Self::TimedOut { after_secs } => {
                write!(
                    f,
                    "expected a complete answer within {after_secs} s, found none"
                )
            }
        }
    }
}

/// A fault in one entry of a document that is tolerated: it costs that entry or field and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as `components[3].status`.
    pub path: String,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong at a [`Problem`]'s path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A text that is not an instant with a zone.
    BadTime { found: String },
    /// A URL that is not `https:`, `http:` or relative.
    BadUrl { found: String },
    /// An id that an earlier entry has.
    DuplicateId { id: String },
    /// A window or phase whose end is not after its start.
    EndsBeforeStart { start: String, end: String },
    /// A member that the entry is of no use without.
    Missing { expected: &'static str },
    /// A number outside what it can mean.
    OutOfRange {
        expected: &'static str,
        found: String,
    },
    /// An id that no component has.
    UnknownComponent { id: String },
    /// A word that is not in the vocabulary. The entry counts as unknown and shows the word.
    UnknownWord {
        found: String,
        expected: &'static [&'static str],
    },
    /// A value of another JSON type.
    WrongType {
        expected: &'static str,
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

/// Appends a member's name to an entry's path.
pub fn join(path: &str, field: &str) -> String {
    if path.is_empty() || field.is_empty() {
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
                write!(
                    f,
                    "expected an instant such as `2026-11-23T10:00:00Z`, found `{found}`"
                )
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
