//! Life cycle of the window, through `lifecycle.js`: visibility, the return of the network, and newer versions of the
//! page.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortController;

use super::environment::is_visible;
use crate::model::state::{Event, Waiting};

#[wasm_bindgen(module = "/src/browser/lifecycle.js")]
extern "C" {
    fn listen(hear: &Closure<dyn FnMut(String)>) -> AbortController;
}

/// A set of listeners, which are removed when it is dropped.
pub struct Lifecycle {
    ending: AbortController,
    _hear: Closure<dyn FnMut(String)>,
}

impl Lifecycle {
    /// Sends an event for each change from now on.
    pub fn listen(send: impl Fn(Event) + 'static) -> Self {
        let hear = Closure::new(move |name: String| {
            send(match name.as_str() {
                "online" => Event::Online,
                "intermission-late site" => Event::AnsweredLate { is_page: true },
                "intermission-late other" => Event::AnsweredLate { is_page: false },
                "intermission-version alone" => Event::VersionWaits(Waiting::Alone),
                "intermission-version among-others" => Event::VersionWaits(Waiting::AmongOthers),
                // Any other waiting version needs the visitor's consent.
                name if name.starts_with("intermission-version") => {
                    Event::VersionWaits(Waiting::Newer)
                }
                // A page still counts as visible while it is being left.
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
