//! Instants on the page: each a `<time>` with its exact value, in the visitor's chosen zone.

use leptos::html::time;
use leptos::prelude::{
    AnyView, CustomAttribute as _, ElementChild as _, Get as _, IntoAny as _, Memo,
};

use super::hole::{attribute, text};
use super::screen::Screen;
use crate::model::instant::{Instant, write};

/// An instant that may change with the document; empty while there is none.
pub(super) fn when(
    screen: Screen,
    at: impl Fn() -> Option<Instant> + Send + Sync + 'static,
) -> AnyView {
    let at = Memo::new(move |_| at());
    time()
        .attr("datetime", attribute(move || at.get().map(write)))
        .child(text(move || {
            at.get().map(|at| screen.when(at)).unwrap_or_default()
        }))
        .into_any()
}
