//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use super::element::{Node, el, part};
use super::screen::Screen;
use super::slice::{Slice, slice};
use crate::model::instant::{Instant, write};

/// An instant that may change with the document, with the name of its zone; empty while there is none.
pub(super) fn when(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    written(screen, slice(at), Screen::when)
}

/// The same where the page says most: with its date where it stays as it is for whoever reads it when.
pub(super) fn stated(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    let words = if screen.is_still() {
        Screen::dated
    } else {
        Screen::when
    };
    written(screen, slice(at), words)
}

/// The same with its date in any case.
pub(super) fn dated(screen: Screen, at: Option<Instant>) -> Node {
    written(screen, slice(move || at), Screen::dated)
}

/// The start of a range that has its zone's name at its end; with one of its own where clocks change within the range,
/// or it has no end.
pub(super) fn start(
    screen: Screen,
    at: Slice<Option<Instant>>,
    end: Slice<Option<Instant>>,
) -> Node {
    let is_alone = slice(move || screen.zone_name(at.get()) != screen.zone_name(end.get()));
    part(move || {
        Some(if is_alone.get() {
            written(screen, at, Screen::when)
        } else {
            written(screen, at, Screen::time)
        })
    })
}

/// The same in a list or a pair, where the zone's name at each would be in the way.
pub(super) fn time(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    written(screen, slice(at), Screen::time)
}

/// Nothing where there is no instant: a `<time>` has one. Compiled once for all ways of writing it.
#[inline(never)]
fn written(
    screen: Screen,
    at: Slice<Option<Instant>>,
    words: fn(Screen, Instant) -> String,
) -> Node {
    let is_known = slice(move || at.with(Option::is_some));
    part(move || {
        is_known.get().then(|| {
            el("time")
                .live("datetime", move || at.get().map(write))
                .text(move || at.get().map(|at| words(screen, at)).unwrap_or_default())
        })
    })
}
