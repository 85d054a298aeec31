//! Asking for documents, and what becomes of the answers.

use std::sync::Arc;

use chrono::TimeDelta;

use super::event::{Answer, Effect, FetchRequest, Moment, Stored, kept};
use super::{State, keep};
use crate::model::changes::MOST;
use crate::model::document::Document;
use crate::model::edge::next_edge;
use crate::model::error::{FetchError, Problem};
use crate::model::freshness::CLOCK_TOLERANCE;
use crate::model::instant::{self, Instant, Reading};
use crate::model::normalize::{DEFAULT_REFRESH_SECS, normalize};
use crate::model::poll::{Pace, TIMEOUT_SECS};
use crate::model::read::MAX_BYTES;
use crate::model::server_clock::ServerClock;
use crate::model::snapshot::{Published, Snapshot};
use crate::model::truth::Failure;

/// Browsers give a site some five megabytes for everything it keeps.
const MAX_KEPT_BYTES: usize = 512 * 1024;

/// A good document.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) bytes: Arc<[u8]>,
    pub(super) snapshot: Arc<Snapshot>,
    /// The same once it is stale, with every service of unknown state.
    pub(super) doubted: Option<Arc<Snapshot>>,
    /// When a host last handed it out, by server time.
    pub(super) seen_at: Instant,
    /// Whether its time of publishing had come when it was first handed out. A document from the future, written by a
    /// clock or in a zone that is wrong, holds no later one back, not even once that time has come.
    pub(super) in_time: bool,
    pub(super) origin: Origin,
}

/// Where a document came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A host, in this visit.
    Network,
    /// An earlier visit, or the service worker's store.
    Kept,
}

impl State {
    /// The request for the document at the source of this number.
    pub(super) fn ask(&self, source: usize) -> Option<Effect> {
        Some(Effect::Fetch(FetchRequest {
            url: self.start.config.sources.get(source)?.clone(),
            timeout_secs: TIMEOUT_SECS,
            max_bytes: MAX_BYTES,
        }))
    }

    /// A request of this page's own has ended.
    pub(super) fn fetched(&mut self, answer: Answer, moment: Moment, effects: &mut Vec<Effect>) {
        let sent = self.poll.sent().unwrap_or(moment.local);
        self.take_in(&answer, sent, moment, effects);
        if self.failure.is_some() {
            let retry_after = answer.retry_after.map(|it| it.millis(self.now));
            self.poll
                .failed(moment.local, self.pace(), retry_after, moment.jitter);
        } else {
            self.poll
                .succeeded(moment.local, self.pace(), moment.jitter);
        }
        // On a whole second, as windows begin and end: then the seconds to the next check and those since
        // the start change together, and the page wakes once for both. By the server's clock, which no two
        // visitors know alike: by their own, all would ask within the same milliseconds.
        let clock = self.clock;
        if clock.is_known() {
            self.poll
                .align(|due| clock.local(whole_second(clock.at(due))));
        }
        effects.extend(self.share(answer, sent));
    }

    /// Makes what it can of an answer to a request that was sent at `sent`.
    pub(super) fn take_in(
        &mut self,
        answer: &Answer,
        sent: Instant,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        self.answered = true;
        let age_secs = answer.age_secs.unwrap_or(0);
        if let Some(date) = answer.date {
            self.learn(self.clock.learn(date, age_secs, sent, moment.local));
        }
        let at = self.clock.at(moment.local);
        self.now = at;
        let seen_at = at - TimeDelta::seconds(i64::from(age_secs));
        let news = match &answer.body {
            Ok(bytes) => self.read(bytes, seen_at).map_err(Arc::new),
            Err(error) => Err(error.clone()),
        };
        match news {
            // A failure before it stands, and so does what follows from what is on screen. A source that
            // lags behind is not asked again before the others; after a failure it would not be anyway.
            Ok(News::Older) => {
                if self.failure.is_none() {
                    self.poll.pass_on();
                }
                let text = [
                    "expected a document no older than the one on screen, found an older one (",
                    &answer.url,
                    ")",
                ];
                effects.push(Effect::Report(text.concat()));
            }
            Ok(news) => {
                self.failure = None;
                self.reconsider_return(moment, effects);
                if let News::Document(problems) = news {
                    effects.extend(report(&problems));
                    effects.extend(self.keep_document());
                }
            }
            Err(error) => {
                self.recall_stored(answer.stored.as_ref(), effects);
                let text = [&error.text(), " (", &answer.url, ")"].concat();
                effects.push(Effect::Report(text));
                self.failure = Some(Failure { at, error });
            }
        }
        self.settle_worker(effects);
    }

