//! The way back, once it is over.

use super::State;
use super::asking::Teller;
use super::effect::{Effect, Effects, HostEffect, ProbeRequest};
use super::event::{Inputs, ProbeAnswer};
use super::loaded::Origin;
use super::start::Arrival;
use crate::model::i18n::message::{self, Phrase};
use crate::model::policy::return_flow::{PROBE_TIMEOUT_SECS, ReturnNotice, ReturnStep};
use crate::model::policy::return_target::{ReturnError, ReturnTarget, origin};
use crate::model::status::overall_status::situation;
use crate::model::time::countdown::Counter;

impl State {
    /// A document has come from a host: begins the way back when all is well again, and gives it up when it
    /// is not after all. Somebody who just reads a status page is taken nowhere: either the page was
    /// delivered in place of the site, or the site was away while it was open.
    pub(super) fn reconsider_return(
        &mut self,
        teller: Teller,
        inputs: Inputs,
        effects: &mut Effects,
    ) {
        let situation = match &self.loaded {
            Some(loaded) => situation(&loaded.snapshot, self.now),
            None => return,
        };
        if !situation.is_well() {
            self.was_away |= !situation.is_unknown();
            self.return_flow.revoke();
            return;
        }
        self.notify_return(effects);
        if teller == Teller::Page {
            return;
        }
        match self.return_target() {
            Ok(Some(target)) => {
                if let Some(loaded) = &self.loaded {
                    let resume = &loaded.snapshot.resume;
                    self.return_flow
                        .begin(target, resume, inputs.local, inputs.jitter);
                }
            }
            Ok(None) => {}
            Err(error) => effects.push(Effect::Report(error.text())),
        }
    }

    /// Whether the way back would begin if a host said to this page what another page has told it. Any script of the
    /// same origin may say so: the page asks for itself.
    pub(super) fn would_return(&self) -> bool {
        let is_well = self
            .loaded
            .as_ref()
            .is_some_and(|loaded| situation(&loaded.snapshot, self.now).is_well());
        is_well && self.return_flow.may_begin() && matches!(self.return_target(), Ok(Some(_)))
    }

    /// Whether the page was delivered in place of what was asked for; `None` as long as nobody knows.
    ///
    /// Safari does not tell a page its own HTTP status. Its path proves nothing: a status page may be anywhere,
    /// and most visitors of a site want its first page. Its address does know: what answers there is either this
    /// very page, for its own sake, or something else. So when all is well that address is asked, as it would be
    /// anyway on the way back, and until it has answered nothing is said of a return.
    /// A file that somebody has opened from a disk stands in for nothing.
    pub(super) fn stands_in(&self) -> Option<bool> {
        match self.start.arrival.status {
            Some(status) => Some(400 <= status),
            None if origin(&self.start.place.origin).is_none() => Some(false),
            None => self.found_to_stand_in,
        }
    }

