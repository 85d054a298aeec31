//! The one place that decides: events in, effects out, the clock and the dice as arguments.

mod event;

use std::sync::Arc;

pub use event::{Answer, Effect, Event, FetchRequest, Moment, Start, Theme, kept};

use super::browse::Browse;
use super::document::Document;
use super::error::{FetchError, Problem};
use super::instant::{self, Instant};
use super::locale::Zone;
use super::message;
use super::normalize::{DEFAULT_REFRESH_SECS, normalize};
use super::poll::{TIMEOUT_SECS, earliest_check, next_check};
use super::read::MAX_BYTES;
use super::readout::{Readout, readout};
use super::server_clock::ServerClock;
use super::situation::Symbol;
use super::snapshot::Snapshot;
use super::truth::{Failure, Truth, age};

/// Everything a page knows.
#[derive(Clone, Debug, Default)]
pub struct State {
    browse: Browse,
    clock: ServerClock,
    failure: Option<Failure>,
    loaded: Option<Loaded>,
    /// The server's time that is on screen; it stands still while updating is paused.
    now: Instant,
    paused: bool,
    readout: Option<Arc<Readout>>,
    request: Request,
    shown: Option<Shown>,
    start: Start,
    theme: Theme,
    visible: bool,
    zone: Zone,
}

/// The last good document.
#[derive(Clone, Debug)]
struct Loaded {
    bytes: Arc<[u8]>,
    snapshot: Arc<Snapshot>,
    /// By server time.
    fetched_at: Instant,
}

/// Where asking for newer data stands; instants are of the visitor's clock, which requests are timed by.
#[derive(Clone, Copy, Debug, Default)]
struct Request {
    /// When the last request was sent.
    sent: Option<Instant>,
    /// When the next one is due; `None` while one is under way.
    due: Option<Instant>,
    /// Whether the visitor asked for it, which holds in a pause too.
    asked: bool,
}

/// What was last announced and put into the title, to say nothing twice.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    announcement: String,
    symbol: Symbol,
    title: String,
}

