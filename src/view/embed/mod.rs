//! The status as an element of somebody else's page.
//!
//! Every part stands in a shadow root, so that ids and classes are nobody else's; `part` gives a host's style
//! sheet a name for what it may change.

mod affected;
mod banner;
mod compact;
mod full;

use leptos::prelude::{AnyView, Get as _, RwSignal};

use super::element::{Node, el, part, row};
use super::screen::Screen;
use super::slice::slice;
use crate::model::embed::Form;
use crate::model::message::{self, Phrase, language};

/// The view in one form. Of all elements that show the same, the one that `speaks` says the announcements
/// aloud. What the visitor may be rid of comes with `hide`.
pub fn embed(
    screen: Screen,
    form: Form,
    announcement: RwSignal<String>,
    speaks: RwSignal<bool>,
    hide: Option<Box<dyn Fn()>>,
) -> AnyView {
    let onward = onward(screen, hide);
    let content = match form {
        Form::Banner => banner::banner(screen, onward),
        Form::Compact => compact::compact(screen, onward),
        Form::Full => full::full(screen, onward),
    };
    let spoken = move || {
        if speaks.get() {
            announcement.get()
        } else {
            String::new()
        }
    };
    content
        .class(&["embed ", form.word()].concat())
        .attr("lang", language::spoken().tag())
        .attr("dir", language::spoken().direction())
        .attr("role", "group")
        .live("aria-label", move || {
            let name = screen.known(|snapshot| snapshot.page.name.clone());
            Some(message::title(
                Phrase::StatusPage.text(),
                name.flatten().as_deref(),
            ))
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

/// What leads on from here: to the page that has all of it, and out of sight.
fn onward(screen: Screen, hide: Option<Box<dyn Fn()>>) -> Node {
    let mut nodes = vec![status_page(screen)];
    nodes.extend(hide.map(|hide| {
        el("button")
            .attr("type", "button")
            .attr("part", "button")
            .on("click", move |_| hide())
            .say(Phrase::Hide.text())
    }));
    row(nodes)
}

/// Where the document says which page that is.
fn status_page(screen: Screen) -> Node {
    let url = slice(move || screen.known(|snapshot| snapshot.page.url.clone()).flatten());
    part(move || {
        let link = el("a").attr("part", "link").attr("href", &url.get()?);
        Some(link.say(Phrase::StatusPage.text()))
    })
}
