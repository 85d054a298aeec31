//! The document that the page has, its origin, and the reliability of its sources.

use std::sync::Arc;

use crate::model::policy::freshness::MIRROR_LAG;
use crate::model::status::changes::{Changes, MOST};
use crate::model::status::data_status::Failure;
use crate::model::status::overall_status::situation;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::{Published, Snapshot};
use crate::model::time::instant::Instant;
use crate::model::time::server_clock::ServerClock;

/// Once every source has sent this many documents in a row that are older than the one on screen, the page accepts
/// them.
const ROUNDS: u32 = 3;

/// The document that the page has, and the responses of its sources.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// The last good document.
    pub(super) loaded: Option<Loaded>,
    /// The last failure; `None` once a request has brought or confirmed a document.
    pub(super) failure: Option<Failure>,
    /// Whether any request of this visit has ended, with a document or a failure.
    pub(super) answered: bool,
    /// The changes of this visit, newest first.
    pub(super) changes: Changes,
    /// For each source, the number of older documents that it has sent in a row.
    rounds: Vec<u32>,
}

impl Data {
    /// Returns the last good document.
    pub fn loaded(&self) -> Option<&Loaded> {
        self.loaded.as_ref()
    }

    /// Replaces the document by another one.
    pub fn replace(&mut self, loaded: Loaded) {
        self.rounds.clear();
        self.loaded = Some(loaded);
    }

    /// Returns whether `bytes` are those of the document on screen. If so, a host has confirmed it at `seen_at`, and
    /// nothing on screen changes.
    pub fn confirm(&mut self, bytes: &[u8], seen_at: Instant) -> bool {
        let Some(loaded) = self.loaded.as_mut().filter(|it| *it.bytes == *bytes) else {
            return false;
        };
        loaded.seen_at = seen_at.max(loaded.seen_at);
        loaded.origin = Origin::Network;
        self.rounds.clear();
        true
    }

    /// Adds changes of the document, newest first. They have the time `now` if a host has sent the previous document in
    /// this visit.
    pub(super) fn add_changes(&mut self, changes: Vec<String>, now: Instant) {
        let is_live = self.came_from_network();
        let at = is_live.then_some(now);
        let mut changes: Changes = changes.into_iter().map(|change| (at, change)).collect();
        changes.append(&mut self.changes);
        changes.truncate(MOST);
        self.changes = changes;
    }

    /// Returns whether a host has sent the document in this visit.
    pub fn came_from_network(&self) -> bool {
        self.loaded
            .as_ref()
            .is_some_and(|loaded| loaded.origin == Origin::Network)
    }

    /// Returns the overall status of the document at `now`.
    pub fn situation(&self, now: Instant) -> Option<Situation> {
        let loaded = self.loaded.as_ref()?;
        Some(situation(&loaded.snapshot, now))
    }

    /// Returns whether the current document was published later than `snapshot`. A document from the future never
    /// counts as later, so that a publisher whose clock was wrong once can replace that document.
    pub fn is_newer_than(&self, snapshot: &Snapshot, now: Instant) -> bool {
        let known = self.loaded.as_ref().filter(|loaded| loaded.in_time);
        let known = known.map(|loaded| loaded.snapshot.published);
        match (known, snapshot.published) {
            (Some(Published::At(known)), Published::At(new))
            | (Some(Published::Checked(known)), Published::Checked(new)) => {
                new < known && known <= now
            }
            _ => false,
        }
    }

    /// Notes that the source with this index, of `sources` in all, has sent an older document, and returns whether the
    /// page shows it all the same. A copy of an earlier visit outranks a host only while a mirror may lag behind: a
    /// publisher may have withdrawn a document, or its clock may have been ahead.
    pub fn accepts_older(&mut self, source: usize, sources: usize, now: Instant) -> bool {
        self.rounds.resize(sources.max(1), 0);
        if let Some(rounds) = self.rounds.get_mut(source) {
            *rounds = rounds.saturating_add(1);
        }
        let is_old_copy = self.loaded.as_ref().is_some_and(|loaded| {
            loaded.origin == Origin::Kept && MIRROR_LAG <= now - loaded.seen_at
        });
        is_old_copy || self.rounds.iter().all(|rounds| ROUNDS <= *rounds)
    }

    /// Notes that the request to the source with this index failed.
    pub fn source_failed(&mut self, source: usize) {
        if let Some(rounds) = self.rounds.get_mut(source) {
            *rounds = 0;
        }
    }

    /// Adjusts the time of the document to a new server clock, so that a document of this visit keeps its age by the
    /// visitor's clock. A copy of an earlier visit keeps its time, because it is of that visit's clock.
    pub fn correct_clock(&mut self, before: ServerClock, clock: ServerClock) {
        let loaded = self.loaded.as_mut();
        if let Some(loaded) = loaded.filter(|it| it.origin == Origin::Network) {
            loaded.seen_at = clock.at(before.local(loaded.seen_at));
        }
    }
}

/// A good document.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub(super) bytes: Arc<[u8]>,
    pub(super) snapshot: Arc<Snapshot>,
    /// The snapshot with every service in unknown state, once the document is stale.
    pub(super) doubted: Option<Arc<Snapshot>>,
    /// When a host last sent the document, by the server's time.
    pub(super) seen_at: Instant,
    /// Whether the time of publishing was not in the future when a host first sent the document. A document from the
    /// future, written with a wrong clock or zone, never outranks a later one, not even once that time has come.
    pub(super) in_time: bool,
    pub(super) origin: Origin,
}

impl Loaded {
    /// Makes a document from its bytes and its snapshot, sent from `origin` at `seen_at`.
    pub fn new(bytes: &[u8], snapshot: Snapshot, seen_at: Instant, origin: Origin) -> Self {
        Self {
            bytes: bytes.into(),
            in_time: snapshot.published.has_come(seen_at),
            snapshot: Arc::new(snapshot),
            doubted: None,
            seen_at,
            origin,
        }
    }

    /// Returns when a host last sent the document, by the server's time.
    pub fn seen_at(&self) -> Instant {
        self.seen_at
    }
}

/// The origin of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A host, in this visit.
    Network,
    /// An earlier visit, or the service worker's cache.
    Kept,
}
