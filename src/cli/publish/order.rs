//! The order of documents in time: an older document never replaces a newer one.

use std::error::Error;
use std::fmt;

use super::edition::written;
use crate::model::document::read::parse_bytes;
use crate::model::document::wire::Document;
use crate::model::i18n::message::native;
use crate::model::policy::freshness::CLOCK_TOLERANCE;
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Published;
use crate::model::time::instant::Instant;

/// The sample document that the built page contains.
const SAMPLE: &[u8] = include_bytes!("../../../public/status.json");

/// The time at which a document was written, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The time at which it was written, or its page was last edited.
    pub at: Option<Instant>,
    /// Whether `at` comes from `published_at`.
    pub is_stated: bool,
    /// Whether it is converted from a feed that does not state when it was written, so that it counts as written now.
    pub is_copy: bool,
}

impl Dated {
    /// Reads the time from the bytes of a document. Bytes that are not a document have no time.
    pub fn of(bytes: &[u8]) -> Self {
        let Ok((document, _)) = Document::read(bytes) else {
            return Self::default();
        };
        let is_converted = document
            .source
            .as_ref()
            .is_some_and(|it| it.format.is_some());
        let published = normalize(&document, native::english(), &[]).0.published;
        let is_stated = matches!(published, Published::At(_));
        Self {
            at: published.instant(),
            is_stated,
            is_copy: is_converted && !is_stated,
        }
    }

    /// Returns the time of the published document if older documents must not replace it. There is none for the sample,
    /// for copies, and for a document whose time is more than the clock tolerance ahead of `placed`, when it was
    /// published, or of `now`.
    pub fn holding_back(bytes: &[u8], placed: Option<Instant>, now: Instant) -> Option<Instant> {
        let dated = Self::of(bytes);
        let limit = placed.map_or(now, |placed| placed.min(now));
        let at = dated.at.filter(|at| *at - limit <= CLOCK_TOLERANCE);
        let is_sample = || {
            let sample = parse_bytes(SAMPLE).ok();
            sample.is_some() && sample == parse_bytes(bytes).ok()
        };
        at.filter(|_| !dated.is_copy && !is_sample())
    }
}

/// The reason why a document may not replace another; the operator's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backwards {
    /// It is older than the published document.
    Older {
        /// The time at which it was written.
        found: Instant,
        /// When the published document was written.
        present: Instant,
    },
    /// It does not state when it was written, and the published document does.
    Undated {
        /// When the published document was written.
        present: Instant,
    },
}

impl Error for Backwards {}

impl Backwards {
    /// Returns why `found` may not replace a document written at `present`; `None` if it may. A document of the same
    /// time may, to finish an interrupted publication. A copy may too, because it states what its feed says now.
    pub fn between(present: Option<Instant>, found: Dated) -> Option<Self> {
        match (present, found.at) {
            (None, _) => None,
            (Some(_), _) if found.is_copy => None,
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
