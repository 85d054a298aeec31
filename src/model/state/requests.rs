//! Requests for documents, and the handling of their responses.

use std::sync::Arc;

use crate::model::time::time_delta::TimeDelta;

use super::State;
use super::data::{Loaded, Origin};
use super::effect::{Effect, Effects, FetchRequest};
use super::event::Inputs;
use crate::model::document::error::{FetchError, Problem};
use crate::model::document::json::Json;
use crate::model::document::read::{MAX_BYTES, parse_bytes};
use crate::model::document::wire::Document;
use crate::model::i18n::message::language::Language;
use crate::model::policy::answer::Answer;
use crate::model::policy::poll::{PollHints, TIMEOUT_SECS};
use crate::model::status::data_status::Failure;
use crate::model::status::normalize::{DEFAULT_REFRESH_SECS, normalize};
use crate::model::status::overall_status::situation;
use crate::model::status::transitions::next_transition;
use crate::model::time::instant::Instant;
use crate::model::time::server_clock::ServerClock;

impl State {
    /// Returns the request for the document from the source with this index; `None` if there is no such source.
    pub(super) fn ask(&self, source: usize) -> Option<Effect> {
        Some(Effect::Fetch(FetchRequest {
            url: self.start.config.sources.get(source)?.clone(),
            floor: self.channel(),
            stores: self.start.guest.is_none(),
            timeout_secs: TIMEOUT_SECS,
            max_bytes: MAX_BYTES,
        }))
    }

    /// Handles the end of a request of this page's own.
    pub(super) fn fetched(&mut self, mut answer: Answer, inputs: Inputs, effects: &mut Effects) {
        let sent = self.poll.sent().unwrap_or(inputs.local);
        self.screen.is_checked = self.poll.is_asked();
        self.handle_response(&mut answer, Teller::Host { sent }, inputs, effects);
        if self.data.failure.is_some() {
            let retry_after = answer.retry_after.map(|it| it.millis(self.screen.now));
            self.poll
                .failed(inputs.local, self.poll_hints(), retry_after, inputs.jitter);
        } else {
            self.poll
                .succeeded(inputs.local, self.poll_hints(), inputs.jitter);
        }
        // Checks fall on whole seconds, as the bounds of windows do. Then the seconds to the next check and those since
        // the start change together, and the page wakes once for both. The seconds are those of the server's clock,
        // which each visitor knows with a different error: by exact clocks, all visitors would send within the same
        // milliseconds.
        let clock = self.clock;
        if clock.is_known() {
            self.poll
                .align(|due| clock.local(whole_second(clock.at(due))));
        }
        effects.push(self.share(Some(answer), sent, inputs));
    }

    /// Notes that the request is sent now, and informs the other pages.
    pub(super) fn sent(&mut self, inputs: Inputs, effects: &mut Effects) {
        self.poll.passed(inputs.local);
        effects.push(self.share(None, inputs.local, inputs));
    }

    /// Handles a response. The server's time is learnt only from responses to this page's own requests: a message from
    /// another page may have been delayed for long, for instance while the browser suspended this page.
    pub(super) fn handle_response(
        &mut self,
        answer: &mut Answer,
        teller: Teller,
        inputs: Inputs,
        effects: &mut Effects,
    ) {
        self.data.answered = true;
        let age = TimeDelta::seconds(i64::from(answer.age_secs.unwrap_or(0)));
        let known = self.clock;
        let mut latest = None;
        match (answer.date, teller) {
            (Some(date), Teller::Host { sent }) => {
                self.learn(known.learn(date, answer.age_secs.unwrap_or(0), sent, inputs.local));
            }
            (Some(date), Teller::Page) if known.is_known() => latest = date.checked_add_signed(age),
            (Some(_) | None, _) => {}
        }
        let at = self.clock.at(inputs.local);
        self.screen.now = at;
        let seen_at = latest.map_or(at, |latest| latest.min(at)) - age;
        let json = answer.json.take();
        let news = match &answer.body {
            Ok(bytes) => self
                .read(bytes, json, seen_at, &answer.url)
                .map_err(Arc::new),
            Err(error) => Err(error.clone()),
        };
        match news {
            // An earlier failure stays, and so does everything derived from the document on screen. Other sources are
            // asked before one that lags behind; after a failure they are asked first anyway.
            Ok(AnswerOutcome::Older) => {
                if self.data.failure.is_none() {
                    self.poll.pass_on(inputs.local);
                }
                let text = [
                    "expected a document no older than the one on screen, found an older one (",
                    &answer.url,
                    ")",
                ];
                effects.push(Effect::Report(text.concat()));
            }
            Ok(news) => {
                self.data.failure = None;
                self.reconsider_return(teller, inputs, effects);
                if let AnswerOutcome::Document { problems, is_older } = news {
                    if is_older {
                        effects.push(Effect::Report(
                            [
                                "every source has an older document than the one on screen; it is shown now (",
                                &answer.url,
                                ")",
                            ]
                            .concat(),
                        ));
                    }
                    effects.extend(report(&problems));
                    effects.extend(self.keep_document());
                }
            }
            Err(error) => {
                self.data.source_failed(self.source_of(&answer.url));
                self.recall_stored(answer.stored.as_ref(), effects);
                let text = [&error.text(), " (", &answer.url, ")"].concat();
                effects.push(Effect::Report(text));
                self.data.failure = Some(Failure { at, error });
            }
        }
        self.settle_worker(effects);
    }