impl State {
    /// Takes in an event and says what must be done. The last effect is always the timer's.
    pub fn apply(&mut self, event: Event, moment: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Browsed(browse) => {
                effects.push(Effect::ReplaceQuery(browse.to_query(&self.start.query)));
                self.browse = browse;
            }
            Event::CheckRequested => {
                self.request.asked = true;
                if self.request.due.is_some() {
                    self.request.due = Some(earliest_check(self.request.sent, moment.local));
                }
            }
            Event::CopyRequested => effects.extend(self.copy()),
            Event::Fetched(answer) => self.fetched(answer, moment, &mut effects),
            Event::Hidden => {
                self.visible = false;
                effects.extend(self.keep_look(moment));
            }
            Event::PauseToggled => self.toggle_pause(moment, &mut effects),
            Event::PrintRequested => effects.push(Effect::Print),
            Event::Shown => self.visible = true,
            Event::Started(start) => self.started(start, moment, &mut effects),
            Event::ThemeChosen(theme) => {
                self.theme = theme;
                effects.push(Effect::SetTheme(theme));
                effects.push(Effect::Keep {
                    name: kept::THEME,
                    word: theme.word().to_owned(),
                });
            }
            Event::Woke => {}
            Event::ZoneChosen(zone) => {
                self.zone = zone;
                effects.push(Effect::Keep {
                    name: kept::ZONE,
                    word: zone.word().to_owned(),
                });
            }
        }
        self.settle(moment, &mut effects);
        effects
    }

    fn started(&mut self, start: Start, moment: Moment, effects: &mut Vec<Effect>) {
        self.browse = Browse::from_query(&start.query);
        self.theme = start.theme;
        self.zone = start.zone;
        self.visible = start.visible;
        self.request.due = Some(moment.local);
        if start.theme != Theme::System {
            effects.push(Effect::SetTheme(start.theme));
        }
        self.start = start;
    }

    /// A request under way is given up at a pause: "paused" must mean that nothing changes by itself.
    fn toggle_pause(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        self.paused = !self.paused;
        self.request.asked = false;
        if self.paused && self.request.due.is_none() {
            effects.push(Effect::Abort);
        }
        self.request.due = Some(earliest_check(self.request.sent, moment.local));
    }

    fn fetched(&mut self, answer: Answer, moment: Moment, effects: &mut Vec<Effect>) {
        if let (Some(date), Some(sent)) = (answer.date, self.request.sent) {
            self.clock = self.clock.learn(date, sent, moment.local);
        }
        let at = self.clock.at(moment.local);
        self.now = at;
        self.request.asked = false;
        match answer.body.and_then(|bytes| self.read(bytes, at)) {
            Ok(problems) => {
                self.failure = None;
                effects.extend(report(&problems));
            }
            Err(error) => {
                let text = [
                    error.to_string().as_str(),
                    " (",
                    &self.start.config.source,
                    ")",
                ]
                .concat();
                effects.push(Effect::Report(text));
                self.failure = Some(Failure { at, error });
            }
        }
        let refresh = self
            .loaded
            .as_ref()
            .map(|loaded| loaded.snapshot.refresh_secs);
        let refresh = refresh.unwrap_or(DEFAULT_REFRESH_SECS);
        self.request.due = Some(self.clock.local(next_check(at, refresh, moment.jitter)));
    }

    /// Takes in a document. The same bytes again change nothing but the time they were last seen, so that
    /// nothing on screen is touched.
    fn read(&mut self, bytes: Vec<u8>, at: Instant) -> Result<Vec<Problem>, FetchError> {
        if let Some(loaded) = self
            .loaded
            .as_mut()
            .filter(|loaded| *loaded.bytes == *bytes)
        {
            loaded.fetched_at = at;
            return Ok(Vec::new());
        }
        let (document, mut problems) = Document::read(&bytes).map_err(FetchError::Document)?;
        let (snapshot, more) = normalize(&document, &self.start.languages);
        problems.extend(more);
        let snapshot = Arc::new(snapshot);
        self.loaded = Some(Loaded {
            bytes: bytes.into(),
            snapshot,
            fetched_at: at,
        });
        Ok(problems)
    }

    /// Brings what is shown up to date with what is known, and sets the timer.
    fn settle(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        if !self.paused || self.request.asked {
            self.now = self.clock.at(moment.local);
        }
        let is_due = self.request.due.is_some_and(|due| due <= moment.local);
        if is_due && (self.is_automatic() || self.request.asked) {
            self.request = Request {
                sent: Some(moment.local),
                due: None,
                ..self.request
            };
            effects.push(Effect::Fetch(FetchRequest {
                url: self.start.config.source.clone(),
                timeout_secs: TIMEOUT_SECS,
                max_bytes: MAX_BYTES,
            }));
        }
        self.update_readout();
        self.show_changes(effects);
        effects.push(self.timer());
    }

    /// A readout that would say the same again is kept, so that whoever compares it by address sees no
    /// change.
    fn update_readout(&mut self) {
        let new = self
            .loaded
            .as_ref()
            .map(|loaded| readout(&loaded.snapshot, self.now));
        if self.readout.as_deref() != new.as_ref() {
            self.readout = new.map(Arc::new);
        }
    }

    fn show_changes(&mut self, effects: &mut Vec<Effect>) {
        let Some(shown) = self.to_show() else {
            return;
        };
        let before = self.shown.replace(shown.clone());
        let before = before.as_ref();
        if before.is_none_or(|before| before.title != shown.title) {
            effects.push(Effect::SetTitle(shown.title));
        }
        if before.is_none_or(|before| before.symbol != shown.symbol) {
            effects.push(Effect::SetIcon(shown.symbol));
        }
        // Somebody who has just arrived reads the page; only what changes later is said aloud.
        if before.is_some_and(|before| before.announcement != shown.announcement) {
            effects.push(Effect::Announce(shown.announcement));
        }
    }

    fn to_show(&self) -> Option<Shown> {
        let (snapshot, readout) = (self.snapshot()?, self.readout.as_deref()?);
        let maintenance = readout
            .featured
            .and_then(|index| snapshot.maintenances.get(index));
        let phase = maintenance
            .and_then(|maintenance| maintenance.phases.get(maintenance.current_phase()?))
            .map(|phase| phase.name.as_str());
        let situation = readout.situation;
        let badge = message::badge(situation);
        Some(Shown {
            announcement: message::announcement(
                message::headline(situation, snapshot.worst(), snapshot.incident_status()),
                phase.filter(|_| situation.is_running()),
                snapshot.tally(),
            ),
            symbol: situation.symbol(snapshot.worst()),
            title: message::title(badge, snapshot.page.name.as_deref()),
        })
    }

    /// One timer for everything: the next text to change or the next request, whichever is earlier. A page
    /// out of view, or one that is paused, needs neither.
    fn timer(&self) -> Effect {
        if !self.is_automatic() {
            let asked = self.request.due.filter(|_| self.request.asked);
            return asked.map_or(Effect::Sleep, Effect::WakeAt);
        }
        let tick = self.tick().map(|at| self.clock.local(at));
        super::countdown::earlier(tick, self.request.due).map_or(Effect::Sleep, Effect::WakeAt)
    }

    /// Whether anything may change without the visitor's asking.
    fn is_automatic(&self) -> bool {
        self.visible && !self.paused
    }

    /// The first instant, by server time, at which any text on the page changes by itself.
    fn tick(&self) -> Option<Instant> {
        let counters = self.readout.as_deref().and_then(|readout| readout.until);
        super::countdown::earlier(counters, self.truth().until)
    }

    fn copy(&self) -> Option<Effect> {
        let loaded = self.loaded.as_ref()?;
        let at = instant::write(loaded.fetched_at).replace(':', "");
        let name = ["status-", &at, ".json"].concat();
        Some(Effect::Download {
            name,
            bytes: loaded.bytes.to_vec(),
        })
    }

    /// What counts as "new since the visitor last looked" begins where this look ends.
    fn keep_look(&self, moment: Moment) -> Option<Effect> {
        self.loaded.as_ref()?;
        Some(Effect::Keep {
            name: kept::LAST_LOOK,
            word: instant::write(self.clock.at(moment.local)),
        })
    }
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

/// What views read.
impl State {
    /// The last good document, understood.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.loaded.as_ref().map(|loaded| &loaded.snapshot)
    }

    /// What the clock makes of it.
    pub fn readout(&self) -> Option<&Arc<Readout>> {
        self.readout.as_ref()
    }

    /// The truth line.
    pub fn truth(&self) -> Truth {
        let age = self
            .loaded
            .as_ref()
            .map(|loaded| age(loaded.snapshot.published, loaded.fetched_at, self.now));
        let next = self.request.due.map(|due| self.clock.at(due));
        Truth::new(age, self.failure.clone(), next, self.paused, self.now)
    }

    /// Which services are shown.
    pub fn browse(&self) -> &Browse {
        &self.browse
    }

    /// HTTP status that the page itself was delivered with.
    pub fn delivered(&self) -> Option<u16> {
        self.start.delivered
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