    /// Takes over another notion of the server's time. What came by the one before came just as long ago; an
    /// earlier visit had its own.
    fn learn(&mut self, clock: ServerClock) {
        let before = std::mem::replace(&mut self.clock, clock);
        if let Some(loaded) = self
            .loaded
            .as_mut()
            .filter(|it| it.origin == Origin::Network)
        {
            loaded.seen_at = clock.at(before.local(loaded.seen_at));
        }
    }

    /// Takes in a document. The same bytes again change nothing but the time they were last seen, so that
    /// nothing on screen is touched; an older document, which another host may still have, not even that.
    fn read(&mut self, bytes: &[u8], seen_at: Instant) -> Result<News, FetchError> {
        if let Some(loaded) = self.loaded.as_mut().filter(|it| *it.bytes == *bytes) {
            loaded.seen_at = seen_at.max(loaded.seen_at);
            loaded.origin = Origin::Network;
            return Ok(News::Same);
        }
        let (loaded, problems) = self.understand(bytes, seen_at, Origin::Network)?;
        if self.is_older(&loaded.snapshot) {
            return Ok(News::Older);
        }
        self.note_changes(&loaded.snapshot);
        self.loaded = Some(loaded);
        Ok(News::Document(problems))
    }

    /// Remembers what is different in `now`, which is about to take the place of what is loaded.
    fn note_changes(&mut self, now: &Snapshot) {
        let Some(before) = &self.loaded else {
            return;
        };
        let at = (before.origin == Origin::Network).then_some(self.now);
        let news = self.start.compare.0(&before.snapshot, now);
        let news = news.into_iter().map(|line| (at, line));
        self.changes.splice(..0, news);
        self.changes.truncate(MOST);
    }

    pub(super) fn understand(
        &self,
        bytes: &[u8],
        seen_at: Instant,
        origin: Origin,
    ) -> Result<(Loaded, Vec<Problem>), FetchError> {
        let (document, mut problems) = Document::read(bytes).map_err(FetchError::Document)?;
        let (mut snapshot, more) = normalize(&document, &self.start.languages);
        problems.extend(more);
        if let Some(guest) = &self.start.guest {
            snapshot = guest.read(snapshot);
        }
        let loaded = Loaded {
            bytes: bytes.into(),
            in_time: snapshot.published.has_come(seen_at),
            snapshot: Arc::new(snapshot),
            doubted: None,
            seen_at,
            origin,
        };
        Ok((loaded, problems))
    }

    /// Everything is said in another language: texts that the documents have in several are chosen anew.
    pub(super) fn spoken(&mut self, tag: String) {
        self.start.languages.retain(|it| *it != tag);
        self.start.languages.insert(0, tag);
        let again = |loaded: &Loaded| {
            let understood = self.understand(&loaded.bytes, loaded.seen_at, loaded.origin);
            let (mut again, _) = understood.ok()?;
            again.in_time = loaded.in_time;
            Some(again)
        };
        let loaded = self.loaded.as_ref().and_then(again);
        let opened = self.opened.as_ref().and_then(|it| again(&it.loaded));
        if let Some(loaded) = loaded {
            self.loaded = Some(loaded);
        }
        if let Some((shown, loaded)) = self.opened.as_mut().zip(opened) {
            shown.loaded = loaded;
        }
    }

