//! The page's service worker: when it is registered or removed, and when a newer version of the page takes over.

use super::State;
use super::effect::{Effect, Effects, HostEffect};
use super::event::Waiting;
use crate::model::i18n::message::Phrase;
use crate::model::i18n::message::language::Language;

/// The state of the service worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worker {
    /// Whether the service worker has been started or removed in this visit.
    is_settled: bool,
    /// Whether a newer version of the page waits for the visitor's consent.
    has_newer: bool,
}

impl Worker {
    /// Starts the service worker, or removes an earlier one if the operator wants none (`offline` is false). Does so
    /// once a visit.
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

    /// Decides about a waiting version of the page. The page's own version takes over without consent, since nothing on
    /// screen changes. With other windows open it waits, because their pages may be older and would lose their files.
    /// Any other version needs the visitor's consent, because it replaces the page that the visitor reads.
    pub fn version_waits(&mut self, language: Language, waiting: Waiting, effects: &mut Effects) {
        match waiting {
            Waiting::Alone => effects.push(HostEffect::ActivateVersion),
            Waiting::AmongOthers => {}
            Waiting::Newer => {
                if !self.has_newer {
                    effects.push(Effect::Announce(
                        Phrase::NewerVersion.text(language).to_owned(),
                    ));
                }
                self.has_newer = true;
            }
        }
    }
}

impl State {
    /// Starts or removes the service worker after the first response, so that its own requests do not delay that.
    pub(super) fn settle_worker(&mut self, effects: &mut Effects) {
        if self.start.worker {
            self.worker.settle(self.start.config.offline, effects);
        }
    }

    /// Returns the effect that leaves for the site. A page that stood in for the site also removes its service worker,
    /// so that nothing stays between the site and its visitors.
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
