//! Everything the page shows of a document, but for what is the page's own.

use crate::view::context::ViewContext;
use crate::view::html::{Element, IntoView, div, h2, p};
use crate::view::{header, headline, known, links, status_bar};

pub(super) fn full(context: ViewContext, leads_on: impl IntoView) -> Element {
    let badge = div()
        .class("masthead")
        .child(header::badge(context).attr("part", "badge"))
        .child(p().class("controls").child(leads_on));
    div()
        .child(badge)
        .child(headline::headline(context, h2))
        .child(status_bar::status_bar(context))
        .child(known(context))
        .child(move || links::notice(context))
        .child(move || links::limits(context))
}
