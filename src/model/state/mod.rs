//! The state machine of the program: events, the time and a random number come in, effects go out.
//!
//! Each file holds one group of the state with its own type. The rules themselves are in
//! [`policy`](crate::model::policy) and [`status`](crate::model::status), which this room combines; only
//! [`widget`](crate::model::widget) and the driver use it.

pub mod choices;
pub mod data;
mod effect;
mod event;
mod notifications;
mod opened_file;
pub mod peers;
mod requests;
pub mod returning;
pub mod screen;
mod start;
mod storage;
pub mod worker;

use std::sync::Arc;

pub use choices::FilterFields;
pub use effect::{Effect, Effects, FetchRequest, HostEffect, Outcome, ProbeRequest};
pub use event::{Event, Inputs, OpenedFile, ProbeAnswer, Waiting};
pub use notifications::NotificationPrefs;
pub use opened_file::FileNotice;
pub use start::{Arrival, FeedRefusal, Guest, Start, Theme, kept};

use crate::model::i18n::locale::Zone;
use crate::model::i18n::message;
use crate::model::i18n::message::language::Language;
use crate::model::policy::freshness::Freshness;
use crate::model::policy::poll::Poll;
use crate::model::status::browse::Browse;
use crate::model::status::changes::Changes;
use crate::model::status::data_status::{DataStatus, age};
use crate::model::status::derived::Derived;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::{self, Instant};
use crate::model::time::server_clock::ServerClock;
use choices::Choices;
use data::Data;
use opened_file::Files;
use peers::Rank;
use returning::Returning;
use screen::Screen;
use worker::Worker;

/// Everything that a page knows, grouped by concern.
#[derive(Clone, Debug, Default)]
pub struct State {
    start: Start,
    choices: Choices,
    clock: ServerClock,
    data: Data,
    files: Files,
    poll: Poll,
    rank: Rank,
    returning: Returning,
    screen: Screen,
    /// Whether the page is in view.
    visible: bool,
    worker: Worker,
}

impl State {
    /// Applies an event, and returns its effects and the next time to wake up.
    pub fn apply(&mut self, event: Event, inputs: Inputs) -> Outcome {
        let mut effects = Effects::default();
        self.handle(event, inputs, &mut effects);
        self.finish_update(inputs, &mut effects);
        Outcome {
            effects: effects.into_vec(),
            wake_at: self.wake_at(),
        }
    }

    fn handle(&mut self, event: Event, inputs: Inputs, effects: &mut Effects) {
        match event {
            Event::AnsweredLate { is_page } => self.answered_late(is_page, inputs, effects),
            Event::Browsed(browse) => self.browsed(browse, effects),
            Event::CalendarRequested => effects.extend(self.calendar()),
            Event::CheckRequested => self.poll.ask(inputs.local),
            Event::CopyRequested => effects.extend(self.copy()),
            Event::Fetched(answer) => self.fetched(answer, inputs, effects),
            Event::FilterToggled => self.choices.filter_fields.toggle(),
            Event::FileClosed => self.close(inputs),
            Event::FileOpened(file) => self.open(file, inputs, effects),
            Event::PeerMessage(shared) => self.heard(shared, inputs, effects),
            Event::Hidden => {
                self.visible = false;
                effects.extend(self.keep_look(inputs));
                effects.extend(self.keep_document());
            }
            Event::GoRequested => {
                let step = self.returning.flow.go();
                effects.extend(step.and_then(|step| self.effect(step)));
            }
            Event::LanguageChosen(tag) => choose_language(tag, effects),
            Event::LeadershipAcquired => self.rank.acquire(),
            Event::MayNotify(may) => self.choices.notifications.may_notify = Some(may),
            Event::Online => self.poll.hurry(inputs.local),
            Event::PauseToggled => self.toggle_pause(inputs, effects),
            Event::PrintRequested => effects.push(HostEffect::Print),
            Event::Probed(answer) => self.probed(answer.as_ref(), inputs),
            Event::Sent => self.sent(inputs, effects),
            Event::ReloadRequested => effects.push(HostEffect::Reload),
            Event::Shown => {
                self.visible = true;
                self.poll.hurry(inputs.local);
                self.returning.flow.shown(inputs.local);
            }
            Event::SoundToggled => self.choices.notifications.toggle_sound(effects),
            Event::Started(start) => self.started(start, inputs, effects),
            Event::LanguageLoaded(language) => self.change_language(language),
            Event::StayRequested => self.returning.flow.stay(),
            Event::NotificationsToggled => self.toggle_notifications(effects),
            Event::ThemeChosen(theme) => self.choices.set_theme(theme, effects),
            Event::VersionWaits(waiting) => {
                self.worker.version_waits(self.language(), waiting, effects);
            }
            Event::Woke => {}
            Event::ZoneChosen(zone) => effects.push(self.choices.set_zone(zone)),
        }
    }

