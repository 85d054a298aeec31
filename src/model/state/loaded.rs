//! The document that the page has, and where it came from.

use std::sync::Arc;

use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// A good document.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) bytes: Arc<[u8]>,
    pub(super) snapshot: Arc<Snapshot>,
    /// The snapshot once it is stale: every service is of unknown state.
    pub(super) doubted: Option<Arc<Snapshot>>,
    /// When a host last handed it out, by server time.
    pub(super) seen_at: Instant,
    /// Whether its time of publishing had come when it was first handed out. A document from the future, written by a
    /// clock or in a zone that is wrong, holds no later one back, not even once that time has come.
    pub(super) in_time: bool,
    pub(super) origin: Origin,
}

/// Where a document came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A host, in this visit.
    Network,
    /// An earlier visit, or the service worker's store.
    Kept,
}
