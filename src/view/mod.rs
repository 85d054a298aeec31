//! The views: values and signals in, DOM out. No rule is decided here and no text is made up here;
//! words come from [`crate::model::i18n::message`], dates from a [`crate::model::i18n::locale::Locale`].
//!
//! The parts are listed in the order in which they stand on the page.

pub mod widget;
pub mod html;
pub mod context;
pub mod rows;
mod symbol;
mod when;
mod header;
mod headline;
mod return_notice;
mod file;
mod status_bar;
mod metrics;
mod services;
mod service;
mod filter;
mod phases;
mod incidents;
mod updates;
mod changes;
mod links;
mod settings;
mod notifications;
mod update_banner;

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
use context::ViewContext;
use html::{Element, IntoView as _, View, a, button as button_element, div, h1, main, show};

/// The whole page. `announcement` is said aloud to people who cannot see it whenever it changes.
pub fn page(context: ViewContext, announcement: RwSignal<String>) -> Element {
    let body = main()
        .attr("id", "content")
        .attr("tabindex", "-1")
        .child(move || file::feed_refusal(context))
        .child(headline::headline(context, h1))
        .child(move || file::file(context))
        .child(move || return_notice::return_notice(context))
        .child(status_bar::status_bar(context))
        .child(known(context))
        .child(move || links::notice(context))
        .child(move || links::limits(context));
    let skip = a().class("skip").attr("href", "#content");
    div()
        .class("page")
        .attr("data-standing", move || freshness(context))
        .attr("data-still", context.is_still())
        .child(skip.child(Phrase::SkipToContent.text()))
        .child(header::header(context))
        .child(body)
        .child(settings::settings(context))
        .child(move || update_banner::update_banner(context))
        .child(said(move || announcement.get()))
}

/// The whole page, written anew whenever its `language` changes.
pub fn spoken(
    context: ViewContext,
    announcement: RwSignal<String>,
    language: RwSignal<String>,
) -> View {
    let page = move || {
        language.track();
        page(context, announcement)
    };
    page.into_view()
}

/// How far the document can be trusted, for the style sheet.
fn freshness(context: ViewContext) -> &'static str {
    context.settings.with(|it| it.freshness.as_str())
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
fn theirs(context: ViewContext, element: Element) -> Element {
    in_their_language(context, apart(element))
}

/// The language of a part that has several such texts: it runs as the page does. By itself it would run from left to right,
/// because browsers do not look into parts that are set apart.
fn in_their_language(context: ViewContext, element: Element) -> Element {
    element.attr("lang", context.foreign())
}

/// A word of the publisher's, or one of the page's own in its place: it runs in its own direction, and leaves alone that
/// of what stands beside it.
fn apart(element: Element) -> Element {
    element.attr("dir", "auto")
}

/// A button that tells the page of what the visitor wants.
fn button(context: ViewContext, label: Phrase, event: fn() -> Event) -> Element {
    plain_button(context, event).child(label.text())
}

/// A button without its words.
fn plain_button(context: ViewContext, event: fn() -> Event) -> Element {
    button_element()
        .attr("type", "button")
        .on(ev::click, move |_| context.send(event()))
}

/// The parts that need a document.
fn known(context: ViewContext) -> View {
    show(
        move || context.snapshot.with(Option::is_some),
        move || {
            vec![
                (move || incidents::incidents(context)).into_view(),
                (move || updates::updates(context, true)).into_view(),
                metrics::metrics(context).into_view(),
                services::services(context),
                (move || phases::phases(context)).into_view(),
                (move || updates::updates(context, false)).into_view(),
                (move || changes::changes(context)).into_view(),
                (move || incidents::other_maintenances(context)).into_view(),
            ]
        },
    )
}
