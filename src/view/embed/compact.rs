//! What fits into the corner of a page: the headline, the counters, the affected services.

use super::affected::affected;
use crate::model::situation::Situation;
use crate::view::element::{Node, el, part};
use crate::view::figures;
use crate::view::header::badge;
use crate::view::headline::{ending, words};
use crate::view::screen::Screen;
use crate::view::slice::slice;
use crate::view::truth;

pub(super) fn compact(screen: Screen, onward: Node) -> Node {
    let figures = el("dl")
        .class("figures")
        .attr("part", "figures")
        .child(elapsed(screen))
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

/// The time of the maintenance, unless it has no part in the trouble that the headline is about.
fn elapsed(screen: Screen) -> Node {
    let has_part = slice(move || {
        let is_trouble = |it| matches!(it, Situation::Incident | Situation::Affected);
        let has_part = screen
            .featured(|it, readout| Some(it.status.is_running() || !is_trouble(readout.situation)));
        has_part.unwrap_or_default()
    });
    part(move || has_part.get().then(|| figures::elapsed(screen)))
}
