//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use super::element::{Node, el};
use super::screen::Screen;
use super::slice::{Slice, slice};
use crate::model::instant::{Instant, write};

/// An instant that may change with the document, with the name of its zone; empty while there is none.
pub(super) fn when(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    written(slice(at), move |at| screen.when(at))
}

/// The same where the page says most: with its date where it stays as it is for whoever reads it when.
pub(super) fn stated(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    written(slice(at), move |at| {
        if screen.is_still() {
            screen.dated(at)
        } else {
            screen.when(at)
        }
    })
}

/// The same with its date in any case.
pub(super) fn dated(screen: Screen, at: Option<Instant>) -> Node {
    written(slice(move || at), move |at| screen.dated(at))
}

/// The same in a list or a pair, where the zone's name at each would be in the way.
pub(super) fn time(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    written(slice(at), move |at| screen.time(at))
}

fn written(at: Slice<Option<Instant>>, words: impl Fn(Instant) -> String + Send + 'static) -> Node {
    el("time")
        .live("datetime", move || at.get().map(write))
        .text(move || at.get().map(&words).unwrap_or_default())
}
