//! The status as an element of somebody else's page.
//!
//! Every part stands in a shadow root, so that ids and classes are nobody else's; `part` gives a host's style
//! sheet a name for what it may change.

mod affected;
mod banner;
mod compact;
mod full;

use leptos::prelude::{AnyView, Get as _, RwSignal};

use super::element::{Node, el};
use super::screen::Screen;
use super::slice::slice;
use crate::model::embed::Form;
use crate::model::message::{self, Label};

/// The view in one form. Of all elements that show the same, the one that `speaks` says the announcements
/// aloud; `hide` is what the visitor asks of a banner.
pub fn embed(
    screen: Screen,
    form: Form,
    announcement: RwSignal<String>,
    speaks: RwSignal<bool>,
    hide: impl Fn() + 'static,
) -> AnyView {
    let content = match form {
        Form::Banner => banner::banner(screen, hide),
        Form::Compact => compact::compact(screen),
        Form::Full => full::full(screen),
    };
    let spoken = move || match speaks.get() {
        true => announcement.get(),
        false => String::new(),
    };
    content
        .class(&["embed ", form.word()].concat())
        .attr("lang", "en")
        .attr("dir", "ltr")
        .attr("role", "group")
        .live("aria-label", move || {
            let name = screen.known(|snapshot| snapshot.page.name.clone());
            Some(message::title(Label::StatusPage.text(), name.flatten().as_deref()))
        })
        .live("data-standing", move || {
            Some(screen.standing.get().word().to_owned())
        })
        .child(
            el("div")
                .class("spoken")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .text(spoken),
        )
        .into_view()
}

/// A link to the page that has all of it, where the document says which that is.
fn status_page(screen: Screen) -> Node {
    let url = slice(move || screen.known(|snapshot| snapshot.page.url.clone()).flatten());
    super::element::part(move || {
        let link = el("a").attr("part", "link").attr("href", &url.get()?);
        Some(link.say(Label::StatusPage.text()))
    })
}
