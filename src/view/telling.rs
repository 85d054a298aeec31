//! Being told when it is over.

use super::element::{Node, el, part, row};
use super::plain_button;
use super::screen::Screen;
use super::slice::slice;
use crate::model::message::{self, Phrase};
use crate::model::state::Event;

/// A button while there is something to wait for; once it is pressed, how the visitor is told.
pub(super) fn telling(screen: Screen) -> Node {
    let is_wanted = slice(move || screen.telling.with(|telling| telling.wanted));
    let may_notify = slice(move || screen.telling.with(|telling| telling.may_notify));
    part(move || {
        if !screen.worth_telling.get() {
            return None;
        }
        let button = plain_button(screen, || Event::TellingToggled)
            .live("aria-pressed", move || Some(is_wanted.get().to_string()))
            .say(Phrase::TellMe.text());
        let how = part(move || {
            is_wanted.get().then(|| {
                let words = el("span")
                    .attr("role", "status")
                    .text(move || message::told_by(may_notify.get()).to_owned());
                row(vec![sound(screen), words])
            })
        });
        Some(el("div").class("telling controls").child(button).child(how))
    })
}

fn sound(screen: Screen) -> Node {
    let input = el("input")
        .attr("type", "checkbox")
        .flag("checked", move || {
            screen.telling.with(|telling| telling.sound)
        })
        .on("change", move |_| screen.send(Event::SoundToggled));
    el("label")
        .class("check")
        .child(input)
        .child(el("span").say(Phrase::WithSound.text()))
}
