//! The visitor's return to the site after an outage.

use super::State;
use super::effect::{Effect, Effects, HostEffect, ProbeRequest};
use super::event::{Inputs, ProbeAnswer};
use super::requests::Teller;
use super::start::{Arrival, Start};
use crate::model::policy::return_flow::{PROBE_TIMEOUT_SECS, ReturnFlow, ReturnNotice, ReturnStep};
use crate::model::policy::return_target::{ReturnError, ReturnTarget, origin};
use crate::model::status::situation::Situation;
use crate::model::time::countdown::Counter;

/// The visitor's return to the site, and what the page has learnt about it in this visit.
#[derive(Clone, Debug, Default)]
pub struct Returning {
    pub(super) flow: ReturnFlow,
    /// Whether the page turned out to stand in for its site, where the browser does not say.
    found_to_stand_in: Option<bool>,
    /// Whether the site was down at any time in this visit.
    was_away: bool,
}

impl Returning {
    /// Notes that the document reports the site as down.
    pub fn note_away(&mut self) {
        self.was_away = true;
    }

    /// Notes whether the page stands in for its site, as the site's own response has shown.
    pub fn found_to_stand_in(&mut self, stands_in: bool) {
        self.found_to_stand_in = Some(stands_in);
    }

    /// Returns whether the page was delivered in place of its site; `None` as long as that is unknown.
    ///
    /// Safari does not tell a page its own HTTP status. The path proves nothing: a status page may be anywhere, and
    /// most visitors of a site want its first page. But a request to the page's address shows it: the response is
    /// either this very page, which then does not stand in for another, or something else. So when all is well the page
    /// requests its address, as it would anyway before a return, and shows no notice of a return until the response has
    /// come. A page opened from a file stands in for nothing.
    pub fn stands_in(&self, start: &Start) -> Option<bool> {
        match start.arrival.status {
            Some(status) => Some(400 <= status),
            None if origin(&start.place.origin).is_none() => Some(false),
            None => self.found_to_stand_in,
        }
    }

    /// Returns where the visitor returns to: the address that the page stands in for, else `url`, which is the
    /// document's. `None` for a visitor who only reads a status page.
    ///
    /// # Errors
    /// Fails if visitors may not be taken to that address.
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

/// Reads an address from a document or an option, if visitors may be taken there.
fn allowed(start: &Start, url: &str) -> Result<ReturnTarget, ReturnError> {
    ReturnTarget::parse(url, &start.place, &start.config.return_origins)
}

impl State {
    /// Begins the return if the document says that all is well again, and ends it if not. A visitor who only reads a
    /// status page is not taken anywhere: a return needs a page that was delivered in place of the site, or a site that
    /// was down while the page was open.
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
        self.choices
            .notifications
            .notify_once(self.start.language, page, effects);
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

    /// Returns whether a return would begin if a host confirmed the document that another page has sent. Any script of
    /// the same origin can send such a document, so the page requests its own.
    pub(super) fn would_return(&self) -> bool {
        let situation = self.data.situation(self.screen.now);
        let is_well = situation.is_some_and(Situation::is_well);
        is_well && self.returning.flow.may_begin() && matches!(self.return_target(), Ok(Some(_)))
    }

    /// Returns whether the page stands in for its site; see [`Returning::stands_in`].
    pub(super) fn stands_in(&self) -> Option<bool> {
        self.returning.stands_in(&self.start)
    }

    fn return_target(&self) -> Result<Option<ReturnTarget>, ReturnError> {
        let loaded = self.data.loaded.as_ref();
        let url = loaded.and_then(|it| it.snapshot.resume.url.as_deref());
        self.returning.target(&self.start, url)
    }

    /// Returns the address for probes from the operator's options, else from the document, and whether its requests
    /// have the visitor's cookies; only the operator's have. `None` while it is unknown whether the page stands in for
    /// its site, which only a request to its own address can show.
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

    /// Returns the request that finds out whether the site is up: to the named address for probes, else to the page
    /// that the visitor wants, without cookies and without its query. Whatever that query does is done once, by the
    /// visitor.
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

    /// Returns whether the answer shows that the site is up. It must be of the expected origin, not this page, and
    /// successful. If no address for probes is named, the site may also refuse a request without cookies or query.
    fn is_from_site(&self, answer: &ProbeAnswer) -> bool {
        let named = self.named_probe().map(|(target, _)| target);
        let refuses = named.is_none() && matches!(answer.status, 400 | 401 | 403 | 405 | 422);
        let target = named.or_else(|| self.returning.flow.target().cloned());
        let is_there = (200..300).contains(&answer.status) || refuses;
        is_there
            && !answer.is_this_page
            && target.is_some_and(|it| it.is_same_origin(&answer.url, &self.start.place))
    }

    /// Handles the end of a probe. If the answer is this page with a successful status, the page does not stand in for
    /// the site; if it is this page with an error, or the site itself, it does.
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

    /// Keeps the visitor on the page instead of leaving, where leaving needs his consent.
    fn ask_to_leave(&mut self) {
        if self.returning.flow.is_leaving() && !self.returning.leaves_unasked(self.start.arrival) {
            self.returning.flow.stay();
        }
    }

    /// Handles the site's late answer to the visitor's original request, for a page that came from the service worker's
    /// cache. The site is up, so the visitor is taken to its page, unless a host reports trouble.
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

    /// Carries out the next step of the return, if it is due.
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

    /// Returns the notice about the return that visitors read.
    pub fn return_notice(&self) -> Counter<ReturnNotice> {
        if self.stands_in().is_none() {
            return Counter {
                shows: ReturnNotice::None,
                until: None,
            };
        }
        // An opened file is shown without any notice of a return.
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
}
