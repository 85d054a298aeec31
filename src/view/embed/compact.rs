//! What fits into the corner of a page: the headline, the counters, the affected services.

use super::affected::affected;
use crate::view::element::{Node, el};
use crate::view::figures;
use crate::view::header::badge;
use crate::view::headline::{ending, words};
use crate::view::screen::Screen;
use crate::view::truth;

pub(super) fn compact(screen: Screen, onward: Node) -> Node {
    let figures = el("dl")
        .class("figures")
        .attr("part", "figures")
        .child(figures::elapsed(screen))
        .child(figures::affected(screen));
    let footer = el("div")
        .class("footer")
        .attr("part", "footer")
        .child(truth::failure(screen))
        .child(el("p").class("truth-line").child(truth::age(screen)))
        .child(onward)
        .child(truth::pause(screen).attr("part", "button"));
    el("div")
        .child(badge(screen).attr("part", "badge"))
        .child(
            el("h2")
                .attr("part", "headline")
                .text(move || words(screen).to_owned()),
        )
        .child(ending(screen, "p"))
        .child(figures)
        .child(affected(screen))
        .child(footer)
}
