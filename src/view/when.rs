//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use super::element::{Node, el};
use super::screen::Screen;
use super::slice::slice;
use crate::model::instant::{Instant, write};

/// An instant that may change with the document; empty while there is none.
pub(super) fn when(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> Node {
    let at = slice(at);
    el("time")
        .live("datetime", move || at.get().map(write))
        .text(move || at.get().map(|at| screen.when(at)).unwrap_or_default())
}
