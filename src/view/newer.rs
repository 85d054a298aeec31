//! The notice that a newer version of the page is ready.

use super::button;
use super::element::{Node, el, part};
use super::screen::Screen;
use crate::model::message::Phrase;
use crate::model::state::Event;

/// It stands last and keeps to the lower edge of the window: nothing that is being read moves for it.
pub(super) fn newer(screen: Screen) -> Node {
    part(move || {
        screen.newer.get().then(|| {
            let button = button(screen, Phrase::Reload, || Event::ReloadRequested);
            el("aside")
                .class("newer")
                .child(el("p").say(Phrase::NewerVersion.text()))
                .child(button)
        })
    })
}
