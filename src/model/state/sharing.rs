//! One poll for all pages of a browser: one of those in view asks, and tells the others.

use super::State;
use super::asking::Teller;
use super::effect::{Effect, Effects};
use super::event::Inputs;
use crate::model::policy::answer::Answer;
use crate::model::policy::jitter::{after, before};
use crate::model::policy::peer_message::PeerMessage;
use crate::model::policy::poll::Leadership;
use crate::model::time::instant::Instant;

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
    pub(super) fn update_leadership(&mut self, effects: &mut Effects) {
        let wants = self.may_ask();
        if wants == self.sharing.wants {
            return;
        }
        self.sharing = Sharing {
            wants,
            leads: false,
        };
        effects.push(if wants {
            Effect::AcquireLeadership
        } else {
            Effect::ReleaseLeadership
        });
    }

    /// It is this page's turn, unless it has changed its mind meanwhile.
    pub(super) fn lead(&mut self) {
        self.sharing.leads = self.sharing.wants;
    }

    /// Whose turn it is to ask.
    pub(super) fn leadership(&self) -> Leadership {
        match (self.may_ask(), self.sharing.leads) {
            (false, _) => Leadership::Inactive,
            (true, true) => Leadership::Leader,
            (true, false) => Leadership::Follower,
        }
    }

    /// Tells the other pages of a request that was sent at `sent`, and of its answer where there is one.
    pub(super) fn share(&self, answer: Option<Answer>, sent: Instant, inputs: Inputs) -> Effect {
        let answer = answer.map(|answer| Answer {
            retry_after: None,
            stored: None,
            ..answer
        });
        let due = self.poll.due().unwrap_or(inputs.local);
        let sent_ago = (inputs.local - sent).num_milliseconds();
        let due_in = (due - inputs.local).num_milliseconds();
        Effect::Share(PeerMessage::new(answer, sent_ago, due_in))
    }

    /// Another page has asked: as good as an answer of this page's own, but for a return, which needs one. While the
    /// visitor has paused this page, it stays as it is.
    pub(super) fn heard(&mut self, shared: PeerMessage, inputs: Inputs, effects: &mut Effects) {
        let now = inputs.local;
        let Some(answer) = shared.answer else {
            return self.poll.make_way(now, None);
        };
        if self.paused {
            return;
        }
        self.handle_response(&answer, Teller::Page, inputs, effects);
        let (sent, due) = (before(now, shared.sent_ago), after(now, shared.due_in));
        // A page that has the turn keeps its own time: nobody can put off the requests of all pages.
        if self.sharing.leads {
            self.poll.make_way(sent, Some(due));
        } else if self.poll.follow(sent, due, inputs.jitter) {
            effects.push(Effect::Abort);
        }
        if self.would_return() {
            self.poll.confirm(now, inputs.jitter);
        }
    }
}
