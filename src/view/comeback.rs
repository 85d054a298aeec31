//! The way back: when the visitor returns, and the choice to go at once or not at all.

use leptos::prelude::Get as _;

use super::button;
use super::html::{Element, p, section};
use super::screen::Screen;
use crate::model::i18n::message::{self, Phrase};
use crate::model::policy::return_flow::ReturnNotice;
use crate::model::state::Event;

pub(super) fn comeback(screen: Screen) -> Option<Element> {
    let return_notice = screen.return_notice.get();
    let words = message::return_notice(return_notice)?;
    let stay = (return_notice != ReturnNotice::Gone).then(|| {
        // Chosen, it is dimmed instead of gone: the focus is on it.
        let stays = (return_notice == ReturnNotice::Staying).then_some("true");
        button(screen, Phrase::StayHere, || Event::StayRequested).attr("aria-disabled", stays)
    });
    Some(
        section()
            .class("comeback")
            .attr("aria-label", Phrase::Return.text())
            .child(p().class("outlook").attr("role", "timer").child(words))
            .child(
                p().class("controls")
                    .child(button(screen, Phrase::GoNow, || Event::GoRequested))
                    .child(stay),
            ),
    )
}
