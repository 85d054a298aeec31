//! The state of a rehearsal that all handlers share.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

use super::clock::Clock;
use super::fault::{FaultError, Faults, Target};
use super::files::Files;
use super::gallery::Gallery;
use super::performance::is_running;
use super::plan::{Minute, Plan};
use super::requests::Requests;
use super::spell::{Scene, Spell, Spells};

/// Documents are written anew so often, in virtual seconds.
const PUBLISHED_EVERY: i64 = 15;

/// Everything the handlers share.
pub(super) struct Rehearsal {
    pub(super) plan: Plan,
    pub(super) site_stays: bool,
    pub(super) clock: Clock,
    /// The document that is sent instead of the plan's.
    pub(super) document: Mutex<Option<Bytes>>,
    pub(super) spells: Mutex<Spells>,
    pub(super) requests: Mutex<Requests>,
    pub(super) reports: Mutex<Vec<serde_json::Value>>,
    pub(super) files: Files,
    pub(super) gallery: Gallery,
}

impl Rehearsal {
    /// Returns the time, the publication and the document of this moment.
    pub(super) fn scene(&self) -> Scene {
        let since_start = self.clock.since_start();
        Scene {
            now: self.clock.line().instant(since_start),
            published_at: Minute::on_grid(since_start, PUBLISHED_EVERY),
            document: lock(&self.document).clone(),
        }
    }

    /// Whether the page stands in for the site.
    pub(super) fn is_away(&self) -> bool {
        !self.site_stays && is_running(&self.plan, Minute::on_grid(self.clock.since_start(), 1))
    }

    /// Ends the faults of `target` and begins those that are asked for in `texts`.
    pub(super) fn begin(&self, target: Target, texts: &[Faults]) -> Result<(), FaultError> {
        let spell = Spell::begin(Faults::of(target, texts)?, self.scene());
        let mut spells = lock(&self.spells);
        match target {
            Target::Document => spells.document = spell,
            Target::Site => spells.site = spell,
        }
        Ok(())
    }
}

/// Locks what handlers share; none of them panics while it holds a lock.
pub(super) fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
