//! How far what is on screen can be trusted.
//!
//! What counts is when a host last handed the document out, not when its publisher wrote it: a document that
//! was written by hand last week and is still handed out today is what its publisher says today. How old the
//! data itself is stands beside it, in the truth line.

use crate::model::time::countdown::Counter;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// So many of the publisher's intervals without a word, and what was known is no longer.
pub const INTERVALS: u64 = 10;
/// But never sooner than after so many seconds.
pub const SHORTEST_LIMIT_SECS: u64 = 600;

/// Beyond this nothing is trusted, however rarely its publisher is asked.
const LONGEST_LIMIT: TimeDelta = TimeDelta::days(1);

/// So long a mirror, or a cache on the way, may go on handing out what its publisher has replaced.
pub const MIRROR_LAG: TimeDelta = TimeDelta::minutes(5);

/// By how much a publisher's clock may be ahead. A time of publishing further ahead is a mistake, and such a document
/// never counts as newer than another.
pub const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// How far what is on screen can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing is known.
    #[default]
    Missing,
    /// A host handed it out in this visit, and no attempt has failed since.
    Live,
    /// It was true a while ago; the last attempt brought nothing newer, or there was none yet.
    Cached,
    /// It is so old that it says nothing about now.
    Stale,
}

impl Freshness {
    /// The word in `data-standing`, for the style sheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Live => "live",
            Self::Cached => "cached",
            Self::Stale => "stale",
        }
    }
}

/// How far a document can be trusted that a host last handed out at `seen_at`. `confirmed` says that the
/// last attempt in this visit is the one that brought it.
pub fn freshness(
    seen_at: Instant,
    refresh_secs: u64,
    confirmed: bool,
    now: Instant,
) -> Counter<Freshness> {
    let limit = stale_at(seen_at, refresh_secs);
    if limit <= now {
        return Counter {
            shows: Freshness::Stale,
            until: None,
        };
    }
    Counter {
        shows: if confirmed {
            Freshness::Live
        } else {
            Freshness::Cached
        },
        until: Some(limit),
    }
}

/// The first instant at which a document handed out at `seen_at` is stale.
pub fn stale_at(seen_at: Instant, refresh_secs: u64) -> Instant {
    let secs = refresh_secs
        .saturating_mul(INTERVALS)
        .max(SHORTEST_LIMIT_SECS);
    let limit =
        TimeDelta::seconds(i64::try_from(secs).unwrap_or(i64::MAX / 1000)).min(LONGEST_LIMIT);
    seen_at.checked_add_signed(limit).unwrap_or(seen_at)
}
