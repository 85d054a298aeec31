//! The way back, once it is over.

use super::State;
use super::event::{Effect, Moment, ProbeAnswer};
use crate::model::comeback::Outlook;
use crate::model::comeback::Step;
use crate::model::countdown::Counter;
use crate::model::message;
use crate::model::poll::TIMEOUT_SECS;
use crate::model::return_to::{ReturnError, ReturnTarget};
use crate::model::situation::{Situation, situation};

impl State {
    /// A document has come from a host: begins the way back when all is well again, and gives it up when it
    /// is not after all. Somebody who just reads a status page is taken nowhere: either the page was
    /// delivered in place of the site, or the site was away while it was open.
    pub(super) fn reconsider_return(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        let Some(loaded) = &self.loaded else {
            return;
        };
        let situation = situation(&loaded.snapshot, self.now);
        if !situation.is_well() {
            self.was_away |= situation != Situation::Silent && situation != Situation::Unsure;
            self.comeback.revoke();
            return;
        }
        if !self.stands_in() && !self.was_away {
            return;
        }
        match self.return_target() {
            Ok(Some(target)) => {
                let resume = &loaded.snapshot.resume;
                self.comeback
                    .begin(target, resume, moment.local, moment.jitter);
            }
            Ok(None) => {}
            Err(error) => effects.push(Effect::Report(error.text())),
        }
    }

    /// Whether the page was delivered in place of what was asked for.
    pub(super) fn stands_in(&self) -> bool {
        self.start.delivered.is_some_and(|status| 400 <= status)
    }

    /// Where the visitor wanted to go, else where the document says.
    fn return_target(&self) -> Result<Option<ReturnTarget>, ReturnError> {
        if self.stands_in() {
            return ReturnTarget::same(&self.start.place).map(Some);
        }
        let url = self
            .loaded
            .as_ref()
            .and_then(|it| it.snapshot.resume.url.as_ref());
        url.map(|url| self.allowed(url)).transpose()
    }

    fn allowed(&self, url: &str) -> Result<ReturnTarget, ReturnError> {
        ReturnTarget::parse(url, &self.start.place, &self.start.config.return_origins)
    }

    /// What is asked to see whether the site answers: the document's probe where it is allowed, else the
    /// very page that the visitor wants.
    fn probe_target(&self) -> Option<ReturnTarget> {
        let probe = self
            .loaded
            .as_ref()
            .and_then(|it| it.snapshot.resume.probe.as_ref());
        let probe = probe.and_then(|url| self.allowed(url).ok());
        probe.or_else(|| self.comeback.target().cloned())
    }

    /// Good is an answer of success from where it was expected, and not this page again.
    pub(super) fn probed(&mut self, answer: Option<&ProbeAnswer>, moment: Moment) {
        let good = answer
            .zip(self.probe_target())
            .is_some_and(|(answer, target)| {
                (200..300).contains(&answer.status)
                    && !answer.is_this_page
                    && target.is_same_origin(&answer.url, &self.start.place)
            });
        self.comeback.probed(good, moment.local, moment.jitter);
    }

    /// What the way back asks for now.
    pub(super) fn step_back(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        let step = self.comeback.take(moment.local, self.is_automatic());
        effects.extend(step.and_then(|step| self.effect(step)));
    }

    pub(super) fn effect(&self, step: Step) -> Option<Effect> {
        match step {
            Step::Probe => Some(Effect::Probe {
                url: self.probe_target()?.url().to_owned(),
                timeout_secs: TIMEOUT_SECS,
            }),
            Step::Leave(target) => Some(self.leave(target.url())),
        }
    }

    /// What visitors are told of the way back.
    pub fn outlook(&self) -> Counter<Outlook> {
        let outlook = self.comeback.outlook(self.clock.local(self.now));
        Counter {
            shows: outlook.shows,
            until: outlook.until.map(|until| self.clock.at(until)),
        }
    }

    /// What is said aloud of it: that the visitor is about to leave, and leaves.
    pub(super) fn departure(&self) -> Option<String> {
        match self.outlook().shows {
            Outlook::Leaving(_) => Some(message::departure().to_owned()),
            Outlook::Gone => message::outlook(Outlook::Gone),
            Outlook::None | Outlook::Checking(_) | Outlook::NotYet(_) | Outlook::Staying => None,
        }
    }
}
