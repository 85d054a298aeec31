//! The banner that offers a newer version of the page.

use leptos::prelude::With as _;

use super::button;
use super::context::ViewContext;
use super::file::AT_EDGE;
use super::html::{Element, aside, p};
use crate::model::i18n::message::Phrase;
use crate::model::state::Event;

/// Returns the banner. It is the last element and sticks to the lower edge of the window, so that no other content
/// moves; while another notice is there, it is at the end of the page.
pub(super) fn update_banner(context: ViewContext) -> Option<Element> {
    context.settings.with(|it| it.has_newer_version).then(|| {
        let button = button(context, Phrase::Reload, || Event::ReloadRequested);
        aside()
            .class(AT_EDGE)
            .child(p().child(context.text(Phrase::NewerVersion)))
            .child(button)
    })
}
