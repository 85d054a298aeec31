//! The button *Tell me when it is back*, and the settings of notifications.

use leptos::ev;
use leptos::prelude::With as _;

use super::context::ViewContext;
use super::html::{Element, div, input, label, span};
use super::plain_button;
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::Event;

/// Returns a button while there is an end to wait for. Once it is pressed, it is followed by how the visitor will be
/// notified. A visitor who has been notified may still have the focus on it, so the style sheet removes it only after.
pub(super) fn notifications(context: ViewContext) -> Option<Element> {
    let (prefs, is_worth) = context
        .settings
        .with(|it| (it.notification_prefs, it.can_notify));
    if !is_worth && !prefs.is_done {
        return None;
    }
    let button = plain_button(context, || Event::NotificationsToggled)
        .attr("aria-pressed", prefs.wanted.to_string())
        .attr("aria-disabled", (!is_worth).then_some("true"))
        .child(context.text(Phrase::TellMe));
    let how = prefs.wanted.then(|| {
        let words = span().child(message::told_by(context.language(), prefs.may_notify));
        vec![sound(context, prefs.sound), words]
    });
    Some(div().class("notify controls").child(button).child(how))
}

fn sound(context: ViewContext, is_wanted: bool) -> Element {
    let input = input()
        .attr("type", "checkbox")
        .prop("checked", is_wanted)
        .on(ev::change, move |_| context.send(Event::SoundToggled));
    label()
        .class("check")
        .child(input)
        .child(span().child(context.text(Phrase::WithSound)))
}
