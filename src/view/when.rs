//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use super::context::ViewContext;
use super::html::{Element, time as time_element};
use crate::model::time::instant::{Instant, write};

/// An instant with the name of its zone.
pub(super) fn when(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::when)
}

/// An instant with the name of its zone, and on a page that stays as it is with its date.
pub(super) fn stated(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    let words = if context.is_still() {
        ViewContext::dated
    } else {
        ViewContext::when
    };
    written(at, context, words)
}

/// An instant with its date and the name of its zone.
pub(super) fn dated(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::dated)
}

/// The start of a range that has its zone's name at its end; with one of its own where clocks change within the range,
/// or it has no end.
pub(super) fn start(
    context: ViewContext,
    at: Option<Instant>,
    end: Option<Instant>,
) -> Option<Element> {
    if context.zone_name(at) == context.zone_name(end) {
        time(context, at)
    } else {
        when(context, at)
    }
}

/// An instant without the name of its zone, for lists and pairs, where that would stand at each.
pub(super) fn time(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::time)
}

/// The time of day of an instant, where its date stands elsewhere.
pub(super) fn clock_time(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::clock_time)
}

#[inline(never)]
fn written(
    at: Option<Instant>,
    context: ViewContext,
    words: fn(ViewContext, Instant) -> String,
) -> Option<Element> {
    let at = at?;
    Some(
        time_element()
            .attr("datetime", write(at))
            .child(words(context, at)),
    )
}
