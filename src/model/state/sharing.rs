//! One poll for all pages of a browser: one of those in view asks, and tells the others.

use super::State;
use super::event::{Answer, Effect, Moment};
use crate::model::instant::Instant;
use crate::model::poll::Turn;
use crate::model::shared::Shared;

/// Where this page stands among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sharing {
    /// Whether it wants to be the one that asks.
    wants: bool,
    /// Whether it is.
    leads: bool,
}

impl State {
    /// What the pages of a browser that show the same document know each other by.
    pub(super) fn channel(&self) -> String {
        self.name_of("intermission")
    }

    /// Only a page that may ask by itself does; one that no longer is hands that on at once.
    pub(super) fn stand(&mut self, effects: &mut Vec<Effect>) {
        let wants = self.may_ask();
        if wants == self.sharing.wants {
            return;
        }
        self.sharing = Sharing {
            wants,
            leads: false,
        };
        effects.push(if wants { Effect::Lead } else { Effect::Yield });
    }

    /// It is this page's turn, unless it has changed its mind meanwhile.
    pub(super) fn lead(&mut self) {
        self.sharing.leads = self.sharing.wants;
    }

    /// Whose turn it is to ask.
    pub(super) fn turn(&self) -> Turn {
        match (self.may_ask(), self.sharing.leads) {
            (false, _) => Turn::Nobody,
            (true, true) => Turn::Own,
            (true, false) => Turn::Another,
        }
    }

    /// Tells the other pages.
    pub(super) fn share(&self, answer: Answer, sent: Instant) -> Option<Effect> {
        let answer = Answer {
            retry_after: None,
            stored: None,
            ..answer
        };
        let due = self.poll.due()?;
        Some(Effect::Share(Shared { answer, sent, due }))
    }

    /// Another page has asked: as good as an answer of this page's own. While the visitor has paused this
    /// page, it stays as it is.
    pub(super) fn heard(&mut self, shared: Shared, moment: Moment, effects: &mut Vec<Effect>) {
        if self.paused {
            return;
        }
        self.take_in(&shared.answer, shared.sent, moment, effects);
        self.poll.follow(shared.sent, shared.due, moment.jitter);
    }
}
