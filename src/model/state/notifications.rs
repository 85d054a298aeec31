//! Notifications for visitors who want to know when the outage is over.

use super::State;
use super::effect::{Effects, HostEffect};
use crate::model::i18n::message;

/// How the visitor wants to be notified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationPrefs {
    /// Whether to notify at all. Title and icon of the page change in any case.
    pub wanted: bool,
    /// Whether the browser allows notifications; `None` until it has answered.
    pub may_notify: Option<bool>,
    /// Whether to play a sound, too.
    pub sound: bool,
}

impl State {
    /// Turns notifications on or off. Browsers ask for permission only in response to a press such as this one.
    pub(super) fn toggle_notifications(&mut self, effects: &mut Effects) {
        self.notification_prefs = NotificationPrefs {
            wanted: !self.notification_prefs.wanted,
            ..NotificationPrefs::default()
        };
        if self.notification_prefs.wanted {
            effects.push(HostEffect::AskToNotify);
        }
    }

    /// Turns the sound on or off. It is played once at once, so that the visitor knows it, and because browsers play
    /// sounds only on pages that the visitor has used.
    pub(super) fn toggle_sound(&mut self, effects: &mut Effects) {
        self.notification_prefs.sound = !self.notification_prefs.sound;
        if self.notification_prefs.sound {
            effects.push(HostEffect::PlaySound);
        }
    }

    /// Notifies the visitor once that the outage is over, if wanted.
    pub(super) fn notify_return(&mut self, effects: &mut Effects) {
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
            effects.push(HostEffect::Notify(message::back_again(page)));
        }
        if sound {
            effects.push(HostEffect::PlaySound);
        }
    }

    /// Returns how the visitor wants to be notified.
    pub fn notification_prefs(&self) -> NotificationPrefs {
        self.notification_prefs
    }

    /// Whether there is an outage or a maintenance whose end the visitor can wait for.
    pub fn can_notify(&self) -> bool {
        self.opened.is_none()
            && self.start.guest.is_none()
            && (self.derived.as_ref()).is_some_and(|derived| !derived.overview.situation.is_well())
    }
}