    fn started(&mut self, start: Start, inputs: Inputs, effects: &mut Effects) {
        self.choices = Choices::at_start(&start);
        self.visible = start.visible;
        self.poll = Poll::start(start.config.sources.len(), inputs.local);
        if start.theme != Theme::System {
            effects.push(HostEffect::SetTheme(start.theme));
        }
        self.start = start;
        self.screen.now = inputs.local;
        effects.push(Effect::Listen(self.channel()));
        self.recall(effects);
    }

    /// Pauses or resumes automatic updating. A pause cancels the request under way, because nothing may change while
    /// the page says "paused".
    fn toggle_pause(&mut self, inputs: Inputs, effects: &mut Effects) {
        self.choices.paused = !self.choices.paused;
        self.returning.flow.shown(inputs.local);
        if self.choices.paused && self.poll.due().is_none() {
            effects.push(Effect::Abort);
        }
        self.poll.give_up(inputs.local);
    }

    /// Updates everything that is derived, and sends the next request if it is due.
    fn finish_update(&mut self, inputs: Inputs, effects: &mut Effects) {
        if let Some(opened) = &self.files.opened {
            self.screen.now = opened.at;
        } else if !self.choices.paused || self.poll.is_asked() {
            self.screen.now = self.clock.at(inputs.local);
        }
        self.rank.want(self.may_ask(), effects);
        if let Some(source) = self.poll.take(inputs.local, self.leadership()) {
            effects.extend(self.ask(source));
        }
        self.step_back(inputs, effects);
        self.update_derived();
        self.show_changes(effects);
    }

    /// Returns whether anything on screen may change without the visitor's action.
    fn is_automatic(&self) -> bool {
        self.visible && self.may_ask()
    }

    /// Returns whether the page may send requests by itself: while it is in view or the visitor waits for a
    /// notification, and neither a pause nor an opened file prevents it.
    fn may_ask(&self) -> bool {
        (self.visible || self.choices.notifications.wanted)
            && !self.choices.paused
            && self.files.opened.is_none()
    }

    /// Changes the filter and order of the services. The number of services that a new filter shows is announced.
    fn browsed(&mut self, browse: Browse, effects: &mut Effects) {
        let only_order = Browse {
            sort: self.choices.browse.sort,
            ..browse.clone()
        } == self.choices.browse;
        if let Some(snapshot) = self.snapshot().filter(|_| !only_order) {
            let (shown, total) = browse.count(snapshot);
            let count = message::shown_of(self.language(), shown, total);
            effects.push(Effect::Announce(count));
        }
        effects.push(self.choices.set_browse(browse, &self.start.place.query));
    }

    fn copy(&self) -> Option<HostEffect> {
        let loaded = self.on_screen()?;
        let at = instant::write(loaded.seen_at).replace(':', "");
        let name = ["status-", &at, ".json"].concat();
        Some(HostEffect::Download {
            name,
            kind: "application/json",
            bytes: loaded.bytes.to_vec(),
        })
    }

    fn calendar(&self) -> Option<HostEffect> {
        let origin = self.start.place.origin.as_str();
        let slash = origin.bytes().rposition(|byte| byte == b'/');
        let host = origin.get(slash.map_or(0, |it| it + 1)..)?;
        let text = self.start.calendar.0(self.snapshot()?, host, self.screen.now)?;
        Some(HostEffect::Download {
            name: "maintenance.ics".to_owned(),
            kind: "text/calendar",
            bytes: text.into_bytes(),
        })
    }

