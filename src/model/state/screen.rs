//! The values on screen that are derived from a state, and when they change next.

use std::mem::discriminant;
use std::sync::Arc;

use super::State;
use super::data::Origin;
use super::effect::{Effect, Effects, HostEffect};
use super::notifications::NotificationPrefs;
use crate::model::document::vocabulary::Health;
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::{self, Phrase};
use crate::model::index::Index;
use crate::model::policy::freshness::{Freshness, freshness};
use crate::model::policy::return_flow::ReturnNotice;
use crate::model::status::derived::{Derived, derived};
use crate::model::status::maintenance::Window;
use crate::model::status::situation::Symbol;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::countdown::{Counter, earlier};
use crate::model::time::instant::Instant;

/// The values on screen.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// The time on screen, by the server's clock; it stands still while updating is paused.
    pub(super) now: Instant,
    pub(super) freshness: Freshness,
    pub(super) derived: Option<Arc<Derived>>,
    /// The last texts for the title and screen readers.
    announced: Option<Announced>,
    /// The last facts whose changes are announced.
    facts: Facts,
    /// Whether a check that the visitor has asked for has just ended.
    pub(super) is_checked: bool,
}

impl Screen {
    /// Sets the derived values. Equal values keep their address, by which views see that nothing has changed.
    pub(super) fn set_derived(&mut self, derived: Option<Derived>) {
        if self.derived.as_deref() != derived.as_ref() {
            self.derived = derived.map(Arc::new);
        }
    }

    /// Updates title and icon, and returns the changed texts. The first texts are returned only if the visitor
    /// `has_waited` for them through a failure; otherwise a visitor who has just arrived reads the page.
    pub fn announce(
        &mut self,
        language: Language,
        new: Announced,
        has_waited: bool,
        effects: &mut Effects,
    ) -> String {
        let old = self.announced.as_ref();
        if old.is_none_or(|old| old.title != new.title) {
            effects.push(HostEffect::SetTitle(new.title.clone()));
        }
        if old.is_none_or(|old| old.symbol != new.symbol) {
            effects.push(HostEffect::SetIcon(new.symbol));
        }
        let mut news = Vec::new();
        for (place, text) in new.texts.iter().enumerate() {
            let is_new = match old {
                Some(old) => old.texts.get(place) != Some(text),
                None => has_waited,
            };
            if is_new {
                news.push(text.as_str());
            }
        }
        let news = message::sentences(language, &news);
        self.announced = Some(new);
        news
    }

    fn headline(&self) -> &str {
        let announced = self.announced.as_ref();
        announced.map_or("", |it| it.texts[0].as_str())
    }
}

/// The texts for the title, the icon and screen readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The headline, the active phase, the services that have just changed, the number of affected services, and how
    /// the visitor will be notified. Empty texts are not announced.
    pub texts: [String; 5],
    /// The icon's shape.
    pub symbol: Symbol,
    /// The page's title.
    pub title: String,
}

/// The facts whose changes are announced in sentences that are made only then.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// The document, unless it is an opened file.
    snapshot: Option<Arc<Snapshot>>,
    /// The window of the maintenance that the headline is about.
    window: Option<Window>,
    /// Whether the last request failed.
    has_failed: bool,
    /// The stage of the return. A further try counts as the first.
    returning: ReturnNotice,
}

/// The largest number of services that are announced by name.
const FEW: usize = 3;

impl State {
    /// Updates everything that depends on the clock.
    pub(super) fn update_derived(&mut self) {
        let freshness = self.evaluate_freshness();
        self.screen.freshness = freshness.shows;
        // A stale document is included: its maintenance stays on screen, under a headline that says so.
        let new = self.on_screen().map(|loaded| {
            let mut derived = derived(&loaded.snapshot, self.screen.now);
            derived.overview.situation = derived.overview.situation.seen(freshness.shows);
            // A promise is that of the headline's subject, which a doubtful situation no longer names.
            derived.next_update = derived
                .next_update
                .filter(|_| !derived.overview.situation.is_doubtful())
                .and_then(|it| it.seen(freshness.shows, loaded.seen_at));
            derived.until = earlier(derived.until, freshness.until);
            derived
        });
        self.screen.set_derived(new);
    }

