//! The page's service worker: when there is one, and when a newer version of the page takes over.

use super::State;
use super::effect::{Effect, Effects, HostEffect};
use super::event::Waiting;
use crate::model::i18n::message::Phrase;

/// The state of the service worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worker {
    /// Whether it has been started or removed in this visit.
    is_settled: bool,
    /// Whether a newer version of the page waits for the visitor's consent.
    has_newer: bool,
}

impl Worker {
    /// Starts the service worker, or removes it if the operator wants none (`offline` is false): then none may be left
    /// over from before either. Does so once a visit.
    pub fn settle(&mut self, offline: bool, effects: &mut Effects) {
        if self.is_settled {
            return;
        }
        self.is_settled = true;
        effects.push(if offline {
            HostEffect::StartWorker
        } else {
            HostEffect::RemoveWorker
        });
    }

    /// Decides about a version of the page that waits. A version that is this page's own takes over unasked, since
    /// nothing on screen changes by it; unless there are other windows, whose pages may be older and would lose their
    /// files. Any other version needs the visitor's consent: it replaces what he reads.
    pub fn version_waits(&mut self, waiting: Waiting, effects: &mut Effects) {
        match waiting {
            Waiting::Alone => effects.push(HostEffect::ActivateVersion),
            Waiting::AmongOthers => {}
            Waiting::Newer => {
                if !self.has_newer {
                    effects.push(Effect::Announce(Phrase::NewerVersion.text().to_owned()));
                }
                self.has_newer = true;
            }
        }
    }
}

impl State {
    /// Settles the service worker once a response is there, so that nothing that it fetches delays the first one.
    pub(super) fn settle_worker(&mut self, effects: &mut Effects) {
        if self.start.worker {
            self.worker.settle(self.start.config.offline, effects);
        }
    }

    /// Leaves for the site that the page stood in for: it is back, so nothing of this page may be left
    /// between it and its visitors. A page that was opened for its own sake keeps its worker.
    pub(super) fn leave(&self, url: &str) -> HostEffect {
        let url = url.to_owned();
        if self.start.worker && self.stands_in() == Some(true) {
            HostEffect::Return(url)
        } else {
            HostEffect::Leave(url)
        }
    }

    /// Returns whether a newer version of the page waits for the visitor's consent.
    pub fn has_newer_version(&self) -> bool {
        self.worker.has_newer
    }
}
