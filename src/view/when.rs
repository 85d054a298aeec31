//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use super::html::{Element, time as time_element};
use super::screen::Screen;
use crate::model::time::instant::{Instant, write};

/// An instant with the name of its zone.
pub(super) fn when(screen: Screen, at: Option<Instant>) -> Option<Element> {
    written(at, screen, Screen::when)
}

/// An instant with the name of its zone, and on a page that stays as it is with its date.
pub(super) fn stated(screen: Screen, at: Option<Instant>) -> Option<Element> {
    let words = if screen.is_still() {
        Screen::dated
    } else {
        Screen::when
    };
    written(at, screen, words)
}

/// An instant with its date and the name of its zone.
pub(super) fn dated(screen: Screen, at: Option<Instant>) -> Option<Element> {
    written(at, screen, Screen::dated)
}

/// The start of a range that has its zone's name at its end; with one of its own where clocks change within the range,
/// or it has no end.
pub(super) fn start(screen: Screen, at: Option<Instant>, end: Option<Instant>) -> Option<Element> {
    if screen.zone_name(at) == screen.zone_name(end) {
        time(screen, at)
    } else {
        when(screen, at)
    }
}

/// An instant without the name of its zone, for lists and pairs, where that would stand at each.
pub(super) fn time(screen: Screen, at: Option<Instant>) -> Option<Element> {
    written(at, screen, Screen::time)
}

#[inline(never)]
fn written(
    at: Option<Instant>,
    screen: Screen,
    words: fn(Screen, Instant) -> String,
) -> Option<Element> {
    let at = at?;
    Some(
        time_element()
            .attr("datetime", write(at))
            .child(words(screen, at)),
    )
}
