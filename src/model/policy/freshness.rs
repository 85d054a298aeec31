//! Freshness: how far the shown data can be trusted.
//!
//! Freshness counts from the last response of a host, not from `published_at`: a document that was written last week
//! and is still served today is what its publisher says today. The status bar shows the age of the data beside it.

use crate::model::time::countdown::Counter;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// After this many refresh intervals without a response, the data is stale.
pub const INTERVALS: u64 = 10;
/// The data is never stale before this many seconds.
pub const SHORTEST_LIMIT_SECS: u64 = 600;

/// After this time the data is stale, however long the refresh interval is.
const LONGEST_LIMIT: TimeDelta = TimeDelta::days(1);

/// The longest time that a mirror or a cache may serve a document after its publisher has replaced it.
pub const MIRROR_LAG: TimeDelta = TimeDelta::minutes(5);

/// The tolerance for a publisher's clock that is ahead. A `published_at` further ahead is a mistake, and such a
/// document never counts as newer than another.
pub const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// The degree to which the shown data can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// There is no data.
    #[default]
    Missing,
    /// A host sent the data in this visit, and no request has failed since.
    Live,
    /// The last request failed, or no host has sent the data in this visit yet.
    Cached,
    /// The data is too old to say anything about the present.
    Stale,
}

impl Freshness {
    /// Returns the value of `data-standing`, for style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Live => "live",
            Self::Cached => "cached",
            Self::Stale => "stale",
        }
    }
}

/// Returns the freshness at `now` of a document that a host last sent at `seen_at`, and until when it holds.
/// `confirmed` says that the last request of this visit brought or confirmed the document. From the instant of
/// [`stale_at`] on the document is stale.
///
/// ```
/// use intermission::model::policy::freshness::{Freshness, freshness};
/// use intermission::model::time::{instant::{Instant, SHORTEST}, time_delta::TimeDelta};
/// let seen_at = Instant::UNIX_EPOCH;
/// let limit = seen_at + TimeDelta::minutes(10);
/// let just_before = freshness(seen_at, 60, true, limit - SHORTEST);
/// assert_eq!((just_before.shows, just_before.until), (Freshness::Live, Some(limit)));
/// assert_eq!(freshness(seen_at, 60, false, seen_at).shows, Freshness::Cached);
/// assert_eq!(freshness(seen_at, 60, true, limit).shows, Freshness::Stale);
/// ```
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

/// Returns the first instant at which a document that a host last sent at `seen_at` is stale.
///
/// The limit is [`INTERVALS`] times `refresh_secs`, at least [`SHORTEST_LIMIT_SECS`] and at most a day.
///
/// ```
/// use intermission::model::policy::freshness::stale_at;
/// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
/// let seen_at = Instant::UNIX_EPOCH;
/// assert_eq!(stale_at(seen_at, 60) - seen_at, TimeDelta::minutes(10));
/// assert_eq!(stale_at(seen_at, 59) - seen_at, TimeDelta::minutes(10), "the shortest limit");
/// assert_eq!(stale_at(seen_at, u64::MAX) - seen_at, TimeDelta::days(1), "the longest limit");
/// ```
pub fn stale_at(seen_at: Instant, refresh_secs: u64) -> Instant {
    let secs = refresh_secs
        .saturating_mul(INTERVALS)
        .max(SHORTEST_LIMIT_SECS);
    let limit =
        TimeDelta::seconds(i64::try_from(secs).unwrap_or(i64::MAX / 1000)).min(LONGEST_LIMIT);
    seen_at.checked_add_signed(limit).unwrap_or(seen_at)
}
