//! What follows from a state for what is on screen, and when that changes next.

use std::sync::Arc;

use super::State;
use super::effect::{Effect, Effects, HostEffect};
use super::loaded::Origin;
use crate::model::i18n::message;
use crate::model::policy::freshness::{Freshness, freshness};
use crate::model::status::derived::derived;
use crate::model::status::situation::Symbol;
use crate::model::time::countdown::{Counter, earlier};
use crate::model::time::instant::Instant;

/// What was last announced and put into the title, to say nothing twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// The headline, or what takes its place.
    headline: String,
    phase: String,
    affected: String,
    symbol: Symbol,
    title: String,
}

impl State {
    /// A readout that would say the same again is kept, so that whoever compares it by address sees no
    /// change.
    pub(super) fn update_derived(&mut self) {
        let freshness = self.evaluate_freshness();
        self.freshness = freshness.shows;
        // Also of a document that is too old: its maintenance stays on screen, under a headline that says so.
        let new = self.on_screen().map(|loaded| {
            let mut derived = derived(&loaded.snapshot, self.now);
            derived.overview.situation = derived.overview.situation.seen(freshness.shows);
            derived.until = earlier(derived.until, freshness.until);
            derived
        });
        if self.derived.as_deref() != new.as_ref() {
            self.derived = new.map(Arc::new);
        }
    }

    /// How far the document can be trusted now; once it is stale, its services are of unknown state.
    fn evaluate_freshness(&mut self) -> Counter<Freshness> {
        if self.opened.is_some() {
            return Counter {
                shows: Freshness::Cached,
                until: None,
            };
        }
        let Some(loaded) = &mut self.loaded else {
            return Counter {
                shows: Freshness::Missing,
                until: None,
            };
        };
        let confirmed = loaded.origin == Origin::Network && self.failure.is_none();
        let refresh_secs = loaded.snapshot.refresh_secs;
        let mut freshness = freshness(loaded.seen_at, refresh_secs, confirmed, self.now);
        // A feed tells when its services were checked, and until when that says something.
        if let Some(stale_at) = loaded.snapshot.stale_at {
            freshness = Counter {
                shows: if stale_at <= self.now {
                    Freshness::Stale
                } else {
                    freshness.shows
                },
                until: earlier(freshness.until, Some(stale_at).filter(|at| self.now < *at)),
            };
        }
        // Until the first answer, which takes a blink as a rule, what came with the page stays as it was on screen.
        if freshness.shows == Freshness::Stale && !self.answered && !self.paused {
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
        let Some(shown) = self.to_show() else {
            return;
        };
        let before = self.shown.as_ref();
        if before.is_none_or(|before| before.title != shown.title) {
            effects.push(HostEffect::SetTitle(shown.title.clone()));
        }
        if before.is_none_or(|before| before.symbol != shown.symbol) {
            effects.push(HostEffect::SetIcon(shown.symbol));
        }
        // Somebody who has just arrived reads the page; only what changes later is said aloud.
        if let Some(before) = before {
            let news = message::sentences(&[
                news(&before.headline, &shown.headline),
                news(&before.phase, &shown.phase),
                news(&before.affected, &shown.affected),
            ]);
            if !news.is_empty() {
                effects.push(Effect::Announce(news));
            }
        }
        self.shown = Some(shown);
    }

    fn to_show(&self) -> Option<Shown> {
        let (snapshot, derived) = (self.snapshot()?, self.derived.as_deref()?);
        let maintenance = derived.overview.headlined_in(snapshot);
        let phase = maintenance
            .and_then(|maintenance| maintenance.phases.get(maintenance.current_phase()?))
            .map(|phase| phase.name.as_str());
        let situation = derived.overview.situation;
        let badge = message::badge(situation);
        let headline = message::headline(situation, snapshot);
        let departure = self.departure();
        Some(Shown {
            headline: departure.unwrap_or_else(|| message::announced(headline)),
            phase: phase
                .filter(|_| situation.is_running())
                .map(message::announced_phase)
                .unwrap_or_default(),
            affected: message::announced_affected(snapshot.tally()),
            symbol: situation.symbol(snapshot.worst()),
            title: message::title(badge, snapshot.page.name.as_deref()),
        })
    }

    /// One timer for everything: the next text to change, request or step back, whichever is earliest. A page
    /// out of view, or one that is paused, needs neither.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        let tick = self.tick().filter(|_| self.is_automatic());
        let tick = tick.map(|at| self.clock.local(at));
        earlier(tick, self.acts_at())
    }

    /// When it next asks or steps back by itself, by the visitor's clock: what the timer is set to, but for
    /// the counters.
    pub fn acts_at(&self) -> Option<Instant> {
        let back = self.return_flow.due().filter(|_| self.is_automatic());
        earlier(self.poll.acts_at(self.leadership()), back)
    }

    /// The first instant, by server time, at which any text on the page changes by itself.
    fn tick(&self) -> Option<Instant> {
        let counters = self.derived.as_deref().and_then(|derived| derived.until);
        earlier(
            earlier(counters, self.data_status().until),
            self.return_notice().until,
        )
    }
}

/// A sentence, unless it was the one before.
fn news<'a>(before: &str, now: &'a str) -> &'a str {
    if before == now { "" } else { now }
}
