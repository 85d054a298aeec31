//! What a host's page has been told of the status so far, and what there is to tell it now.

use crate::model::policy::freshness::Freshness;
use crate::model::state::State;
use crate::model::status::maintenance::Window;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Tally;
use crate::model::time::instant::Instant;

/// Something that a host's page may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WidgetEvent {
    /// There is a status to show, for the first time.
    Load,
    /// The situation, the number of affected services or the end of the maintenance is another.
    Change,
    /// What is known has become too old to say anything about now.
    Stale,
    /// An attempt to ask brought nothing.
    Error,
    /// After trouble that was seen here, a host says that all is well again.
    Return,
}

impl WidgetEvent {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Load,
        Self::Change,
        Self::Stale,
        Self::Error,
        Self::Return,
    ];

    /// The name of the event, behind `intermission-`.
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

/// What a host's page was told last.
#[derive(Clone, Debug, Default)]
pub struct EventTracker {
    facts: Option<Facts>,
    failed_at: Option<Instant>,
    is_stale: bool,
    was_away: bool,
}

/// What makes a change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Facts {
    situation: Situation,
    tally: Tally,
    end: Option<Instant>,
}

impl EventTracker {
    /// What is new in `state`, in the order in which it is told.
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

    /// Only what came from a host in this visit says that anything is away, or back.
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
