//! The way back, once it is over.

use super::State;
use super::effect::{Effect, Effects, HostEffect, ProbeRequest};
use super::event::{Inputs, ProbeAnswer};
use super::requests::Teller;
use super::start::{Arrival, Start};
use crate::model::i18n::message::{self, Phrase};
use crate::model::policy::return_flow::{PROBE_TIMEOUT_SECS, ReturnFlow, ReturnNotice, ReturnStep};
use crate::model::policy::return_target::{ReturnError, ReturnTarget, origin};
use crate::model::status::situation::Situation;
use crate::model::time::countdown::Counter;

/// The visitor's return to the site, and what the page has learnt about it in this visit.
#[derive(Clone, Debug, Default)]
pub struct Returning {
    pub(super) flow: ReturnFlow,
    /// Whether the page turned out to stand in for its site, where the browser does not tell.
    found_to_stand_in: Option<bool>,
    /// Whether the site was away at any time in this visit.
    was_away: bool,
}

impl Returning {
    /// Notes that the document says that the site is away.
    pub fn note_away(&mut self) {
        self.was_away = true;
    }

    /// Notes whether the page stands in for its site, as the site's own response has shown.
    pub fn found_to_stand_in(&mut self, stands_in: bool) {
        self.found_to_stand_in = Some(stands_in);
    }

    /// Returns whether the page was delivered in place of its site; `None` as long as that is unknown.
    ///
    /// Safari does not tell a page its own HTTP status. Its path proves nothing: a status page may be anywhere,
    /// and most visitors of a site want its first page. Its address does know: a request to it brings either this
    /// very page, which then is here for its own sake, or something else. So when all is well the page requests that
    /// address, as it would anyway before a return, and says nothing of a return until the response is there.
    /// A file that somebody has opened from a disk stands in for nothing.
    pub fn stands_in(&self, start: &Start) -> Option<bool> {
        match start.arrival.status {
            Some(status) => Some(400 <= status),
            None if origin(&start.place.origin).is_none() => Some(false),
            None => self.found_to_stand_in,
        }
    }

    /// Returns where the visitor returns to: the address that the page stands in for, else `url`, the document's own;
    /// `None` for a visitor who just reads a status page.
    ///
    /// # Errors
    /// When that address cannot be returned to.
    pub fn target(
        &self,
        start: &Start,
        url: Option<&str>,
    ) -> Result<Option<ReturnTarget>, ReturnError> {
        let stands_in = self.stands_in(start);
        if start.guest.is_some() || (stands_in == Some(false) && !self.was_away) {
            return Ok(None);
        }
        if stands_in != Some(false) {
            return ReturnTarget::same(&start.place).map(Some);
        }
        url.map(|url| allowed(start, url)).transpose()
    }

    /// Returns whether the page may leave without the visitor's consent. A visitor who has sent a form may want to send
    /// it again. A page that came back although nothing was wrong was mistaken about the site, and would leave and come
    /// back for ever.
    pub fn leaves_unasked(&self, arrival: Arrival) -> bool {
        !arrival.posted && (!arrival.came_back || self.was_away)
    }
}

/// Reads an address that somebody names, if visitors may be taken there.
fn allowed(start: &Start, url: &str) -> Result<ReturnTarget, ReturnError> {
    ReturnTarget::parse(url, &start.place, &start.config.return_origins)
}

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
        let Some(situation) = self.data.situation(self.screen.now) else {
            return;
        };
        if !situation.is_well() {
            if !situation.is_unknown() {
                self.returning.note_away();
            }
            self.returning.flow.revoke();
            return;
        }
        let page = self.data.loaded.as_ref();
        let page = page.and_then(|loaded| loaded.snapshot.page.name.as_deref());
        self.choices.notifications.notify_once(page, effects);
        if teller == Teller::Page {
            return;
        }
        match self.return_target() {
            Ok(Some(target)) => {
                if let Some(loaded) = &self.data.loaded {
                    let resume = &loaded.snapshot.resume;
                    self.returning
                        .flow
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
        let situation = self.data.situation(self.screen.now);
        let is_well = situation.is_some_and(Situation::is_well);
        is_well && self.returning.flow.may_begin() && matches!(self.return_target(), Ok(Some(_)))
    }

    /// See [`Returning::stands_in`].
    pub(super) fn stands_in(&self) -> Option<bool> {
        self.returning.stands_in(&self.start)
    }

    fn return_target(&self) -> Result<Option<ReturnTarget>, ReturnError> {
        let loaded = self.data.loaded.as_ref();
        let url = loaded.and_then(|it| it.snapshot.resume.url.as_deref());
        self.returning.target(&self.start, url)
    }

    /// The probe that somebody has named, and whether the visitor's cookies go along: the operator's, who alone may
    /// have that, else the document's. A probe cannot tell what this page is.
    fn named_probe(&self) -> Option<(ReturnTarget, bool)> {
        self.stands_in()?;
        let operators = self.start.config.probe.as_ref();
        let allowed = |url: &String| allowed(&self.start, url).ok();
        if let Some(probe) = operators.and_then(allowed) {
            return Some((probe, true));
        }
        let resume = &self.data.loaded.as_ref()?.snapshot.resume;
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
            None => (self.returning.flow.target()?.without_query(), false),
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
        let target = named.or_else(|| self.returning.flow.target().cloned());
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
            self.returning.found_to_stand_in(!is_here_for_its_own_sake);
            if is_here_for_its_own_sake {
                self.returning.flow.revoke();
            }
        }
        self.returning
            .flow
            .probed(good, inputs.local, inputs.jitter);
        self.ask_to_leave();
    }

    /// Stays where the visitor has to be asked.
    fn ask_to_leave(&mut self) {
        if self.returning.flow.is_leaving() && !self.returning.leaves_unasked(self.start.arrival) {
            self.returning.flow.stay();
        }
    }

    /// The site has answered what the visitor asked for, after the page had come out of the worker's store: so it is
    /// there. Nothing but trouble that a host reports keeps the visitor from being taken to a page of it.
    pub(super) fn answered_late(&mut self, is_page: bool, inputs: Inputs, effects: &mut Effects) {
        self.returning.found_to_stand_in(true);
        let target = match ReturnTarget::same(&self.start.place) {
            Ok(target) => target,
            Err(error) => return effects.push(Effect::Report(error.text())),
        };
        let situation = self.data.situation(self.screen.now);
        let has_trouble =
            self.data.came_from_network() && situation.is_some_and(|it| !it.is_well());
        self.returning.flow.offer(target);
        if is_page && !has_trouble && self.returning.leaves_unasked(self.start.arrival) {
            self.returning.flow.announce(inputs.local);
        }
    }

    /// What the way back asks for now.
    pub(super) fn step_back(&mut self, inputs: Inputs, effects: &mut Effects) {
        let step = self.returning.flow.take(inputs.local, self.is_automatic());
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
        if self.files.opened.is_some() {
            return Counter::default();
        }
        let return_notice = self
            .returning
            .flow
            .return_notice(self.clock.local(self.screen.now));
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