    /// Replaces the server clock by a new estimate.
    fn learn(&mut self, clock: ServerClock) {
        let before = std::mem::replace(&mut self.clock, clock);
        self.data.correct_clock(before, clock);
    }

    /// Reads the body of a response. An older document, which another host may still have, neither replaces nor
    /// confirms the document on screen.
    fn read(
        &mut self,
        bytes: &[u8],
        json: Option<Json>,
        seen_at: Instant,
        url: &str,
    ) -> Result<AnswerOutcome, FetchError> {
        if self.data.confirm(bytes, seen_at) {
            return Ok(AnswerOutcome::Same);
        }
        let (loaded, problems) = self.parse_document(bytes, json, seen_at, Origin::Network)?;
        let now = self.screen.now;
        let is_older = self.data.is_newer_than(&loaded.snapshot, now);
        let sources = self.start.config.sources.len();
        if is_older && !self.data.accepts_older(self.source_of(url), sources, now) {
            return Ok(AnswerOutcome::Older);
        }
        if let Some(before) = &self.data.loaded {
            let changes = self.start.compare.0(self.language(), &before.snapshot, &loaded.snapshot);
            self.data.add_changes(changes, now);
        }
        self.data.replace(loaded);
        Ok(AnswerOutcome::Document { problems, is_older })
    }

    /// Returns the index of the source with this address; 0 if there is none.
    fn source_of(&self, url: &str) -> usize {
        let sources = &self.start.config.sources;
        sources.iter().position(|it| it == url).unwrap_or(0)
    }

    /// Reads a document from its bytes, or from `json` if they are parsed already.
    pub(super) fn parse_document(
        &self,
        bytes: &[u8],
        json: Option<Json>,
        seen_at: Instant,
        origin: Origin,
    ) -> Result<(Loaded, Vec<Problem>), FetchError> {
        let json = json.map_or_else(|| parse_bytes(bytes), Ok);
        let document = json.and_then(Document::read_json);
        let (document, mut problems) = document.map_err(FetchError::Document)?;
        let (mut snapshot, more) = normalize(&document, self.language(), &self.start.languages);
        if let Some(guest) = &self.start.guest
            && let Some(problem) = guest.read(&mut snapshot, &document)
        {
            // Before those of entries, because the console names the first one only.
            problems.push(problem);
        }
        problems.extend(more);
        Ok((Loaded::new(bytes, snapshot, seen_at, origin), problems))
    }

    /// Changes to another language, and reads the documents again, because they may have texts in several languages.
    pub(super) fn change_language(&mut self, language: Language) {
        self.start.language = language;
        let tag = language.tag();
        self.start.languages.retain(|it| it != tag);
        self.start.languages.insert(0, tag.to_owned());
        let again = |loaded: &Loaded| {
            let understood =
                self.parse_document(&loaded.bytes, None, loaded.seen_at, loaded.origin);
            let (mut again, _) = understood.ok()?;
            again.in_time = loaded.in_time;
            Some(again)
        };
        let loaded = self.data.loaded.as_ref().and_then(again);
        let opened = self.files.opened.as_ref().and_then(|it| again(&it.loaded));
        if let Some(loaded) = loaded {
            self.data.loaded = Some(loaded);
        }
        if let Some((shown, loaded)) = self.files.opened.as_mut().zip(opened) {
            shown.loaded = loaded;
        }
    }

    /// Returns the facts of the document that decide when to request it again, by the visitor's clock.
    fn poll_hints(&self) -> PollHints {
        let Some(loaded) = &self.data.loaded else {
            return PollHints {
                refresh_secs: DEFAULT_REFRESH_SECS,
                calm: false,
                next_transition: None,
            };
        };
        let situation = situation(&loaded.snapshot, self.screen.now);
        PollHints {
            refresh_secs: loaded.snapshot.refresh_secs,
            calm: situation.is_well() || !self.visible,
            next_transition: next_transition(&loaded.snapshot, self.screen.now)
                .map(|next_transition| self.clock.local(next_transition)),
        }
    }
}

/// The sender of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// A host, in response to a request that this page sent at `sent`.
    Host { sent: Instant },
    /// Another page of the same browser, or any script of the same origin that imitates one.
    Page,
}

/// The effect of a response on the document.
enum AnswerOutcome {
    /// The response confirms the document on screen.
    Same,
    /// The response is older than the document on screen, and confirms nothing.
    Older,
    /// The response is another document. `is_older` says that it is older than the document that was on screen.
    Document {
        problems: Vec<Problem>,
        is_older: bool,
    },
}

/// Returns a report of the first problem and the number of all, if there are any; `intermission check` lists each in
/// full.
fn report(problems: &[Problem]) -> Option<Effect> {
    let first = problems.first()?;
    let count = problems.len().to_string();
    let text = [
        "faults in the status document: ",
        &count,
        ", the first at `",
        &first.path,
        "`",
    ];
    Some(Effect::Report(text.concat()))
}

/// Returns the first whole second that is not before `at`.
fn whole_second(at: Instant) -> Instant {
    let millis = at.timestamp_millis() + 999;
    Instant::from_timestamp_millis(millis - millis.rem_euclid(1000)).unwrap_or(at)
}
