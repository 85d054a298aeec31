//! Coming into view and going out of it, the network coming back, and newer versions of the page.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{EventTarget, VisibilityState};

use super::{document, window};
use crate::model::state::{Event, Waiting};

/// Listens for as long as it lives.
pub struct Lifecycle {
    listener: Closure<dyn FnMut(web_sys::Event)>,
}

/// `pageshow` and `pagehide` beside `visibilitychange`: pages that come out of the back/forward cache, and
/// older Safari on closing, send only those.
const WINDOW_EVENTS: [&str; 4] = ["pageshow", "pagehide", "online", VERSION_EVENT];
/// Sent by `scripts/offline.js`.
const VERSION_EVENT: &str = "intermission-version";
const DOCUMENT_EVENT: &str = "visibilitychange";

impl Lifecycle {
    /// Reports each change from now on.
    pub fn listen(send: impl Fn(Event) + 'static) -> Self {
        // While a page is being left it still counts as visible.
        let listener = Closure::new(move |event: web_sys::Event| {
            let shown = is_visible() && event.type_() != "pagehide";
            send(match event.type_().as_str() {
                "online" => Event::Online,
                VERSION_EVENT => Event::VersionWaits(waiting(&event)),
                _ if shown => Event::Shown,
                _ => Event::Hidden,
            });
        });
        let lifecycle = Self { listener };
        lifecycle.each_target(|target, name, function| {
            target.add_event_listener_with_callback(name, function)
        });
        lifecycle
    }

    fn each_target(
        &self,
        act: impl Fn(&EventTarget, &str, &js_sys::Function) -> Result<(), JsValue>,
    ) {
        let function = self.listener.as_ref().unchecked_ref();
        let on_document = document().map(|document| act(&document, DOCUMENT_EVENT, function));
        // A browser without these events has no targets to fail on; there is nothing to report.
        drop(on_document);
        for name in WINDOW_EVENTS {
            drop(window().map(|window| act(&window, name, function)));
        }
    }
}

impl Drop for Lifecycle {
    fn drop(&mut self) {
        self.each_target(|target, name, function| {
            target.remove_event_listener_with_callback(name, function)
        });
    }
}

/// How the version that waits compares with this page; what is not understood needs the visitor's word.
fn waiting(event: &web_sys::Event) -> Waiting {
    let detail = Reflect::get(event, &JsValue::from_str("detail")).ok();
    match detail.and_then(|it| it.as_string()).as_deref() {
        Some("alone") => Waiting::Alone,
        Some("among-others") => Waiting::AmongOthers,
        Some(_) | None => Waiting::Newer,
    }
}

/// Whether the page is in view.
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}