    /// Whether the document on screen was published later. One from the future does not count: a publisher
    /// whose clock was wrong once must not lock himself out.
    fn is_older(&self, snapshot: &Snapshot) -> bool {
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

    /// What the document says about when to ask again, by the visitor's clock.
    fn pace(&self) -> Pace {
        let Some(loaded) = &self.loaded else {
            return Pace {
                refresh_secs: DEFAULT_REFRESH_SECS,
                calm: false,
                edge: None,
            };
        };
        let situation = crate::model::overall_status::situation(&loaded.snapshot, self.now);
        Pace {
            refresh_secs: loaded.snapshot.refresh_secs,
            calm: situation.is_well() || !self.visible,
            edge: next_edge(&loaded.snapshot, self.now).map(|edge| self.clock.local(edge)),
        }
    }

    /// Keeps the document for a visit without a network.
    pub(super) fn keep_document(&self) -> Option<Effect> {
        let loaded = self.loaded.as_ref()?;
        let text = std::str::from_utf8(&loaded.bytes).ok()?;
        let mut seen_at = loaded.seen_at;
        // A document from the future must still be one when it is read again.
        if let Published::At(published) = loaded.snapshot.published
            && !loaded.in_time
        {
            let before = published.checked_sub_signed(CLOCK_TOLERANCE * 2);
            seen_at = before.map_or(seen_at, |before| before.min(seen_at));
        }
        (loaded.origin == Origin::Network && text.len() <= MAX_KEPT_BYTES).then(|| {
            keep(
                self.name_of(kept::DOCUMENT),
                &[&instant::write(seen_at), "\n", text].concat(),
            )
        })
    }

    /// Shows the document kept by an earlier visit, until there is a newer one. A copy that cannot be read
    /// any more is as good as none.
    pub(super) fn recall(&mut self, effects: &mut Vec<Effect>) {
        let Some(kept) = self.start.document.take() else {
            return;
        };
        let parts = kept
            .split_once('\n')
            .map(|(at, text)| (instant::read(at), text));
        let Some((Reading::At(seen_at), text)) = parts else {
            effects.push(Effect::Report(
                "the kept document has no time; it is left alone".to_owned(),
            ));
            return;
        };
        self.show_old(text.as_bytes(), seen_at, effects);
    }

    /// The same for what came out of the service worker's store in place of an answer: it takes the place
    /// of nothing and of older copies, but of no document that came from the network in this visit.
    fn recall_stored(&mut self, stored: Option<&Stored>, effects: &mut Vec<Effect>) {
        let Some(Stored { at, bytes }) = stored else {
            return;
        };
        let seen_at = self.clock.at(*at).min(self.now);
        let is_newest = self
            .loaded
            .as_ref()
            .is_none_or(|loaded| loaded.origin == Origin::Kept && loaded.seen_at < seen_at);
        if is_newest {
            self.show_old(bytes, seen_at, effects);
        }
    }

    fn show_old(&mut self, bytes: &[u8], seen_at: Instant, effects: &mut Vec<Effect>) {
        match self.understand(bytes, seen_at, Origin::Kept) {
            Ok((loaded, _)) if self.is_older(&loaded.snapshot) => {}
            Ok((loaded, _)) => self.loaded = Some(loaded),
            Err(error) => effects.push(Effect::Report(
                [&error.text(), " (the kept document)"].concat(),
            )),
        }
    }
}

/// What an answer brought.
enum News {
    /// The document on screen.
    Same,
    /// An older one than that, which confirms nothing.
    Older,
    /// Another document, with what is wrong in it.
    Document(Vec<Problem>),
}

/// Where to look; `intermission check` tells each fault in full.
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

/// The first whole second that is not before `at`.
fn whole_second(at: Instant) -> Instant {
    let millis = at.timestamp_millis() + 999;
    Instant::from_timestamp_millis(millis - millis.rem_euclid(1000)).unwrap_or(at)
}