    /// Returns the effect that stores the time at which the visitor stopped looking; `None` without a document. Later
    /// changes count as new in the next visit.
    fn keep_look(&self, inputs: Inputs) -> Option<HostEffect> {
        self.data.loaded.as_ref()?;
        let at = instant::write(self.clock.at(inputs.local));
        Some(keep(self.name_of(kept::LAST_LOOK), &at))
    }

    /// Returns the name under which the page stores a value of this kind for its own sources.
    fn name_of(&self, kind: &str) -> String {
        let Start { config, place, .. } = &self.start;
        kept::of(kind, &config.source_set(place))
    }
}

fn choose_language(tag: String, effects: &mut Effects) {
    effects.push(keep(kept::LANGUAGE.to_owned(), &tag));
    effects.push(HostEffect::LoadLanguage(tag));
}

fn keep(name: String, word: &str) -> HostEffect {
    HostEffect::Keep {
        name,
        word: word.to_owned(),
    }
}

/// The values that views read.
impl State {
    /// Returns the last good document, or the opened file; once it is stale, its services are of unknown state.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        let loaded = self.on_screen()?;
        Some(loaded.doubted.as_ref().unwrap_or(&loaded.snapshot))
    }

    /// Returns everything that depends on the clock.
    pub fn derived(&self) -> Option<&Arc<Derived>> {
        self.screen.derived.as_ref()
    }

    /// Returns how far the shown data can be trusted.
    pub fn freshness(&self) -> Freshness {
        self.screen.freshness
    }

    /// Returns the content of the status bar; an opened file has [`FileNotice`] instead.
    pub fn data_status(&self) -> DataStatus {
        let now = self.screen.now;
        let data = Some(&self.data).filter(|_| self.files.opened.is_none());
        let loaded = data.and_then(|data| data.loaded.as_ref());
        let failure = data.and_then(|data| data.failure.clone());
        let age = loaded.map(|loaded| age(loaded.snapshot.published, loaded.seen_at, now));
        let next = self.poll.due().map(|due| self.clock.at(due));
        DataStatus::new(age, failure, next, self.choices.paused, now)
    }

    /// Returns the filter and order of the services.
    pub fn browse(&self) -> &Browse {
        &self.choices.browse
    }

    /// Returns whether the fields of the filter are shown where the page would hide them.
    pub fn filter_fields(&self) -> FilterFields {
        self.choices.filter_fields
    }

    /// Returns the HTTP status with which the page itself was delivered, where it is known.
    pub fn delivered(&self) -> Option<u16> {
        self.start.arrival.status
    }

    /// Returns why the page does not show the feed that its address asks for.
    pub fn feed_refusal(&self) -> Option<FeedRefusal> {
        self.start.feed_refusal
    }

    /// Returns the changes since the visitor last looked, newest first; `None` until a host has sent a document in this
    /// visit, and while an opened file is shown.
    pub fn changes(&self) -> Option<&Changes> {
        let is_live = self.files.opened.is_none() && self.data.came_from_network();
        is_live.then_some(&self.data.changes)
    }

    /// Returns when the visitor last looked, before this visit.
    pub fn last_look(&self) -> Option<Instant> {
        self.start.last_look
    }

    /// Returns the time on screen, by the server's clock.
    pub fn now(&self) -> Instant {
        self.screen.now
    }

    /// Returns whether the visitor has stopped all automatic updating.
    pub fn is_paused(&self) -> bool {
        self.choices.paused
    }

    /// Returns the theme.
    pub fn theme(&self) -> Theme {
        self.choices.theme
    }

    /// Returns the language of the page.
    pub fn language(&self) -> Language {
        self.start.language
    }

    /// Returns the name of the zone in which instants are shown; `None` for the visitor's own.
    pub fn time_zone(&self) -> Option<String> {
        match self.zone() {
            Zone::Visitor => None,
            Zone::Utc => Some("UTC".to_owned()),
            Zone::Operator => {
                let zone = self.snapshot()?.page.time_zone.clone()?;
                self.language().locale().knows(&zone).then_some(zone)
            }
        }
    }

    /// Returns whether this is a widget about a single service.
    pub fn is_single(&self) -> bool {
        self.start.guest.as_ref().is_some_and(Guest::is_single)
    }

    /// Returns the zone in which instants are shown.
    pub fn zone(&self) -> Zone {
        self.choices.zone
    }
}
