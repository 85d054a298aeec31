//! Reactive holes, each of one concrete type: every distinct closure type that reaches the renderer brings
//! its own copy of the renderer's reactive code into the download.

/// A text that follows signals. The renderer compares before it writes, so the same text again is no
/// change of the DOM.
pub(super) fn text(
    read: impl Fn() -> String + Send + 'static,
) -> Box<dyn FnMut() -> String + Send> {
    Box::new(read)
}

/// An attribute that follows signals; `None` leaves it out.
pub(super) fn attribute(
    read: impl Fn() -> Option<String> + Send + 'static,
) -> Box<dyn FnMut() -> Option<String> + Send> {
    Box::new(read)
}

/// A part of the page that is there or not. Whatever it reads must be a memo: it is built anew each time
/// one of them changes.
pub(super) fn part(
    build: impl Fn() -> Option<leptos::prelude::AnyView> + Send + 'static,
) -> Box<dyn FnMut() -> Option<leptos::prelude::AnyView> + Send> {
    Box::new(build)
}
