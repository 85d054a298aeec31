//! The page's service worker: when there is one, and when a newer version of the page takes over.

use super::State;
use super::effect::{Effect, Effects, HostEffect};
use super::event::Waiting;
use crate::model::i18n::message::Phrase;

/// What is under way with the worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Updating {
    /// Whether it has been started, or taken away.
    settled: bool,
    /// Whether a newer version of the page waits for the visitor's consent.
    newer: bool,
}

impl State {
    /// An answer is there, so nothing that the worker fetches delays the first one. An operator who wants no
    /// worker wants none left over from before, either.
    pub(super) fn settle_worker(&mut self, effects: &mut Effects) {
        if !self.start.worker || self.updating.settled {
            return;
        }
        self.updating.settled = true;
        effects.push(if self.start.config.offline {
            HostEffect::StartWorker
        } else {
            HostEffect::RemoveWorker
        });
    }

    /// A version that is this page's own takes over unasked, since nothing on screen changes by it; unless
    /// there are other windows, whose pages may be older and would lose their files. Any other version
    /// needs the visitor's word: it replaces what he reads.
    pub(super) fn version_waits(&mut self, waiting: Waiting, effects: &mut Effects) {
        match waiting {
            Waiting::Alone => effects.push(HostEffect::ActivateVersion),
            Waiting::AmongOthers => {}
            Waiting::Newer => {
                if !self.updating.newer {
                    effects.push(Effect::Announce(Phrase::NewerVersion.text().to_owned()));
                }
                self.updating.newer = true;
            }
        }
    }

    /// Leaving for the site that the page stood in for: it is back, so nothing of this page may be left
    /// between it and its visitors. A page that was opened for its own sake keeps its worker.
    pub(super) fn leave(&self, url: &str) -> HostEffect {
        let url = url.to_owned();
        if self.start.worker && self.stands_in() == Some(true) {
            HostEffect::Return(url)
        } else {
            HostEffect::Leave(url)
        }
    }

    /// Whether a newer version of the page waits for the visitor's consent.
    pub fn has_newer_version(&self) -> bool {
        self.updating.newer
    }
}
