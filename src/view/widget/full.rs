//! The form `full`: everything that the page shows of a document, without the settings and buttons of the page.

use super::single_words;
use crate::view::context::ViewContext;
use crate::view::header::shape;
use crate::view::headline::{ending, next_update};
use crate::view::html::{Element, IntoView, div, h2, p, section};
use crate::view::{header, headline, known, links, status_bar};

pub(super) fn full(context: ViewContext, is_single: bool, controls: impl IntoView) -> Element {
    let badge = header::badge(context).attr("part", "badge");
    let controls = p().class("controls").child(controls);
    let headline = if is_single {
        single(context, badge)
    } else {
        headline::headline(context, badge, h2)
    };
    div()
        .child(headline)
        .child(controls)
        .child(status_bar::status_bar(context))
        .child(known(context))
        .child(move || links::notice(context))
        .child(move || links::limits(context))
}

/// Returns the headline about one service, without sentences about all of them.
fn single(context: ViewContext, badge: Element) -> Element {
    let band = move || ["headline is-", shape(context).name()].concat();
    let story = div()
        .class("story")
        .child(badge)
        .child(h2().child(move || single_words(context)))
        .child(move || ending(context, p))
        .child(move || next_update(context, p));
    section().class(band).child(story)
}