    /// Returns how far the document can be trusted now. If it is stale, its services become of unknown state.
    fn evaluate_freshness(&mut self) -> Counter<Freshness> {
        if self.files.opened.is_some() {
            return Counter {
                shows: Freshness::Cached,
                until: None,
            };
        }
        let Some(loaded) = &mut self.data.loaded else {
            return Counter {
                shows: Freshness::Missing,
                until: None,
            };
        };
        let confirmed = loaded.origin == Origin::Network && self.data.failure.is_none();
        let refresh_secs = loaded.snapshot.refresh_secs;
        let mut freshness = freshness(loaded.seen_at, refresh_secs, confirmed, self.screen.now);
        // A feed says when its services were checked, and until when that counts.
        if let Some(stale_at) = loaded.snapshot.stale_at {
            freshness = Counter {
                shows: if stale_at <= self.screen.now {
                    Freshness::Stale
                } else {
                    freshness.shows
                },
                until: earlier(
                    freshness.until,
                    Some(stale_at).filter(|at| self.screen.now < *at),
                ),
            };
        }
        // A document that came with the page or is kept from an earlier visit is not shown as stale before the first
        // response, which usually takes a moment only.
        if freshness.shows == Freshness::Stale && !self.data.answered && !self.choices.paused {
            freshness.shows = Freshness::Cached;
        }
        if freshness.shows != Freshness::Stale {
            loaded.doubted = None;
        } else if loaded.doubted.is_none() {
            loaded.doubted = Some(Arc::new(loaded.snapshot.doubted()));
        }
        freshness
    }

    /// Updates title and icon, and announces to screen readers what has changed, and the result of a check that the
    /// visitor has asked for.
    pub(super) fn show_changes(&mut self, effects: &mut Effects) {
        let language = self.language();
        let facts = self.facts();
        let before = std::mem::replace(&mut self.screen.facts, facts);
        let new = self.to_announce(&before);
        let changed = new.map(|new| {
            self.screen
                .announce(language, new, before.has_failed, effects)
        });
        let end = self.moved_end(&before);
        let returning = self.changed_return(&before);
        let mut news = message::sentences(
            language,
            &[changed, end, returning]
                .map(Option::unwrap_or_default)
                .each_ref()
                .map(String::as_str),
        );
        let failure = self.data.failure.as_ref();
        if std::mem::take(&mut self.screen.is_checked) || before.has_failed != failure.is_some() {
            let has_document = self.data.loaded.is_some();
            let result = match failure {
                Some(it) => [
                    message::failure(language, &it.error),
                    message::failure_consequence(language, has_document),
                ],
                None if news.is_empty() => [Phrase::Checked.text(language), self.screen.headline()],
                None => ["", ""],
            };
            news = message::sentences(language, &[&news, result[0], result[1]]);
        }
        if !news.is_empty() {
            effects.push(Effect::Announce(news));
        }
    }

    fn facts(&self) -> Facts {
        let (snapshot, derived) = (self.snapshot(), self.screen.derived.as_deref());
        let maintenance = derived.zip(snapshot);
        let maintenance = maintenance.and_then(|(it, snapshot)| it.overview.headlined_in(snapshot));
        Facts {
            snapshot: snapshot.filter(|_| self.files.opened.is_none()).cloned(),
            window: maintenance.and_then(|it| it.window),
            has_failed: self.data.failure.is_some(),
            returning: match self.return_notice().shows {
                ReturnNotice::NotYet(left) => ReturnNotice::Checking(left),
                notice @ (ReturnNotice::None
                | ReturnNotice::Checking(_)
                | ReturnNotice::Leaving(_)
                | ReturnNotice::Gone
                | ReturnNotice::Staying) => notice,
            },
        }
    }

