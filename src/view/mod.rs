//! The views: values and signals in, DOM out. They contain no rules and no texts: texts come from
//! [`crate::model::i18n::message`], dates from a [`crate::model::i18n::locale::Locale`].
//!
//! The parts are listed in their order on the page.

pub mod widget;
pub mod history;
pub mod html;
pub mod ptr_eq;
pub mod parts;
pub mod context;
pub mod rows;
mod symbol;
mod when;
mod header;
mod headline;
mod now;
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
use leptos::prelude::{Get as _, RwSignal, With as _};

use crate::model::i18n::message::Phrase;
use crate::model::i18n::message::language::Language;
use crate::model::state::Event;
use context::ViewContext;
use html::{Element, IntoView as _, View, a, button as button_element, div, h1, h2, main, section};

/// Returns the whole page. Screen readers announce `announcement` whenever it changes.
///
/// `offered` has the tag and the own name of each language that the visitor can choose, one a line.
pub fn page(context: ViewContext, announcement: RwSignal<String>, offered: &str) -> Element {
    let body = main()
        .attr("id", "content")
        .attr("tabindex", "-1")
        .child(move || file::feed_refusal(context))
        .child(headline::headline(context, header::badge(context), h1))
        .child(move || file::file(context, file::SHOWN))
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
        .child(skip.child(context.text(Phrase::SkipToContent)))
        .child(header::header(context))
        .child(body)
        .child(settings::settings(context, offered))
        .child(move || file::file(context, file::AT_EDGE))
        .child(move || update_banner::update_banner(context))
        .child(said(move || announcement.get()))
}

/// Returns the whole page, which is built again whenever its `language` changes; see [`page`].
pub fn page_in_language(
    context: ViewContext,
    language: RwSignal<Language>,
    announcement: RwSignal<String>,
    offered: String,
) -> View {
    let page = move || page(context.in_language(language.get()), announcement, &offered);
    page.into_view()
}

/// Returns how far the document can be trusted, for the style sheet.
fn freshness(context: ViewContext) -> &'static str {
    context.settings.with(|it| it.freshness.as_str())
}

/// Returns a live region: screen readers announce its text when it changes, and it is not visible.
fn said(words: impl Fn() -> String + 'static) -> Element {
    div()
        .class("spoken")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(words)
}

/// Marks an element with one text of the document: it gets a text direction of its own, and the document's language if
/// that is not the page's.
fn theirs(context: ViewContext, element: Element) -> Element {
    in_their_language(context, apart(element))
}

/// Sets the language of an element with several texts of the document. It keeps the page's direction: with `dir="auto"`
/// it would run from left to right, because browsers ignore children that have a `dir` of their own.
fn in_their_language(context: ViewContext, element: Element) -> Element {
    element.attr("lang", context.foreign())
}

/// Marks an element with one text of the publisher's, or with the page's own text in its place: its direction follows
/// from the text, and does not affect the text around it.
fn apart(element: Element) -> Element {
    element.attr("dir", "auto")
}

/// Returns a section with a heading, and a class. It is no region with a name, which screen readers would read before the
/// same words in the heading.
fn headed(context: ViewContext, class: &'static str, heading: Phrase) -> Element {
    section()
        .class(class)
        .child(h2().child(context.text(heading)))
}

/// Returns a button with a label, which sends an event.
fn button(context: ViewContext, label: Phrase, event: fn() -> Event) -> Element {
    plain_button(context, event).child(context.text(label))
}

/// Returns a button without a label, which sends an event.
fn plain_button(context: ViewContext, event: fn() -> Event) -> Element {
    button_element()
        .attr("type", "button")
        .on(ev::click, move |_| context.send(event()))
}

/// Returns the parts of the page that need a document.
fn known(context: ViewContext) -> View {
    let known = move || {
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
    };
    (move || context.parts.get().has_document.then(known)).into_view()
}
