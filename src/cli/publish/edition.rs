//! Everything that is made of one status document.

use std::fmt;
use std::io;

use super::packed::Packed;
use crate::cli::check::Findings;
use crate::model::instant::Instant;
use crate::model::snapshot::{Published, Snapshot};

/// The document itself, by the name that the page asks for.
pub const DOCUMENT: &str = "status.json";

/// When a document says it was written.
///
/// The page's last edit stands in where a document has no time of its own, as in a Statuspage's: it grows just
/// the same.
pub fn published(snapshot: &Snapshot) -> Option<Instant> {
    match snapshot.published {
        Published::At(at) | Published::NotBefore(at) => Some(at),
        Published::Unstated => None,
    }
}

/// When the document in these bytes says it was written; `None` too where it is none at all, which anything may
/// replace.
pub fn published_in(bytes: &[u8]) -> Option<Instant> {
    match Findings::of(bytes) {
        Findings::Usable { snapshot, .. } => published(&snapshot),
        Findings::Refused(_) => None,
    }
}

/// Why a document may not take the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backwards {
    /// It was written before that one.
    Older { found: Instant, present: Instant },
    /// It does not say when it was written, and that one does.
    Undated { present: Instant },
}

impl Backwards {
    /// Whether going from `present` to `found` would go back. A document of the same time does not: it may finish
    /// what a kill left unfinished.
    pub fn between(present: Option<Instant>, found: Option<Instant>) -> Option<Self> {
        match (present, found) {
            (None, _) => None,
            (Some(present), None) => Some(Self::Undated { present }),
            (Some(present), Some(found)) => {
                (found < present).then_some(Self::Older { found, present })
            }
        }
    }
}

impl fmt::Display for Backwards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Older { present, .. } | Self::Undated { present }) = self;
        write!(
            f,
            "expected `published_at` of `{}` or later, because that is published, found ",
            written(*present)
        )?;
        match self {
            Self::Older { found, .. } => write!(f, "`{}`", written(*found)),
            Self::Undated { .. } => f.write_str("none"),
        }
    }
}

/// An instant as documents have it.
pub fn written(at: Instant) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// The files that are published of a document, in the order in which they appear.
///
/// The document comes first: what is made of it says when it was written, and whoever reads that finds the
/// document as new or newer.
///
/// # Errors
///
/// As [`Packed::new`].
pub fn files(document: &[u8]) -> io::Result<Vec<Packed>> {
    Ok(vec![Packed::new(DOCUMENT, document.to_vec())?])
}
