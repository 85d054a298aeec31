//! The notice about the visitor's return: when it happens, and buttons to go at once or to stay.

use leptos::prelude::With as _;

use super::button;
use super::context::ViewContext;
use super::html::{Element, p, section};
use crate::model::i18n::message::{self, Phrase};
use crate::model::policy::return_flow::ReturnNotice;
use crate::model::state::Event;

pub(super) fn return_notice(context: ViewContext) -> Option<Element> {
    let return_notice = context.countdowns.with(|it| it.return_notice);
    let words = message::return_notice(context.language(), return_notice)?;
    let stay = (return_notice != ReturnNotice::Gone).then(|| {
        // A pressed button is dimmed instead of removed, because it has the focus.
        let stays = (return_notice == ReturnNotice::Staying).then_some("true");
        button(context, Phrase::StayHere, || Event::StayRequested).attr("aria-disabled", stays)
    });
    Some(
        section()
            .class("return")
            .attr("aria-label", context.text(Phrase::Return))
            .child(p().class("return-time").attr("role", "timer").child(words))
            .child(
                p().class("controls")
                    .child(button(context, Phrase::GoNow, || Event::GoRequested))
                    .child(stay),
            ),
    )
}
