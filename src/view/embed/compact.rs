//! What fits into the corner of a page: the headline, the counters, the affected services.

use super::affected::affected;
use crate::model::status::situation::Situation;
use crate::view::figures;
use crate::view::header::badge;
use crate::view::headline::{ending, words};
use crate::view::html::{Element, IntoView, div, dl, h2, p};
use crate::view::screen::Screen;
use crate::view::truth;

pub(super) fn compact(screen: Screen, onward: impl IntoView) -> Element {
    let figures = dl()
        .class("figures")
        .attr("part", "figures")
        .child(move || elapsed(screen))
        .child(move || figures::affected(screen));
    let footer = div()
        .class("footer")
        .attr("part", "footer")
        .child(move || truth::failure(screen))
        .child(p().class("truth-line").child(move || truth::age(screen)))
        .child(onward)
        .child(truth::pause(screen).attr("part", "button"));
    let headline = h2().attr("part", "headline");
    div()
        .child(badge(screen).attr("part", "badge"))
        .child(headline.child(move || words(screen)))
        .child(move || ending(screen, p))
        .child(figures)
        .child(move || affected(screen))
        .child(footer)
}

/// The time of the maintenance, unless it has no part in the trouble that the headline is about.
fn elapsed(screen: Screen) -> Option<Element> {
    let has_part = screen.with_overview(|snapshot, overview| {
        let is_trouble = matches!(
            overview.situation,
            Situation::Incident | Situation::Affected
        );
        let maintenance = overview.featured_in(snapshot);
        maintenance.is_some_and(|it| it.status.is_running() || !is_trouble)
    });
    figures::elapsed(screen).filter(|_| has_part == Some(true))
}
