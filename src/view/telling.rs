//! Being told when it is over.

use leptos::ev;
use leptos::prelude::With as _;

use super::html::{Element, div, input, label, span};
use super::plain_button;
use super::screen::Screen;
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::Event;

/// A button while there is something to wait for; once it is pressed, how the visitor is told.
pub(super) fn telling(screen: Screen) -> Option<Element> {
    let (telling, is_worth) = screen
        .settings
        .with(|it| (it.notification_prefs, it.can_notify));
    if !is_worth {
        return None;
    }
    let button = plain_button(screen, || Event::NotificationsToggled)
        .attr("aria-pressed", telling.wanted.to_string())
        .child(Phrase::TellMe.text());
    let how = telling.wanted.then(|| {
        let words = span()
            .attr("role", "status")
            .child(message::told_by(telling.may_notify));
        vec![sound(screen, telling.sound), words]
    });
    Some(div().class("telling controls").child(button).child(how))
}

fn sound(screen: Screen, is_wanted: bool) -> Element {
    let input = input()
        .attr("type", "checkbox")
        .prop("checked", is_wanted)
        .on(ev::change, move |_| screen.send(Event::SoundToggled));
    label()
        .class("check")
        .child(input)
        .child(span().child(Phrase::WithSound.text()))
}
