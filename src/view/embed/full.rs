//! Everything the page shows of a document, but for what is the page's own.

use crate::view::element::{Node, el};
use crate::view::screen::Screen;
use crate::view::{header, headline, known, onward, truth};

pub(super) fn full(screen: Screen, onward: Node) -> Node {
    let badge = el("div")
        .class("masthead")
        .child(header::badge(screen).attr("part", "badge"))
        .child(el("p").class("controls").child(onward));
    el("div")
        .child(badge)
        .child(headline::headline(screen, "h2"))
        .child(truth::truth(screen))
        .child(known(screen))
        .child(onward::notice(screen))
        .child(onward::limits(screen))
}
