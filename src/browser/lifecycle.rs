//! Coming into view and going out of it, the network coming back, and newer versions of the page; by way of
//! `lifecycle.js`.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortController;

use super::environment::is_visible;
use crate::model::state::{Event, Waiting};

#[wasm_bindgen(module = "/src/browser/lifecycle.js")]
extern "C" {
    fn listen(hear: &Closure<dyn FnMut(String)>) -> AbortController;
}

/// Listens for as long as it lives.
pub struct Lifecycle {
    ending: AbortController,
    _hear: Closure<dyn FnMut(String)>,
}

impl Lifecycle {
    /// Reports each change from now on.
    pub fn listen(send: impl Fn(Event) + 'static) -> Self {
        let hear = Closure::new(move |name: String| {
            send(match name.as_str() {
                "online" => Event::Online,
                "intermission-late site" => Event::AnsweredLate { is_page: true },
                "intermission-late other" => Event::AnsweredLate { is_page: false },
                "intermission-version alone" => Event::VersionWaits(Waiting::Alone),
                "intermission-version among-others" => Event::VersionWaits(Waiting::AmongOthers),
                // What is not understood needs the visitor's word.
                name if name.starts_with("intermission-version") => {
                    Event::VersionWaits(Waiting::Newer)
                }
                // While a page is being left it still counts as visible.
                name if name != "pagehide" && is_visible() => Event::Shown,
                _ => Event::Hidden,
            });
        });
        Self {
            ending: listen(&hear),
            _hear: hear,
        }
    }
}

impl Drop for Lifecycle {
    fn drop(&mut self) {
        self.ending.abort();
    }
}
