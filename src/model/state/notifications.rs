//! Notifications for visitors who want to know when the outage is over.

use super::State;
use super::effect::{Effects, HostEffect};
use crate::model::i18n::message;
use crate::model::i18n::message::language::Language;

/// The visitor's settings for notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationPrefs {
    /// Whether to notify at all. Title and icon of the page change in any case.
    pub wanted: bool,
    /// Whether the browser allows notifications; `None` until it has answered.
    pub may_notify: Option<bool>,
    /// Whether to play a sound, too.
    pub sound: bool,
    /// Whether the visitor has been notified. The button then stays as long as it has the focus.
    pub is_done: bool,
}

impl NotificationPrefs {
    /// Turns notifications on or off; the sound goes off with them. Browsers ask for permission only in response to a
    /// press such as this one.
    pub fn toggle(&mut self, effects: &mut Effects) {
        *self = Self {
            wanted: !self.wanted,
            ..Self::default()
        };
        if self.wanted {
            effects.push(HostEffect::AskToNotify);
        }
    }

    /// Turns the sound on or off. Turned on, the sound is played immediately, so that the visitor knows it, and because
    /// browsers play sounds only on pages that the visitor has used.
    pub fn toggle_sound(&mut self, effects: &mut Effects) {
        self.sound = !self.sound;
        if self.sound {
            effects.push(HostEffect::PlaySound);
        }
    }

    /// Notifies the visitor that the outage of `page` is over, if wanted, and turns notifications off.
    pub fn notify_once(&mut self, language: Language, page: Option<&str>, effects: &mut Effects) {
        let Self {
            wanted,
            may_notify,
            sound,
            ..
        } = std::mem::take(self);
        if !wanted {
            return;
        }
        self.is_done = true;
        if may_notify == Some(true) {
            effects.push(HostEffect::Notify(message::back_again(language, page)));
        }
        if sound {
            effects.push(HostEffect::PlaySound);
        }
    }
}

impl State {
    /// Returns the visitor's settings for notifications.
    pub fn notification_prefs(&self) -> NotificationPrefs {
        self.choices.notifications
    }

    /// Turns notifications on or off while there is something to wait for. Afterwards the button may still have the focus.
    pub(super) fn toggle_notifications(&mut self, effects: &mut Effects) {
        if self.can_notify() {
            self.choices.notifications.toggle(effects);
        }
    }

    /// Returns whether there is an outage or a maintenance whose end the visitor can wait for.
    pub fn can_notify(&self) -> bool {
        self.files.opened.is_none()
            && self.start.guest.is_none()
            && (self.screen.derived.as_ref())
                .is_some_and(|derived| !derived.overview.situation.is_well())
    }
}
