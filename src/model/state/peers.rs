//! The coordination of all pages of a browser: the leader sends the requests, and shares the responses with the others.

use super::State;
use super::effect::{Effect, Effects};
use super::event::Inputs;
use super::requests::Teller;
use crate::model::policy::answer::Answer;
use crate::model::policy::jitter::{after, before};
use crate::model::policy::peer_message::PeerMessage;
use crate::model::policy::poll::Leadership;
use crate::model::time::instant::Instant;

/// The rank of this page among all pages of the browser that show the same document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rank {
    /// Whether the page wants to lead, which is to send the requests for all pages.
    wants: bool,
    /// Whether the page leads.
    leads: bool,
}

impl Rank {
    /// Sets whether the page wants the leadership. A page that no longer wants the leadership releases it at once.
    pub fn want(&mut self, wants: bool, effects: &mut Effects) {
        if wants == self.wants {
            return;
        }
        *self = Self {
            wants,
            leads: false,
        };
        effects.push(if wants {
            Effect::AcquireLeadership
        } else {
            Effect::ReleaseLeadership
        });
    }

    /// Makes the page the leader, unless it no longer wants the leadership.
    pub fn acquire(&mut self) {
        self.leads = self.wants;
    }

    /// Returns whether the page leads.
    pub fn leads(self) -> bool {
        self.leads
    }
}

impl State {
    /// Returns the name under which the pages of a browser that show the same document find each other.
    pub(super) fn channel(&self) -> String {
        self.name_of("intermission")
    }

    /// Returns this page's part in sending the regular requests.
    pub(super) fn leadership(&self) -> Leadership {
        match (self.may_ask(), self.rank.leads()) {
            (false, _) => Leadership::Inactive,
            (true, true) => Leadership::Leader,
            (true, false) => Leadership::Follower,
        }
    }

    /// Returns the message to the other pages about a request that was sent at `sent`, and about its response, if there
    /// is one.
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

    /// Handles a message from another page. A response in it counts like one of this page's own, but a return needs a
    /// response of its own. A paused page ignores responses.
    pub(super) fn heard(&mut self, shared: PeerMessage, inputs: Inputs, effects: &mut Effects) {
        let now = inputs.local;
        let Some(mut answer) = shared.answer else {
            return self.poll.make_way(now, None);
        };
        if self.choices.paused {
            return;
        }
        self.screen.is_checked = self.poll.is_asked();
        self.handle_response(&mut answer, Teller::Page, inputs, effects);
        let (sent, due) = (before(now, shared.sent_ago), after(now, shared.due_in));
        // The leader keeps its own schedule, so that no message can put off the requests of all pages.
        if self.rank.leads() {
            self.poll.make_way(sent, Some(due));
        } else if self.poll.follow(sent, due, inputs.jitter) {
            effects.push(Effect::Abort);
        }
        if self.would_return() {
            self.poll.confirm(now, inputs.jitter);
        }
    }
}
