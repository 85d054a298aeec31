//! What visitors see: values and signals in, DOM out. No rule is decided here and no text is made up here;
//! words come from [`crate::model::message`], dates from a [`crate::model::locale::Locale`].
//!
//! The parts are listed in the order in which they stand on the page.

pub mod embed;
mod element;
pub mod screen;
mod slice;
mod symbol;
mod when;
mod header;
mod headline;
mod comeback;
mod file;
mod truth;
mod figures;
mod services;
mod service;
mod filter;
mod phases;
mod incidents;
mod updates;
mod changes;
mod onward;
mod settings;
mod telling;
mod newer;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use headline::{edge, subject};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use symbol::outline;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use updates::newest;

use leptos::prelude::{AnyView, Get as _, RwSignal, With as _};

use crate::model::message::Phrase;
use crate::model::state::Event;
use element::{Node, el, part, row};
use screen::Screen;
use slice::slice;

/// The whole page. `announcement` is said aloud to people who cannot see it whenever it changes.
pub fn page(screen: Screen, announcement: RwSignal<String>) -> AnyView {
    el("div")
        .class("page")
        .live("data-standing", move || {
            Some(screen.standing.get().word().to_owned())
        })
        .marked(screen.is_still().then_some("data-still"))
        .child(
            el("a")
                .class("skip")
                .attr("href", "#content")
                .say(Phrase::SkipToContent.text()),
        )
        .child(header::header(screen))
        .child(
            el("main")
                .attr("id", "content")
                .attr("tabindex", "-1")
                .child(file::feed_refusal(screen))
                .child(headline::headline(screen, "h1"))
                .child(file::file(screen))
                .child(comeback::comeback(screen))
                .child(truth::truth(screen))
                .child(known(screen))
                .child(onward::notice(screen))
                .child(onward::limits(screen)),
        )
        .child(settings::settings(screen))
        .child(newer::newer(screen))
        .child(
            el("div")
                .class("spoken")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .text(move || announcement.get()),
        )
        .into_view()
}

/// The whole page, built anew whenever its `language` changes.
pub fn spoken(
    screen: Screen,
    announcement: RwSignal<String>,
    language: RwSignal<String>,
) -> AnyView {
    let built = part(move || {
        language.with(|_| {});
        Some(element::view(page(screen, announcement)))
    });
    built.into_view()
}

/// A text of the document: set apart from the page's own words, in whichever direction it runs, and for whoever reads
/// it aloud in which language, where that is not the page's.
#[inline(never)]
fn theirs(screen: Screen, node: Node) -> Node {
    in_their_language(screen, apart(node))
}

/// The language of a part that has several such texts: it runs as the page does. By itself it would run from left to right,
/// because browsers do not look into parts that are set apart.
#[inline(never)]
fn in_their_language(screen: Screen, node: Node) -> Node {
    node.live("lang", move || screen.foreign.get())
}

/// A word of the publisher's, or one of the page's own in its place: it runs in its own direction, and leaves alone that
/// of what stands beside it.
#[inline(never)]
fn apart(node: Node) -> Node {
    node.attr("dir", "auto")
}

/// A button that tells the page of what the visitor wants.
#[inline(never)]
fn button(screen: Screen, label: Phrase, event: fn() -> Event) -> Node {
    plain_button(screen, event).say(label.text())
}

/// The same, without its words.
#[inline(never)]
fn plain_button(screen: Screen, event: fn() -> Event) -> Node {
    el("button")
        .attr("type", "button")
        .on("click", move |_| screen.send(event()))
}

/// The parts that need a document.
fn known(screen: Screen) -> Node {
    let is_known = slice(move || screen.snapshot.with(Option::is_some));
    part(move || {
        is_known.get().then(|| {
            row(vec![
                incidents::incidents(screen),
                updates::updates(screen, true),
                figures::figures(screen),
                services::services(screen),
                phases::phases(screen),
                updates::updates(screen, false),
                changes::changes(screen),
                incidents::other_maintenances(screen),
            ])
        })
    })
}
