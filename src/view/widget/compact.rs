//! The form `compact`: headline, counters and affected services, for the corner of a page.

use super::affected::affected;
use super::words;
use crate::model::status::situation::Situation;
use crate::view::context::ViewContext;
use crate::view::header::badge;
use crate::view::headline::{ending, next_update};
use crate::view::html::{Element, IntoView, div, dl, h2, p};
use crate::view::metrics;
use crate::view::status_bar;

pub(super) fn compact(context: ViewContext, is_single: bool, links: impl IntoView) -> Element {
    let list = dl()
        .class("figures")
        .attr("part", "figures")
        .child(move || elapsed(context))
        .child(move || metrics::affected(context));
    let footer = div()
        .class("footer")
        .attr("part", "footer")
        .child(move || status_bar::failure(context))
        .child(
            p().class("status-line")
                .child(move || status_bar::age(context)),
        )
        .child(links)
        .child(status_bar::pause(context).attr("part", "button"));
    let headline = h2().attr("part", "headline");
    div()
        .child(badge(context).attr("part", "badge"))
        .child(headline.child(move || words(context, is_single)))
        .child(move || ending(context, p))
        .child(move || next_update(context, p))
        .child(list)
        .child(move || affected(context))
        .child(footer)
}

/// Returns the elapsed time of the maintenance, unless the headline is about trouble that the maintenance did not
/// cause.
fn elapsed(context: ViewContext) -> Option<Element> {
    let has_part = context.with_overview(|snapshot, overview| {
        let is_trouble = matches!(
            overview.situation,
            Situation::Incident | Situation::Affected
        );
        let maintenance = overview.featured_in(snapshot);
        maintenance.is_some_and(|it| it.status.is_running() || !is_trouble)
    });
    metrics::elapsed(context).filter(|_| has_part == Some(true))
}
