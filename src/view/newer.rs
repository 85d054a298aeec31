//! Says that a newer version of the page waits.

use leptos::prelude::With as _;

use super::button;
use super::html::{Element, aside, p};
use super::screen::Screen;
use crate::model::i18n::message::Phrase;
use crate::model::state::Event;

/// It stands last and keeps to the lower edge of the window: nothing that is being read moves for it.
pub(super) fn newer(screen: Screen) -> Option<Element> {
    screen.settings.with(|it| it.has_newer_version).then(|| {
        let button = button(screen, Phrase::Reload, || Event::ReloadRequested);
        aside()
            .class("newer")
            .child(p().child(Phrase::NewerVersion.text()))
            .child(button)
    })
}
