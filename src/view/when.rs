//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use leptos::prelude::{AnyView, Get as _};

use super::element::{el, memo};
use super::screen::Screen;
use crate::model::instant::{Instant, write};

/// An instant that may change with the document; empty while there is none.
pub(super) fn when(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> AnyView {
    let at = memo(at);
    el("time")
        .live("datetime", move || at.get().map(write))
        .text(move || at.get().map(|at| screen.when(at)).unwrap_or_default())
        .done()
}