    fn to_announce(&self, before: &Facts) -> Option<Announced> {
        let (snapshot, derived) = (self.snapshot()?, self.screen.derived.as_deref()?);
        let language = self.language();
        let maintenance = derived.overview.headlined_in(snapshot);
        let phase = maintenance
            .and_then(|maintenance| maintenance.phases.get(maintenance.current_phase()?))
            .map(|phase| phase.name.as_str());
        let situation = derived.overview.situation;
        let badge = message::badge(language, situation);
        let headline = message::headline(language, situation, snapshot);
        let NotificationPrefs {
            wanted, may_notify, ..
        } = self.choices.notifications;
        let told = if wanted {
            message::told_by(language, may_notify)
        } else {
            ""
        };
        Some(Announced {
            texts: [
                message::announced(language, headline),
                phase
                    .filter(|_| situation.is_running())
                    .map(|it| message::announced_phase(language, it))
                    .unwrap_or_default(),
                self.changed_services(before).unwrap_or_default(),
                message::announced_affected(language, snapshot.tally()),
                told.to_owned(),
            ],
            symbol: situation.symbol(snapshot.worst()),
            title: message::title(language, badge, snapshot.page.name.as_deref()),
        })
    }

    /// Returns the names and states of the services that have become affected or have come back; `None` if more than
    /// [`FEW`] have.
    fn changed_services(&self, before: &Facts) -> Option<String> {
        let (old, new) = (
            before.snapshot.as_ref()?,
            self.screen.facts.snapshot.as_ref()?,
        );
        if Arc::ptr_eq(old, new) {
            return None;
        }
        let mut lines = Vec::new();
        let keys = old.components.iter().map(|it| it.key.as_str());
        let places: Index<'_> = keys.zip(0..).collect();
        for component in &new.components {
            let place = places.get(&component.key);
            let Some(was) = place.and_then(|place| old.components.get(place)) else {
                continue;
            };
            let healths = [was, component].map(|it| it.status.health());
            if healths[0] == healths[1] || healths.contains(&Health::Unknown) {
                continue;
            }
            if lines.len() == FEW {
                return None;
            }
            let line = message::changed_state(
                self.language(),
                &component.name,
                component.status,
                was.status,
            );
            lines.push(line);
        }
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        Some(message::sentences(self.language(), &lines))
    }

    /// Returns the end of the maintenance that the headline is about, if it has moved and is still ahead.
    fn moved_end(&self, before: &Facts) -> Option<String> {
        let (snapshot, derived) = (self.snapshot()?, self.screen.derived.as_deref()?);
        let maintenance = derived.overview.headlined_in(snapshot)?;
        let end = maintenance.window?.end()?;
        let has_moved = before.window?.end() != Some(end);
        if !has_moved || end <= self.screen.now || !derived.overview.situation.is_running() {
            return None;
        }
        let locale = self.language().locale();
        let time = locale.time(end, self.screen.now, self.time_zone().as_deref());
        Some(message::announced_end(self.language(), &time, maintenance))
    }

    /// Returns the notice about the return, if its stage has changed.
    fn changed_return(&self, before: &Facts) -> Option<String> {
        let new = self.screen.facts.returning;
        let is_same = discriminant(&new) == discriminant(&before.returning);
        (!is_same).then(|| message::announced_return(self.language(), new))
    }

    /// Returns when the page must wake up, by the visitor's clock: for the next changed text, request or step of a
    /// return, whichever is earliest. A page that is out of view or paused wakes for no text and no step.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        let tick = self.tick().filter(|_| self.is_automatic());
        let tick = tick.map(|at| self.clock.local(at));
        earlier(tick, self.acts_at())
    }

    /// Returns when the page next sends a request or takes a step of the return by itself, by the visitor's clock.
    pub fn acts_at(&self) -> Option<Instant> {
        let back = self.returning.flow.due().filter(|_| self.is_automatic());
        earlier(self.poll.acts_at(self.leadership()), back)
    }

    /// Returns the first instant, by server time, at which a text on the page changes by itself.
    fn tick(&self) -> Option<Instant> {
        let counters = self
            .screen
            .derived
            .as_deref()
            .and_then(|derived| derived.until);
        earlier(
            earlier(counters, self.data_status().until),
            self.return_notice().until,
        )
    }
}
