//! The next update: by when the publisher promises to say more, and what is known of that promise.

use crate::model::policy::freshness::{Freshness, MIRROR_LAG};
use crate::model::status::overall_status::OverallStatus;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::countdown::{Amount, Counter, until};
use crate::model::time::instant::Instant;

/// The promise of the next update, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextUpdate {
    /// The promised time.
    pub at: Instant,
    /// Whether the promised time is ahead, has come, or has passed without an update.
    pub promise: Promise,
}

/// Whether the promised time of an update is ahead, has come, or has passed without an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The promised time is ahead by this length.
    In(Amount),
    /// The promised time has come, and the shown document may be older than the update.
    Due,
    /// The promised time has passed, and the document that is published now has no update.
    Overdue,
}

impl Snapshot {
    /// Returns by when the publisher promises to say more, for a headline of this overall status.
    ///
    /// The promise of the incident or maintenance that the headline is about comes first, then that of the whole page.
    /// The page's is ignored while everything works and once a maintenance is over or cancelled: then nobody waits for
    /// news, and the promise is left over from earlier trouble. Normalisation has left out the promises of settled
    /// entries, and those that the publisher has kept.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::normalize::normalize;
    /// use intermission::model::status::overall_status::overall_status;
    /// use intermission::model::time::instant::{Instant, write};
    /// let promised = |incidents: &str| {
    ///     let json = format!(
    ///         r#"{{"next_update_at": "2026-11-23T11:00:00Z", "components": [{{"status": "operational"}}],
    ///         "incidents": [{incidents}]}}"#
    ///     );
    ///     let (document, _) = Document::read(json.as_bytes()).unwrap();
    ///     let snapshot = normalize(&document, Language::default(), &[]).0;
    ///     snapshot.promised_update(overall_status(&snapshot, Instant::default())).map(write)
    /// };
    /// let own = r#"{"name": "Away", "next_update_at": "2026-11-23T10:00:00Z"}"#;
    /// assert_eq!(promised(own).as_deref(), Some("2026-11-23T10:00:00Z"));
    /// assert_eq!(promised(r#"{"name": "Away"}"#).as_deref(), Some("2026-11-23T11:00:00Z"), "the page's");
    /// assert_eq!(promised(""), None, "everything works");
    /// ```
    pub fn promised_update(&self, overall: OverallStatus) -> Option<Instant> {
        let situation = overall.situation;
        let own = if situation == Situation::Incident {
            self.worst_open()?.next_update_at
        } else if situation.is_about_maintenance() {
            self.maintenances.get(overall.maintenance?)?.next_update_at
        } else {
            None
        };
        let is_awaited = !situation.is_well() && situation != Situation::CalledOff;
        own.or(self.next_update_at.filter(|_| is_awaited))
    }
}

/// Returns what is shown at `now` of the promise of an update by `at`, for a document that is published at `now`.
///
/// An update is overdue only [`MIRROR_LAG`] after the promised time, because until then a mirror or cache may send a
/// document without an update that is published.
///
/// ```
/// use intermission::model::policy::freshness::MIRROR_LAG;
/// use intermission::model::status::next_update::{Promise, next_update};
/// use intermission::model::time::{countdown::Amount, instant::{Instant, SHORTEST}};
/// let at = Instant::UNIX_EPOCH;
/// let promise = |now| next_update(at, now).shows.promise;
/// assert_eq!(promise(at - SHORTEST), Promise::In(Amount::Minutes(1)));
/// assert_eq!(promise(at), Promise::Due);
/// assert_eq!(promise(at + MIRROR_LAG - SHORTEST), Promise::Due);
/// assert_eq!(promise(at + MIRROR_LAG), Promise::Overdue);
/// ```
pub fn next_update(at: Instant, now: Instant) -> Counter<NextUpdate> {
    let overdue_at = at.checked_add_signed(MIRROR_LAG);
    let left = until(at, now);
    let (promise, until) = if now < at {
        (Promise::In(left.shows), left.until)
    } else if overdue_at.is_none_or(|it| now < it) {
        (Promise::Due, overdue_at)
    } else {
        (Promise::Overdue, None)
    };
    Counter {
        shows: NextUpdate { at, promise },
        until,
    }
}

impl NextUpdate {
    /// Returns the promise as it is shown of a document of this freshness that a host last sent at `seen_at`.
    ///
    /// A document that was sent before the update was overdue, or that may have been replaced since, does not say
    /// whether the publisher has kept the promise. Then only the promised time is shown. Of stale data nothing is.
    ///
    /// ```
    /// use intermission::model::policy::freshness::{Freshness, MIRROR_LAG};
    /// use intermission::model::status::next_update::{NextUpdate, Promise};
    /// use intermission::model::time::instant::{Instant, SHORTEST};
    /// let at = Instant::UNIX_EPOCH;
    /// let overdue = NextUpdate { at, promise: Promise::Overdue };
    /// let seen = |freshness, seen_at| overdue.seen(freshness, seen_at).map(|it| it.promise);
    /// assert_eq!(seen(Freshness::Live, at + MIRROR_LAG), Some(Promise::Overdue));
    /// assert_eq!(seen(Freshness::Live, at + MIRROR_LAG - SHORTEST), Some(Promise::Due), "sent too early to know");
    /// assert_eq!(seen(Freshness::Cached, at + MIRROR_LAG), Some(Promise::Due), "may have been replaced");
    /// assert_eq!(seen(Freshness::Stale, at + MIRROR_LAG), None);
    /// ```
    #[must_use]
    pub fn seen(self, freshness: Freshness, seen_at: Instant) -> Option<Self> {
        let mut seen = self;
        let then = next_update(self.at, seen_at).shows.promise;
        if self.promise == Promise::Overdue && (freshness, then) != (Freshness::Live, self.promise)
        {
            seen.promise = Promise::Due;
        }
        (freshness != Freshness::Stale).then_some(seen)
    }
}
