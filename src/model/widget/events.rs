//! The events that a widget emits to its host's page.

use crate::model::policy::freshness::Freshness;
use crate::model::state::State;
use crate::model::status::maintenance::Window;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Tally;
use crate::model::time::instant::Instant;

/// An event that a host's page may want to handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WidgetEvent {
    /// The widget shows a status for the first time.
    Load,
    /// The situation, the numbers of services by state, or the end of the maintenance has changed.
    Change,
    /// The data has become stale.
    Stale,
    /// A request has failed.
    Error,
    /// A host says that all is well again, after trouble that a host reported in this visit.
    Return,
}

impl WidgetEvent {
    /// All events.
    pub const ALL: [Self; 5] = [
        Self::Load,
        Self::Change,
        Self::Stale,
        Self::Error,
        Self::Return,
    ];

    /// Returns the name of the event, without its prefix `intermission-`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Change => "change",
            Self::Stale => "stale",
            Self::Error => "error",
            Self::Return => "return",
        }
    }
}

/// The facts of the last events, by which new ones are found.
#[derive(Clone, Debug, Default)]
pub struct EventTracker {
    facts: Option<Facts>,
    failed_at: Option<Instant>,
    is_stale: bool,
    was_away: bool,
}

/// The facts whose change is an event.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Facts {
    situation: Situation,
    tally: Tally,
    end: Option<Instant>,
}

impl EventTracker {
    /// Returns the events that follow from `state`, in the order in which to emit them.
    pub fn events(&mut self, state: &State) -> Vec<WidgetEvent> {
        let mut events = Vec::new();
        let facts = facts(state);
        if facts.is_some() && facts != self.facts {
            let is_first = self.facts.is_none();
            events.push(if is_first {
                WidgetEvent::Load
            } else {
                WidgetEvent::Change
            });
            self.facts = facts;
        }
        let is_stale = state.freshness() == Freshness::Stale;
        if is_stale && !self.is_stale {
            events.push(WidgetEvent::Stale);
        }
        self.is_stale = is_stale;
        let failed_at = state.data_status().failure.map(|failure| failure.at);
        if failed_at.is_some() && failed_at != self.failed_at {
            events.push(WidgetEvent::Error);
        }
        self.failed_at = failed_at;
        events.extend(self.is_back(state).then_some(WidgetEvent::Return));
        events
    }

    /// Returns whether all is well again after trouble. Only live data counts, for the trouble as for its end.
    fn is_back(&mut self, state: &State) -> bool {
        let live = state.freshness() == Freshness::Live;
        let Some(facts) = self.facts.as_ref().filter(|_| live) else {
            return false;
        };
        if super::is_trouble(facts.situation) {
            self.was_away = true;
        }
        facts.situation.is_well() && std::mem::take(&mut self.was_away)
    }
}

fn facts(state: &State) -> Option<Facts> {
    let (snapshot, derived) = (state.snapshot()?, state.derived()?);
    let maintenance = derived.overview.headlined_in(snapshot);
    Some(Facts {
        situation: derived.overview.situation,
        tally: snapshot.tally(),
        end: maintenance.and_then(|it| it.window).and_then(Window::end),
    })
}
