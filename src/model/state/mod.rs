//! The one place that decides: events in, effects out, the clock and the dice as arguments.

mod asking;
mod effect;
mod event;
mod keeping;
mod loaded;
mod notifications;
mod outdated;
mod reading;
mod returning;
mod sharing;
mod showing;
mod start;
mod updating;

use std::sync::Arc;

pub use effect::{Effect, FetchRequest, HostEffect, Outcome, ProbeRequest};
pub use event::{Event, Inputs, OpenedFile, ProbeAnswer, Waiting};
pub use start::{Arrival, FeedRefusal, Guest, Start, Theme, kept};

pub use notifications::NotificationPrefs;
pub use reading::FileNotice;

use crate::model::document::error::FetchError;
use crate::model::i18n::locale::Zone;
use crate::model::policy::freshness::Freshness;
use crate::model::policy::poll::Poll;
use crate::model::policy::return_flow::ReturnFlow;
use crate::model::status::browse::Browse;
use crate::model::status::calendar;
use crate::model::status::changes::Changes;
use crate::model::status::data_status::{DataStatus, Failure, age};
use crate::model::status::derived::Derived;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::{self, Instant};
use crate::model::time::server_clock::ServerClock;
use effect::Effects;
use loaded::{Loaded, Origin};
use outdated::Outdated;
use reading::Opened;
use sharing::Sharing;
use showing::Shown;
use updating::Updating;

/// Everything a page knows.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them go together"
)]
pub struct State {
    /// Whether anything has come of a request yet, a document or a failure.
    answered: bool,
    browse: Browse,
    /// What has changed, newest first.
    changes: Changes,
    clock: ServerClock,
    return_flow: ReturnFlow,
    failure: Option<Failure>,
    /// Whether the page turned out to stand in for its site, where the browser does not tell.
    found_to_stand_in: Option<bool>,
    loaded: Option<Loaded>,
    /// The server's time that is on screen; it stands still while updating is paused.
    now: Instant,
    /// The file that is shown in place of the document.
    opened: Option<Opened>,
    outdated: Outdated,
    paused: bool,
    poll: Poll,
    derived: Option<Arc<Derived>>,
    /// The name of a file that cannot be shown, and why.
    refused: Option<(String, Arc<FetchError>)>,
    sharing: Sharing,
    shown: Option<Shown>,
    freshness: Freshness,
    start: Start,
    notification_prefs: NotificationPrefs,
    theme: Theme,
    updating: Updating,
    visible: bool,
    /// Whether the site was away at any time while the page was open.
    was_away: bool,
    zone: Zone,
}

