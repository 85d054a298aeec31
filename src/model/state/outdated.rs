//! Documents that are older than the one on screen: hosts that lag behind, and publishers who took one back.

use super::State;
use super::loaded::Origin;
use crate::model::policy::freshness::MIRROR_LAG;
use crate::model::status::snapshot::{Published, Snapshot};

/// After so many rounds in which every source had an older document, that is what the publisher says.
const ROUNDS: u32 = 3;

/// How often in a row each source has handed out an older document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outdated {
    rounds: Vec<u32>,
}

impl Outdated {
    /// The source of this number has handed out an older document; returns whether all have, often enough.
    fn handed_out(&mut self, source: usize, sources: usize) -> bool {
        self.rounds.resize(sources.max(1), 0);
        if let Some(rounds) = self.rounds.get_mut(source) {
            *rounds = rounds.saturating_add(1);
        }
        self.rounds.iter().all(|rounds| ROUNDS <= *rounds)
    }

    /// The source of this number has handed out nothing.
    pub(super) fn failed(&mut self, source: usize) {
        if let Some(rounds) = self.rounds.get_mut(source) {
            *rounds = 0;
        }
    }
}

impl State {
    /// Whether the document on screen was published later. One from the future does not count: a publisher
    /// whose clock was wrong once must not lock himself out.
    pub(super) fn is_older(&self, snapshot: &Snapshot) -> bool {
        let shown = self.loaded.as_ref().filter(|loaded| loaded.in_time);
        let shown = shown.map(|loaded| loaded.snapshot.published);
        match (shown, snapshot.published) {
            (Some(Published::At(shown)), Published::At(new))
            | (Some(Published::Checked(shown)), Published::Checked(new)) => {
                new < shown && shown <= self.now
            }
            _ => false,
        }
    }

    /// Whether a document of this source is shown although it is older than the one on screen. A copy of an earlier
    /// visit outranks a host only for as long as a mirror may lag behind: a publisher may have taken a document back,
    /// or had a clock that was ahead.
    pub(super) fn accepts_older(&mut self, source: usize) -> bool {
        let is_all = self
            .outdated
            .handed_out(source, self.start.config.sources.len());
        let is_old_copy = self.loaded.as_ref().is_some_and(|loaded| {
            loaded.origin == Origin::Kept && MIRROR_LAG <= self.now - loaded.seen_at
        });
        is_all || is_old_copy
    }

    /// The number of the source at this address.
    pub(super) fn source_of(&self, url: &str) -> usize {
        let sources = &self.start.config.sources;
        sources.iter().position(|it| it == url).unwrap_or(0)
    }
}
