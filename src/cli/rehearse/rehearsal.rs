//! The state of a rehearsal that all handlers share.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;

use super::active_faults::{ActiveFaults, FaultContext, FaultsByTarget};
use super::clock::Clock;
use super::fault::{FaultError, Faults, Target};
use super::files::Files;
use super::plan::{Minute, Plan};
use super::planned_document::is_running;
use super::requests::Requests;

/// The interval at which the plan's document is published, in virtual seconds.
const PUBLISHED_EVERY: i64 = 15;

/// The shared state of all handlers.
pub(super) struct Rehearsal {
    pub(super) plan: Plan,
    pub(super) site_stays: bool,
    pub(super) clock: Arc<Clock>,
    /// The operator's document in a drill, which is served as it is.
    pub(super) practised: Option<PathBuf>,
    /// The document that replaces the plan's, if any.
    pub(super) document: Mutex<Option<Bytes>>,
    pub(super) active_faults: Mutex<FaultsByTarget>,
    pub(super) requests: Mutex<Requests>,
    pub(super) reports: Mutex<Vec<serde_json::Value>>,
    pub(super) files: Files,
}

impl Rehearsal {
    /// Returns everything that determines the current document.
    pub(super) fn fault_context(&self) -> FaultContext {
        let since_start = self.clock.since_start();
        FaultContext {
            now: self.clock.schedule().instant(since_start),
            published_at: Minute::on_grid(since_start, PUBLISHED_EVERY),
            document: lock(&self.document).clone(),
        }
    }

    /// Returns whether the page stands in for the site.
    pub(super) fn is_away(&self) -> bool {
        !self.site_stays && is_running(&self.plan, Minute::on_grid(self.clock.since_start(), 1))
    }

    /// Replaces the faults of `target` by those that `texts` request.
    pub(super) fn begin_faults(&self, target: Target, texts: &[Faults]) -> Result<(), FaultError> {
        let faults = ActiveFaults::begin(Faults::of(target, texts)?, self.fault_context());
        let mut active_faults = lock(&self.active_faults);
        match target {
            Target::Document => active_faults.document = faults,
            Target::Site => active_faults.site = faults,
        }
        Ok(())
    }
}

/// Locks what handlers share; none of them panics while it holds a lock.
pub(super) fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
