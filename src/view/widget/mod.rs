//! The views of the widget `<intermission-status>`, one file for each of its forms.
//!
//! They are rendered into a shadow root, so that ids and classes cannot clash with those of the host's page. The
//! attribute `part` names the elements that a style sheet of the host may change.

mod affected;
mod banner;
mod compact;
mod full;

use leptos::ev;
use leptos::prelude::{Get as _, RwSignal};

use super::context::ViewContext;
use super::header::shape;
use super::html::{Element, IntoView as _, View, a, button};
use super::{freshness, headline, said};
use crate::model::i18n::message::{self, Phrase};
use crate::model::widget::{Form, single_headline};

/// Returns the widget in one form, about everything or about a single service. Of several widgets with one source, only the one that `speaks` has a live region
/// with the announcements. With `hide` the widget has a button that hides it.
pub fn widget(
    context: ViewContext,
    form: Form,
    is_single: bool,
    announcement: RwSignal<String>,
    speaks: RwSignal<bool>,
    hide: Option<Box<dyn Fn()>>,
) -> Element {
    let links = links(context, hide);
    let shown = match form {
        Form::Banner | Form::Bars => banner::banner(context, is_single, links),
        Form::Compact => compact::compact(context, is_single, links),
        Form::Full => full::full(context, is_single, links),
    };
    let spoken = move || {
        let said = announcement.get();
        match (speaks.get() && !said.is_empty(), is_single) {
            (false, _) => String::new(),
            (true, false) => said,
            // The announcement is a sentence about all services.
            (true, true) => single_words(context),
        }
    };
    let label = move || {
        let name = context.with_document(|snapshot| snapshot.page.name.clone());
        message::title(
            context.language(),
            context.text(Phrase::StatusPage),
            name.flatten().as_deref(),
        )
    };
    shown
        .class(move || {
            let shape = shape(context).name();
            ["widget ", form.as_str(), " is-", shape].concat()
        })
        .attr("lang", context.language().tag().to_owned())
        .attr("dir", context.language().direction())
        .attr("role", "group")
        .attr("aria-label", label)
        .attr("data-standing", move || freshness(context))
        .child(said(spoken))
}

/// Returns the headline of a widget.
fn words(context: ViewContext, is_single: bool) -> String {
    if is_single {
        single_words(context)
    } else {
        headline::words(context).to_owned()
    }
}

/// Returns the headline of a widget about a single service, with its name.
fn single_words(context: ViewContext) -> String {
    let known = context.with_overview(|snapshot, overview| {
        single_headline(context.language(), overview.situation, snapshot)
    });
    known.unwrap_or_else(|| headline::words(context).to_owned())
}

/// Returns the controls of a widget: the link to the status page, and the button that hides the widget.
fn links(context: ViewContext, hide: Option<Box<dyn Fn()>>) -> Vec<View> {
    let hide = hide.map(|hide| {
        button()
            .attr("type", "button")
            .attr("part", "button")
            .on(ev::click, move |_| hide())
            .child(context.text(Phrase::Hide))
    });
    let mut views = vec![(move || status_page(context)).into_view()];
    views.extend(hide.map(Element::into_view));
    views
}

/// Returns a link to the status page, if the document has its URL.
fn status_page(context: ViewContext) -> Option<Element> {
    let url = context.with_document(|snapshot| snapshot.page.url.clone());
    let link = a().attr("part", "link").attr("href", url.flatten()?);
    Some(link.child(context.text(Phrase::StatusPage)))
}
