//! Telling a visitor who looks elsewhere that it is over.

use super::State;
use super::event::Effect;
use crate::model::i18n::message;

/// What the visitor has asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationPrefs {
    /// To be told when it is over: by the title and the icon in any case.
    pub wanted: bool,
    /// What the browser said of notifications; `None` until it has answered.
    pub may_notify: Option<bool>,
    /// To be told by a sound as well.
    pub sound: bool,
}

impl State {
    /// The visitor's own press of a button is what browsers want before they ask him about notifications.
    pub(super) fn toggle_notifications(&mut self, effects: &mut Vec<Effect>) {
        self.notification_prefs = NotificationPrefs {
            wanted: !self.notification_prefs.wanted,
            ..NotificationPrefs::default()
        };
        if self.notification_prefs.wanted {
            effects.push(Effect::AskToNotify);
        }
    }

    /// A sound is heard once at once: to know it again, and because browsers let no page sound that nobody
    /// has touched.
    pub(super) fn toggle_sound(&mut self, effects: &mut Vec<Effect>) {
        self.notification_prefs.sound = !self.notification_prefs.sound;
        if self.notification_prefs.sound {
            effects.push(Effect::PlaySound);
        }
    }

    /// It is over: tells it once, to whoever wanted to know.
    pub(super) fn notify_return(&mut self, effects: &mut Vec<Effect>) {
        let NotificationPrefs {
            wanted,
            may_notify,
            sound,
        } = std::mem::take(&mut self.notification_prefs);
        if !wanted {
            return;
        }
        if may_notify == Some(true) {
            let page = self.loaded.as_ref();
            let page = page.and_then(|loaded| loaded.snapshot.page.name.as_deref());
            effects.push(Effect::Notify(message::back_again(page)));
        }
        if sound {
            effects.push(Effect::PlaySound);
        }
    }

    /// Whether the visitor wants to be told, and how.
    pub fn notification_prefs(&self) -> NotificationPrefs {
        self.notification_prefs
    }

    /// Whether there is anything to wait for.
    pub fn can_notify(&self) -> bool {
        self.opened.is_none()
            && self.start.guest.is_none()
            && (self.derived.as_ref()).is_some_and(|derived| !derived.overview.situation.is_well())
    }
}
