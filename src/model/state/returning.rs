//! The way back, once it is over.

use super::State;
use super::event::{Effect, Moment, ProbeAnswer};
use crate::model::comeback::Outlook;
use crate::model::comeback::Step;
use crate::model::countdown::Counter;
use crate::model::message::{self, Phrase};
use crate::model::overall_status::situation;
use crate::model::poll::TIMEOUT_SECS;
use crate::model::return_to::{ReturnError, ReturnTarget, origin};

impl State {
    /// A document has come from a host: begins the way back when all is well again, and gives it up when it
    /// is not after all. Somebody who just reads a status page is taken nowhere: either the page was
    /// delivered in place of the site, or the site was away while it was open.
    pub(super) fn reconsider_return(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        let situation = match &self.loaded {
            Some(loaded) => situation(&loaded.snapshot, self.now),
            None => return,
        };
        if !situation.is_well() {
            self.was_away |= !situation.is_unknown();
            self.comeback.revoke();
            return;
        }
        self.tell(effects);
        if self.start.guest.is_some() || (self.stands_in() == Some(false) && !self.was_away) {
            return;
        }
        match self.return_target() {
            Ok(Some(target)) => {
                if let Some(loaded) = &self.loaded {
                    let resume = &loaded.snapshot.resume;
                    self.comeback
                        .begin(target, resume, moment.local, moment.jitter);
                }
            }
            Ok(None) => {}
            Err(error) => effects.push(Effect::Report(error.text())),
        }
    }

    /// Whether the page was delivered in place of what was asked for; `None` as long as nobody knows.
    ///
    /// Safari does not tell a page its own HTTP status. Its path proves nothing: a status page may be anywhere,
    /// and most visitors of a site want its first page. Its address does know: what answers there is either this
    /// very page, for its own sake, or something else. So when all is well that address is asked, as it would be
    /// anyway on the way back, and until it has answered nothing is said of a return.
    /// A file that somebody has opened from a disk stands in for nothing.
    pub(super) fn stands_in(&self) -> Option<bool> {
        match self.start.delivered {
            Some(status) => Some(400 <= status),
            None if origin(&self.start.place.origin).is_none() => Some(false),
            None => self.found_to_stand_in,
        }
    }

    /// Where the visitor wanted to go, else where the document says.
    fn return_target(&self) -> Result<Option<ReturnTarget>, ReturnError> {
        if self.stands_in() != Some(false) {
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
    /// very page that the visitor wants. A probe cannot tell what this page is.
    fn probe_target(&self) -> Option<ReturnTarget> {
        let probe = self
            .loaded
            .as_ref()
            .and_then(|it| it.snapshot.resume.probe.as_ref());
        let probe = probe.filter(|_| self.stands_in().is_some());
        let probe = probe.and_then(|url| self.allowed(url).ok());
        probe.or_else(|| self.comeback.target().cloned())
    }

    /// Good is an answer of success from where it was expected, and not this page again. This page with success
    /// is here for its own sake; with an error, or with another page in its place, it stands in for that.
    pub(super) fn probed(&mut self, answer: Option<&ProbeAnswer>, moment: Moment) {
        let is_well = answer.is_some_and(|answer| (200..300).contains(&answer.status));
        let is_this_page = answer.is_some_and(|answer| answer.is_this_page);
        let good = is_well
            && !is_this_page
            && answer
                .zip(self.probe_target())
                .is_some_and(|(answer, target)| {
                    target.is_same_origin(&answer.url, &self.start.place)
                });
        if self.stands_in().is_none() && (is_well || is_this_page) {
            let is_here_for_its_own_sake = is_well && is_this_page;
            self.found_to_stand_in = Some(!is_here_for_its_own_sake);
            if is_here_for_its_own_sake {
                self.comeback.revoke();
            }
        }
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
        if self.stands_in().is_none() {
            return Counter {
                shows: Outlook::None,
                until: None,
            };
        }
        // A file says nothing of any return.
        if self.opened.is_some() {
            return Counter::default();
        }
        let outlook = self.comeback.outlook(self.clock.local(self.now));
        Counter {
            shows: outlook.shows,
            until: outlook.until.map(|until| self.clock.at(until)),
        }
    }

    /// What is said aloud of it: that the visitor is about to leave, and leaves.
    pub(super) fn departure(&self) -> Option<String> {
        match self.outlook().shows {
            Outlook::Leaving(_) => Some(Phrase::Departure.text().to_owned()),
            Outlook::Gone => message::outlook(Outlook::Gone),
            Outlook::None | Outlook::Checking(_) | Outlook::NotYet(_) | Outlook::Staying => None,
        }
    }
}
