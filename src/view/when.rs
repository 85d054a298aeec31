//! Instants on the page: each is a `<time>` with its exact value, written in the visitor's chosen zone.

use super::context::ViewContext;
use super::html::{Element, View, time as time_element};
use crate::model::i18n::message::SLOT_CHAR;
use crate::model::time::instant::{Instant, write};

/// Adds a text to an element, with `time` in place of its [`SLOT_CHAR`].
pub(super) fn around(element: Element, text: &str, time: View) -> Element {
    let (before, after) = text.split_once(SLOT_CHAR).unwrap_or((text, ""));
    let element = element.child(before.to_owned()).child(time);
    element.child(after.to_owned())
}

/// Returns an instant with the name of its zone.
pub(super) fn when(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::when)
}

/// Returns an instant with the name of its zone, and with its date on a page that is rendered once.
pub(super) fn stated(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    let words = if context.is_still() {
        ViewContext::dated
    } else {
        ViewContext::when
    };
    written(at, context, words)
}

/// Returns an instant with its date and the name of its zone.
pub(super) fn dated(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::dated)
}

/// Returns the start of a range, whose end has the name of the zone. The start has one too if the clocks change within
/// the range, or if it has no end.
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

/// Returns an instant without the name of its zone, for lists and pairs, which would repeat it.
pub(super) fn time(context: ViewContext, at: Option<Instant>) -> Option<Element> {
    written(at, context, ViewContext::time)
}

/// Returns the time of day of an instant whose date is shown elsewhere.
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
