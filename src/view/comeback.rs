//! The way back: when the visitor returns, and the choice to go at once or not at all.

use super::button;
use super::element::{Node, el, part};
use super::screen::Screen;
use super::slice::slice;
use crate::model::comeback::Outlook;
use crate::model::message::{self, Phrase};
use crate::model::state::Event;

pub(super) fn comeback(screen: Screen) -> Node {
    let is_there = slice(move || screen.outlook.get() != Outlook::None);
    let may_stay = slice(move || screen.outlook.get() != Outlook::Gone);
    // Chosen, it is dimmed instead of gone: the focus is on it.
    let stays = move || (screen.outlook.get() == Outlook::Staying).then(|| "true".to_owned());
    let words = move || message::outlook(screen.outlook.get()).unwrap_or_default();
    part(move || {
        is_there.get().then(|| {
            el("section")
                .class("comeback")
                .attr("aria-label", Phrase::Return.text())
                .child(el("p").class("outlook").attr("role", "timer").text(words))
                .child(
                    el("p")
                        .class("controls")
                        .child(button(screen, Phrase::GoNow, || Event::GoRequested))
                        .part(move || {
                            may_stay.get().then(|| {
                                button(screen, Phrase::StayHere, || Event::StayRequested)
                                    .live("aria-disabled", stays)
                            })
                        }),
                )
        })
    })
}