impl State {
    /// Applies an event and returns what follows from it.
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
            Event::Browsed(browse) => {
                effects.push(HostEffect::ReplaceQuery(
                    browse.to_query(&self.start.place.query),
                ));
                self.browse = browse;
            }
            Event::CalendarRequested => effects.extend(self.calendar()),
            Event::CheckRequested => self.poll.ask(inputs.local),
            Event::CopyRequested => effects.extend(self.copy()),
            Event::Fetched(answer) => self.fetched(answer, inputs, effects),
            Event::FileClosed => self.close(inputs),
            Event::FileOpened(file) => self.open(file, inputs, effects),
            Event::PeerMessage(shared) => self.heard(shared, inputs, effects),
            Event::Hidden => {
                self.visible = false;
                effects.extend(self.keep_look(inputs));
                effects.extend(self.keep_document());
            }
            Event::GoRequested => {
                let step = self.return_flow.go();
                effects.extend(step.and_then(|step| self.effect(step)));
            }
            Event::LanguageChosen(tag) => choose_language(tag, effects),
            Event::LeadershipAcquired => self.lead(),
            Event::MayNotify(may) => self.notification_prefs.may_notify = Some(may),
            Event::Online => self.poll.hurry(inputs.local),
            Event::PauseToggled => self.toggle_pause(inputs, effects),
            Event::PrintRequested => effects.push(HostEffect::Print),
            Event::Probed(answer) => self.probed(answer.as_ref(), inputs),
            Event::Sent => self.sent(inputs, effects),
            Event::ReloadRequested => effects.push(HostEffect::Reload),
            Event::Shown => {
                self.visible = true;
                self.poll.hurry(inputs.local);
                self.return_flow.shown(inputs.local);
            }
            Event::SoundToggled => self.toggle_sound(effects),
            Event::Started(start) => self.started(start, inputs, effects),
            Event::Spoken(tag) => self.spoken(tag),
            Event::StayRequested => self.return_flow.stay(),
            Event::NotificationsToggled => self.toggle_notifications(effects),
            Event::ThemeChosen(theme) => {
                self.theme = theme;
                effects.push(HostEffect::SetTheme(theme));
                effects.push(keep(kept::THEME.to_owned(), theme.as_str()));
            }
            Event::VersionWaits(waiting) => self.version_waits(waiting, effects),
            Event::Woke => {}
            Event::ZoneChosen(zone) => {
                self.zone = zone;
                effects.push(keep(kept::ZONE.to_owned(), zone.as_str()));
            }
        }
    }

    fn started(&mut self, start: Start, inputs: Inputs, effects: &mut Effects) {
        self.browse = Browse::from_query(&start.place.query);
        self.theme = start.theme;
        self.zone = start.zone;
        self.visible = start.visible;
        self.poll = Poll::start(start.config.sources.len(), inputs.local);
        if start.theme != Theme::System {
            effects.push(HostEffect::SetTheme(start.theme));
        }
        self.start = start;
        self.now = inputs.local;
        effects.push(Effect::Listen(self.channel()));
        self.recall(effects);
    }

    /// A request under way is given up at a pause: "paused" must mean that nothing changes by itself.
    fn toggle_pause(&mut self, inputs: Inputs, effects: &mut Effects) {
        self.paused = !self.paused;
        self.return_flow.shown(inputs.local);
        if self.paused && self.poll.due().is_none() {
            effects.push(Effect::Abort);
        }
        self.poll.give_up(inputs.local);
    }

    /// Brings what is shown up to date with what is known, and asks when it is time.
    fn finish_update(&mut self, inputs: Inputs, effects: &mut Effects) {
        if let Some(opened) = &self.opened {
            self.now = opened.at;
        } else if !self.paused || self.poll.is_asked() {
            self.now = self.clock.at(inputs.local);
        }
        self.update_leadership(effects);
        if let Some(source) = self.poll.take(inputs.local, self.leadership()) {
            effects.extend(self.ask(source));
        }
        self.step_back(inputs, effects);
        self.update_derived();
        self.show_changes(effects);
    }

    /// Whether anything on screen may change without the visitor's asking.
    fn is_automatic(&self) -> bool {
        self.visible && self.may_ask()
    }

    /// Whether the page may ask by itself: in view, or where the visitor waits for word from it.
    fn may_ask(&self) -> bool {
        (self.visible || self.notification_prefs.wanted) && !self.paused && self.opened.is_none()
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
        let host = origin.get(origin.rfind('/').map_or(0, |it| it + 1)..)?;
        let text = calendar::calendar(self.snapshot()?, host, self.now)?;
        Some(HostEffect::Download {
            name: "maintenance.ics".to_owned(),
            kind: "text/calendar",
            bytes: text.into_bytes(),
        })
    }

    /// What counts as "new since the visitor last looked" begins where this look ends.
    fn keep_look(&self, inputs: Inputs) -> Option<HostEffect> {
        self.loaded.as_ref()?;
        let at = instant::write(self.clock.at(inputs.local));
        Some(keep(self.name_of(kept::LAST_LOOK), &at))
    }

    /// Returns the name under which the page keeps a word of this kind for its own sources.
    fn name_of(&self, kind: &str) -> String {
        let Start { config, place, .. } = &self.start;
        kept::of(kind, &config.source_set(place))
    }
}

fn choose_language(tag: String, effects: &mut Effects) {
    effects.push(keep(kept::LANGUAGE.to_owned(), &tag));
    effects.push(HostEffect::Speak(tag));
}

fn keep(name: String, word: &str) -> HostEffect {
    HostEffect::Keep {
        name,
        word: word.to_owned(),
    }
}

/// What views read.
impl State {
    /// The last good document, understood; services are of unknown state once it is stale.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        let loaded = self.on_screen()?;
        Some(loaded.doubted.as_ref().unwrap_or(&loaded.snapshot))
    }

    /// What the clock makes of it.
    pub fn derived(&self) -> Option<&Arc<Derived>> {
        self.derived.as_ref()
    }

    /// How far it can be trusted.
    pub fn freshness(&self) -> Freshness {
        self.freshness
    }

    /// The truth line.
    pub fn data_status(&self) -> DataStatus {
        // A file has its own line, see `FileNotice`.
        let loaded = self.loaded.as_ref().filter(|_| self.opened.is_none());
        let failure = self.failure.clone().filter(|_| self.opened.is_none());
        let age = loaded.map(|loaded| age(loaded.snapshot.published, loaded.seen_at, self.now));
        let next = self.poll.due().map(|due| self.clock.at(due));
        DataStatus::new(age, failure, next, self.paused, self.now)
    }

    /// Which services are shown.
    pub fn browse(&self) -> &Browse {
        &self.browse
    }

    /// HTTP status that the page itself was delivered with.
    pub fn delivered(&self) -> Option<u16> {
        self.start.arrival.status
    }

    /// Why the page does not show the feed that its address asks for.
    pub fn feed_refusal(&self) -> Option<FeedRefusal> {
        self.start.feed_refusal
    }

    /// What has changed since the visitor last looked, newest first; `None` until a host has told in this visit.
    pub fn changes(&self) -> Option<&Changes> {
        let loaded = self.loaded.as_ref().filter(|_| self.opened.is_none())?;
        (loaded.origin == Origin::Network).then_some(&self.changes)
    }

    /// When the visitor last looked, before this visit.
    pub fn last_look(&self) -> Option<Instant> {
        self.start.last_look
    }

    /// The server's time that is on screen.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Whether the visitor has stopped all automatic updating.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// The colours.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// The zone in which instants are shown.
    pub fn zone(&self) -> Zone {
        self.zone
    }
}