    /// Where the visitor wanted to go, else where the document says; nowhere for one who just reads a status page.
    fn return_target(&self) -> Result<Option<ReturnTarget>, ReturnError> {
        if self.start.guest.is_some() || (self.stands_in() == Some(false) && !self.was_away) {
            return Ok(None);
        }
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

    /// The probe that somebody has named, and whether the visitor's cookies go along: the operator's, who alone may
    /// have that, else the document's. A probe cannot tell what this page is.
    fn named_probe(&self) -> Option<(ReturnTarget, bool)> {
        self.stands_in()?;
        let operators = self.start.config.probe.as_ref();
        let allowed = |url: &String| self.allowed(url).ok();
        if let Some(probe) = operators.and_then(allowed) {
            return Some((probe, true));
        }
        let resume = &self.loaded.as_ref()?.snapshot.resume;
        resume
            .probe
            .as_ref()
            .and_then(allowed)
            .map(|it| (it, false))
    }

    /// The request that tells whether the site answers: a named probe, else the page that the visitor wants, by a
    /// stranger and without its query. Whatever that query does, it is done once, by the visitor.
    fn probe_request(&self) -> Option<ProbeRequest> {
        let (target, has_credentials) = match self.named_probe() {
            Some(named) => named,
            None => (self.return_flow.target()?.without_query(), false),
        };
        Some(ProbeRequest {
            url: target.url().to_owned(),
            has_credentials,
            timeout_secs: PROBE_TIMEOUT_SECS,
        })
    }

    /// Whether the site answered as it does when it is there, from where it was expected: with success; or, where the
    /// page that the visitor wants was asked for, by refusing it to a stranger or without its query.
    fn is_from_site(&self, answer: &ProbeAnswer) -> bool {
        let named = self.named_probe().map(|(target, _)| target);
        let refuses = named.is_none() && matches!(answer.status, 400 | 401 | 403 | 405 | 422);
        let target = named.or_else(|| self.return_flow.target().cloned());
        let is_there = (200..300).contains(&answer.status) || refuses;
        is_there
            && !answer.is_this_page
            && target.is_some_and(|it| it.is_same_origin(&answer.url, &self.start.place))
    }

    /// Takes in what the site answered. This page with success is here for its own sake; with an error, or with
    /// another page in its place, it stands in for that.
    pub(super) fn probed(&mut self, answer: Option<&ProbeAnswer>, inputs: Inputs) {
        let good = answer.is_some_and(|answer| self.is_from_site(answer));
        if let Some(answer) = answer.filter(|_| self.stands_in().is_none())
            && (good || answer.is_this_page)
        {
            let is_here_for_its_own_sake =
                answer.is_this_page && (200..300).contains(&answer.status);
            self.found_to_stand_in = Some(!is_here_for_its_own_sake);
            if is_here_for_its_own_sake {
                self.return_flow.revoke();
            }
        }
        self.return_flow.probed(good, inputs.local, inputs.jitter);
        self.ask_to_leave();
    }

    /// Stays where the visitor has to be asked.
    fn ask_to_leave(&mut self) {
        if self.return_flow.is_leaving() && !self.leaves_unasked() {
            self.return_flow.stay();
        }
    }

    /// The site has answered what the visitor asked for, after the page had come out of the worker's store: so it is
    /// there. Nothing but trouble that a host reports keeps the visitor from being taken to a page of it.
    pub(super) fn answered_late(&mut self, is_page: bool, inputs: Inputs, effects: &mut Effects) {
        self.found_to_stand_in = Some(true);
        let target = match ReturnTarget::same(&self.start.place) {
            Ok(target) => target,
            Err(error) => return effects.push(Effect::Report(error.text())),
        };
        let has_trouble = self.loaded.as_ref().is_some_and(|loaded| {
            loaded.origin == Origin::Network && !situation(&loaded.snapshot, self.now).is_well()
        });
        self.return_flow.offer(target);
        if is_page && !has_trouble && self.leaves_unasked() {
            self.return_flow.announce(inputs.local);
        }
    }

    /// Whether a visitor is taken away without having said so. Whoever has sent a form may want to send it again, and
    /// a page that came back although nothing was wrong was mistaken about the site: it would go on for ever.
    fn leaves_unasked(&self) -> bool {
        let Arrival {
            came_back, posted, ..
        } = self.start.arrival;
        !posted && (!came_back || self.was_away)
    }

    /// What the way back asks for now.
    pub(super) fn step_back(&mut self, inputs: Inputs, effects: &mut Effects) {
        let step = self.return_flow.take(inputs.local, self.is_automatic());
        self.ask_to_leave();
        effects.extend(step.and_then(|step| self.effect(step)));
    }

    pub(super) fn effect(&self, step: ReturnStep) -> Option<HostEffect> {
        match step {
            ReturnStep::Probe => self.probe_request().map(HostEffect::Probe),
            ReturnStep::Leave(target) => Some(self.leave(target.url())),
        }
    }

    /// What visitors are told of the way back.
    pub fn return_notice(&self) -> Counter<ReturnNotice> {
        if self.stands_in().is_none() {
            return Counter {
                shows: ReturnNotice::None,
                until: None,
            };
        }
        // A file says nothing of any return.
        if self.opened.is_some() {
            return Counter::default();
        }
        let return_notice = self.return_flow.return_notice(self.clock.local(self.now));
        Counter {
            shows: return_notice.shows,
            until: return_notice.until.map(|until| self.clock.at(until)),
        }
    }

    /// What is said aloud of it: that the visitor is about to leave, and leaves.
    pub(super) fn departure(&self) -> Option<String> {
        match self.return_notice().shows {
            ReturnNotice::Leaving(_) => Some(Phrase::Departure.text().to_owned()),
            ReturnNotice::Gone => message::return_notice(ReturnNotice::Gone),
            ReturnNotice::None
            | ReturnNotice::Checking(_)
            | ReturnNotice::NotYet(_)
            | ReturnNotice::Staying => None,
        }
    }
}
