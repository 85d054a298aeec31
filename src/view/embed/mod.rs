//! The status as an element of somebody else's page.
//!
//! Every part stands in a shadow root, so that ids and classes are nobody else's; `part` gives a host's style
//! sheet a name for what it may change.

mod affected;
mod banner;
mod compact;
mod full;

use leptos::ev;
use leptos::prelude::{Get as _, RwSignal};

use super::context::ViewContext;
use super::html::{Element, IntoView as _, View, a, button};
use super::{freshness, said};
use crate::model::i18n::message::{self, Phrase, language};
use crate::model::widget::Form;

/// The view in one form. Of all elements that show the same, the one that `speaks` says the announcements
/// aloud. What the visitor may be rid of comes with `hide`.
pub fn embed(
    context: ViewContext,
    form: Form,
    announcement: RwSignal<String>,
    speaks: RwSignal<bool>,
    hide: Option<Box<dyn Fn()>>,
) -> Element {
    let links = links(context, hide);
    let shown = match form {
        Form::Banner => banner::banner(context, links),
        Form::Compact => compact::compact(context, links),
        Form::Full => full::full(context, links),
    };
    let spoken = move || {
        if speaks.get() {
            announcement.get()
        } else {
            String::new()
        }
    };
    let label = move || {
        let name = context.with_document(|snapshot| snapshot.page.name.clone());
        message::title(Phrase::StatusPage.text(), name.flatten().as_deref())
    };
    shown
        .class(["embed ", form.as_str()].concat())
        .attr("lang", language::spoken().tag().to_owned())
        .attr("dir", language::spoken().direction())
        .attr("role", "group")
        .attr("aria-label", label)
        .attr("data-standing", move || freshness(context))
        .child(said(spoken))
}

/// What leads on from here: to the page that has all of it, and out of sight.
fn links(context: ViewContext, hide: Option<Box<dyn Fn()>>) -> Vec<View> {
    let hide = hide.map(|hide| {
        button()
            .attr("type", "button")
            .attr("part", "button")
            .on(ev::click, move |_| hide())
            .child(Phrase::Hide.text())
    });
    let mut views = vec![(move || status_page(context)).into_view()];
    views.extend(hide.map(Element::into_view));
    views
}

/// A link to that page, where the document says which it is.
fn status_page(context: ViewContext) -> Option<Element> {
    let url = context.with_document(|snapshot| snapshot.page.url.clone());
    let link = a().attr("part", "link").attr("href", url.flatten()?);
    Some(link.child(Phrase::StatusPage.text()))
}
