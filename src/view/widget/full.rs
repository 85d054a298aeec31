//! The form `full`: everything that the page shows of a document, without the settings and buttons of the page.

use crate::view::context::ViewContext;
use crate::view::html::{Element, IntoView, div, h2, p};
use crate::view::{header, headline, known, links, status_bar};

pub(super) fn full(context: ViewContext, controls: impl IntoView) -> Element {
    let badge = header::badge(context).attr("part", "badge");
    let controls = p().class("controls").child(controls);
    div()
        .child(headline::headline(context, badge, h2))
        .child(controls)
        .child(status_bar::status_bar(context))
        .child(known(context))
        .child(move || links::notice(context))
        .child(move || links::limits(context))
}
