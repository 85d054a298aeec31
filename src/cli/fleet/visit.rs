//! One visit, from arrival to return, by the page's own `State`.
//!
//! The page's timer also wakes it for its counters, a thousand times as often as it asks for anything; a
//! simulated page sleeps until [`State::acts_at`] instead, which is the same instants without the counters'.

use crate::model::time::time_delta::TimeDelta;

use super::rng::Rng;
use super::scenario::{ORIGIN, Scenario, instant, millis};
use super::tally::{Bins, Count};
use super::visitor::Visitor;
use crate::model::policy::return_target::Place;
use crate::model::state::{Arrival, Effect, Event, HostEffect, Inputs, Start, State};

/// The response time of the document's host, in milliseconds.
const DOCUMENT_TAKES: (i64, i64) = (20, 220);
/// The response time of the site, in milliseconds.
const SITE_TAKES: (i64, i64) = (50, 550);

/// The site that visitors return to.
pub trait Site {
    /// Handles a request at `at`; returns how long the response takes, and whether it is good.
    fn ask(&mut self, at: i64, rng: &mut Rng) -> (i64, bool);
}

/// A site that never slows down.
pub struct Boundless;

impl Site for Boundless {
    fn ask(&mut self, _: i64, rng: &mut Rng) -> (i64, bool) {
        (rng.between(SITE_TAKES.0, SITE_TAKES.1), true)
    }
}

/// A visit under way.
pub struct Visit<'a> {
    scenario: &'a Scenario,
    visitor: &'a Visitor,
    state: State,
    now: i64,
    has_begun: bool,
    /// The number of times that the page went out of view or came back.
    turns: usize,
    /// The time at which the page becomes the leader, if that is pending.
    leads: Option<i64>,
    /// The time at which the pending response with the document arrives.
    document: Option<i64>,
    /// The time at which the pending response of the site arrives, and whether it is good.
    site: Option<(i64, bool)>,
}

/// Simulates a visit, and counts its requests.
pub fn visit(scenario: &Scenario, visitor: &Visitor, rng: &mut Rng, bins: &mut Bins) {
    let mut visit = Visit::new(scenario, visitor);
    while !visit.step(&mut Boundless, rng, bins) {
        if visit
            .next_at()
            .is_none_or(|at| millis(scenario.secs()) <= at)
        {
            return;
        }
    }
}

fn start(visitor: &Visitor) -> Start {
    Start {
        arrival: Arrival {
            status: Some(if visitor.stood_in { 503 } else { 200 }),
            ..Arrival::default()
        },
        place: Place {
            origin: ORIGIN.to_owned(),
            path: "/cart".to_owned(),
            ..Place::default()
        },
        visible: true,
        ..Start::default()
    }
}

impl<'a> Visit<'a> {
    /// Returns a visit that begins when the visitor arrives.
    pub fn new(scenario: &'a Scenario, visitor: &'a Visitor) -> Self {
        Self {
            scenario,
            visitor,
            state: State::default(),
            now: visitor.arrives,
            has_begun: false,
            turns: 0,
            leads: None,
            document: None,
            site: None,
        }
    }

    /// Handles the next event; returns whether the visitor has left.
    pub fn step(&mut self, site: &mut dyn Site, rng: &mut Rng, bins: &mut Bins) -> bool {
        match self.wait() {
            Some(event) => self.play(event, site, rng, bins),
            None => false,
        }
    }

    /// Handles `event`; returns whether the visitor has left.
    fn play(&mut self, event: Event, site: &mut dyn Site, rng: &mut Rng, bins: &mut Bins) -> bool {
        let inputs = Inputs {
            local: instant(self.now + self.visitor.ahead),
            jitter: rng.next_f64(),
        };
        for effect in self.state.apply(event, inputs).effects {
            #[expect(
                clippy::wildcard_enum_match_arm,
                reason = "nothing but requests and departures counts here"
            )]
            match effect {
                Effect::Abort => self.document = None,
                Effect::Fetch(_) => {
                    bins.add(Count::Json, self.now);
                    self.document =
                        Some(self.now + rng.between(DOCUMENT_TAKES.0, DOCUMENT_TAKES.1));
                }
                // No visitor has a second page, so each page leads at once.
                Effect::AcquireLeadership => self.leads = Some(self.now),
                Effect::Host(HostEffect::Leave(_) | HostEffect::Return(_)) => {
                    bins.leave(self.now);
                    return true;
                }
                Effect::Host(HostEffect::Probe(_)) => {
                    bins.add(Count::Origin, self.now);
                    let (takes, is_good) = site.ask(self.now, rng);
                    self.site = Some((self.now + takes, is_good));
                }
                _ => {}
            }
        }
        false
    }

    /// Returns the time of the next event, if any.
    pub fn next_at(&self) -> Option<i64> {
        if !self.has_begun {
            return Some(self.now);
        }
        let turn = self.visitor.turns.get(self.turns).copied();
        let site = self.site.map(|(at, _)| at);
        let next = [self.leads, self.acts_at(), self.document, site, turn];
        next.into_iter().flatten().min()
    }

    /// Advances to the next event.
    fn wait(&mut self) -> Option<Event> {
        self.now = self.next_at()?;
        if !self.has_begun {
            self.has_begun = true;
            return Some(Event::Started(start(self.visitor)));
        }
        let now = Some(self.now);
        Some(if self.leads == now {
            self.leads = None;
            Event::LeadershipAcquired
        } else if self.document == now {
            self.document = None;
            Event::Fetched(self.scenario.answer(self.now))
        } else if let Some((_, is_good)) = self.site.filter(|(at, _)| *at == self.now) {
            self.site = None;
            Event::Probed(Some(Scenario::site(self.now, is_good)))
        } else if self.visitor.turns.get(self.turns) == now.as_ref() {
            self.turns += 1;
            if Visitor::is_in_view(self.turns) {
                Event::Shown
            } else {
                Event::Hidden
            }
        } else {
            Event::Woke
        })
    }

    /// Returns when the page acts by itself: a millisecond late, as the browser's timer is set, and never in the past.
    fn acts_at(&self) -> Option<i64> {
        let at = self.state.acts_at()? - instant(self.visitor.ahead);
        Some(
            (at + TimeDelta::milliseconds(1))
                .num_milliseconds()
                .max(self.now),
        )
    }
}
