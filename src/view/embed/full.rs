//! Everything the page shows of a document, but for what is the page's own.

use crate::view::html::{Element, IntoView, div, h2, p};
use crate::view::screen::Screen;
use crate::view::{header, headline, known, onward, truth};

pub(super) fn full(screen: Screen, leads_on: impl IntoView) -> Element {
    let badge = div()
        .class("masthead")
        .child(header::badge(screen).attr("part", "badge"))
        .child(p().class("controls").child(leads_on));
    div()
        .child(badge)
        .child(headline::headline(screen, h2))
        .child(truth::truth(screen))
        .child(known(screen))
        .child(move || onward::notice(screen))
        .child(move || onward::limits(screen))
}
