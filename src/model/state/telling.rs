//! Telling a visitor who looks elsewhere that it is over.

use super::State;
use super::event::Effect;
use crate::model::i18n::message;

/// What the visitor has asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// To be told when it is over: by the title and the icon in any case.
    pub wanted: bool,
    /// What the browser said of notifications; `None` until it has answered.
    pub may_notify: Option<bool>,
    /// To be told by a sound as well.
    pub sound: bool,
}

impl State {
    /// The visitor's own press of a button is what browsers want before they ask him about notifications.
    pub(super) fn toggle_telling(&mut self, effects: &mut Vec<Effect>) {
        self.telling = Telling {
            wanted: !self.telling.wanted,
            ..Telling::default()
        };
        if self.telling.wanted {
            effects.push(Effect::AskToNotify);
        }
    }

    /// A sound is heard once at once: to know it again, and because browsers let no page sound that nobody
    /// has touched.
    pub(super) fn toggle_sound(&mut self, effects: &mut Vec<Effect>) {
        self.telling.sound = !self.telling.sound;
        if self.telling.sound {
            effects.push(Effect::Chime);
        }
    }

    /// It is over: tells it once, to whoever wanted to know.
    pub(super) fn tell(&mut self, effects: &mut Vec<Effect>) {
        let Telling {
            wanted,
            may_notify,
            sound,
        } = std::mem::take(&mut self.telling);
        if !wanted {
            return;
        }
        if may_notify == Some(true) {
            let page = self.loaded.as_ref();
            let page = page.and_then(|loaded| loaded.snapshot.page.name.as_deref());
            effects.push(Effect::Notify(message::back_again(page)));
        }
        if sound {
            effects.push(Effect::Chime);
        }
    }

    /// Whether the visitor wants to be told, and how.
    pub fn telling(&self) -> Telling {
        self.telling
    }

    /// Whether there is anything to wait for.
    pub fn is_worth_telling(&self) -> bool {
        self.opened.is_none()
            && self.start.guest.is_none()
            && (self.derived.as_ref()).is_some_and(|derived| !derived.overview.situation.is_well())
    }
}
