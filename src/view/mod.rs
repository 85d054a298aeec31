//! The views: values and signals in, DOM out. No rule is decided here and no text is made up here;
//! words come from [`crate::model::i18n::message`], dates from a [`crate::model::i18n::locale::Locale`].
//!
//! The parts are listed in the order in which they stand on the page.

pub mod embed;
pub mod html;
pub mod screen;
pub mod rows;
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

use leptos::ev;
use leptos::prelude::{Get as _, RwSignal, Track as _, With as _};

use crate::model::i18n::message::Phrase;
use crate::model::state::Event;
use html::{Element, IntoView as _, View, a, button as button_element, div, h1, main, show};
use screen::Screen;

/// The whole page. `announcement` is said aloud to people who cannot see it whenever it changes.
pub fn page(screen: Screen, announcement: RwSignal<String>) -> Element {
    let content = main()
        .attr("id", "content")
        .attr("tabindex", "-1")
        .child(move || file::feed_refusal(screen))
        .child(headline::headline(screen, h1))
        .child(move || file::file(screen))
        .child(move || comeback::comeback(screen))
        .child(truth::truth(screen))
        .child(known(screen))
        .child(move || onward::notice(screen))
        .child(move || onward::limits(screen));
    let skip = a().class("skip").attr("href", "#content");
    div()
        .class("page")
        .attr("data-standing", move || freshness(screen))
        .attr("data-still", screen.is_still())
        .child(skip.child(Phrase::SkipToContent.text()))
        .child(header::header(screen))
        .child(content)
        .child(settings::settings(screen))
        .child(move || newer::newer(screen))
        .child(said(move || announcement.get()))
}

/// The whole page, written anew whenever its `language` changes.
pub fn spoken(screen: Screen, announcement: RwSignal<String>, language: RwSignal<String>) -> View {
    let page = move || {
        language.track();
        page(screen, announcement)
    };
    page.into_view()
}

/// How far the document can be trusted, for the style sheet.
fn freshness(screen: Screen) -> &'static str {
    screen.settings.with(|it| it.freshness.as_str())
}

/// Words that are read aloud when they change, and not shown.
fn said(words: impl Fn() -> String + 'static) -> Element {
    div()
        .class("spoken")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(words)
}

/// A text of the document: set apart from the page's own words, in whichever direction it runs, and for whoever reads
/// it aloud in which language, where that is not the page's.
fn theirs(screen: Screen, element: Element) -> Element {
    in_their_language(screen, apart(element))
}

/// The language of a part that has several such texts: it runs as the page does. By itself it would run from left to right,
/// because browsers do not look into parts that are set apart.
fn in_their_language(screen: Screen, element: Element) -> Element {
    element.attr("lang", screen.foreign())
}

/// A word of the publisher's, or one of the page's own in its place: it runs in its own direction, and leaves alone that
/// of what stands beside it.
fn apart(element: Element) -> Element {
    element.attr("dir", "auto")
}

/// A button that tells the page of what the visitor wants.
fn button(screen: Screen, label: Phrase, event: fn() -> Event) -> Element {
    plain_button(screen, event).child(label.text())
}

/// A button without its words.
fn plain_button(screen: Screen, event: fn() -> Event) -> Element {
    button_element()
        .attr("type", "button")
        .on(ev::click, move |_| screen.send(event()))
}

/// The parts that need a document.
fn known(screen: Screen) -> View {
    show(
        move || screen.snapshot.with(Option::is_some),
        move || {
            vec![
                (move || incidents::incidents(screen)).into_view(),
                (move || updates::updates(screen, true)).into_view(),
                figures::figures(screen).into_view(),
                services::services(screen),
                (move || phases::phases(screen)).into_view(),
                (move || updates::updates(screen, false)).into_view(),
                (move || changes::changes(screen)).into_view(),
                (move || incidents::other_maintenances(screen)).into_view(),
            ]
        },
    )
}
