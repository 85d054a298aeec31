//! The values on screen that are derived from a state, and when they change next.

use std::sync::Arc;

use super::State;
use super::data::Origin;
use super::effect::{Effect, Effects, HostEffect};
use crate::model::i18n::message;
use crate::model::policy::freshness::{Freshness, freshness};
use crate::model::status::derived::{Derived, derived};
use crate::model::status::situation::Symbol;
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
}

impl Screen {
    /// Sets the derived values. Equal values keep their address, by which views see that nothing has changed.
    pub(super) fn set_derived(&mut self, derived: Option<Derived>) {
        if self.derived.as_deref() != derived.as_ref() {
            self.derived = derived.map(Arc::new);
        }
    }

    /// Updates title and icon, and announces changed texts to screen readers. The first texts are not announced,
    /// because a visitor who has just arrived reads the page.
    pub fn announce(&mut self, new: Announced, effects: &mut Effects) {
        let old = self.announced.as_ref();
        if old.is_none_or(|old| old.title != new.title) {
            effects.push(HostEffect::SetTitle(new.title.clone()));
        }
        if old.is_none_or(|old| old.symbol != new.symbol) {
            effects.push(HostEffect::SetIcon(new.symbol));
        }
        if let Some(old) = old {
            let news = message::sentences(&[
                changed(&old.headline, &new.headline),
                changed(&old.phase, &new.phase),
                changed(&old.affected, &new.affected),
            ]);
            if !news.is_empty() {
                effects.push(Effect::Announce(news));
            }
        }
        self.announced = Some(new);
    }
}

/// The texts for the title, the icon and screen readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The headline, or the sentence about a return that takes its place.
    pub headline: String,
    /// The active phase.
    pub phase: String,
    /// The number of affected services.
    pub affected: String,
    /// The icon's shape.
    pub symbol: Symbol,
    /// The page's title.
    pub title: String,
}

/// Returns `new`, or nothing if it equals `old`.
fn changed<'a>(old: &str, new: &'a str) -> &'a str {
    if old == new { "" } else { new }
}

impl State {
    /// Updates everything that depends on the clock.
    pub(super) fn update_derived(&mut self) {
        let freshness = self.evaluate_freshness();
        self.screen.freshness = freshness.shows;
        // A stale document is included: its maintenance stays on screen, under a headline that says so.
        let new = self.on_screen().map(|loaded| {
            let mut derived = derived(&loaded.snapshot, self.screen.now);
            derived.overview.situation = derived.overview.situation.seen(freshness.shows);
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

    pub(super) fn show_changes(&mut self, effects: &mut Effects) {
        if let Some(new) = self.to_announce() {
            self.screen.announce(new, effects);
        }
    }

    fn to_announce(&self) -> Option<Announced> {
        let (snapshot, derived) = (self.snapshot()?, self.screen.derived.as_deref()?);
        let maintenance = derived.overview.headlined_in(snapshot);
        let phase = maintenance
            .and_then(|maintenance| maintenance.phases.get(maintenance.current_phase()?))
            .map(|phase| phase.name.as_str());
        let situation = derived.overview.situation;
        let badge = message::badge(self.language(), situation);
        let headline = message::headline(self.language(), situation, snapshot);
        let departure = self.departure();
        Some(Announced {
            headline: departure.unwrap_or_else(|| message::announced(self.language(), headline)),
            phase: phase
                .filter(|_| situation.is_running())
                .map(|it| message::announced_phase(self.language(), it))
                .unwrap_or_default(),
            affected: message::announced_affected(self.language(), snapshot.tally()),
            symbol: situation.symbol(snapshot.worst()),
            title: message::title(self.language(), badge, snapshot.page.name.as_deref()),
        })
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
