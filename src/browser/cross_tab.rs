//! Messages between the pages of the same browser, through `cross_tab.js`. The script is smaller than bindings for the
//! browser's objects would be.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::model::document::read::MAX_BYTES;
use crate::model::policy::peer_message::PeerMessage;
use crate::model::policy::poll::FLOOR_MILLIS;
use crate::model::state::Event;

#[wasm_bindgen(module = "/src/browser/cross_tab.js")]
extern "C" {
    type Line;

    fn connect(
        name: &str,
        limit: usize,
        hear: &Closure<dyn FnMut(String, Vec<u8>)>,
        leading: &Closure<dyn FnMut()>,
    ) -> Line;

    #[wasm_bindgen(method)]
    fn post(this: &Line, head: &str, bytes: &[u8]);

    #[wasm_bindgen(method)]
    fn lead(this: &Line);

    fn turn(name: &str, millis: f64, stores: bool, signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(method, js_name = "yield")]
    fn hand_on(this: &Line);

    #[wasm_bindgen(method)]
    fn close(this: &Line);
}

/// The longest head of a message, in bytes.
const HEAD_BYTES: usize = 4096;

/// A connection to the other pages, closed when it is dropped.
pub struct CrossTab {
    line: Line,
    _hear: Closure<dyn FnMut(String, Vec<u8>)>,
    _leading: Closure<dyn FnMut()>,
}

impl CrossTab {
    /// Connects to the pages that use the same name.
    pub fn connect(name: &str, send: impl Fn(Event) + Clone + 'static) -> Self {
        let heard = send.clone();
        let hear = Closure::new(move |head: String, bytes| {
            // A page of another version may send messages that this one cannot read.
            if let Some(message) = PeerMessage::parse(&head, bytes) {
                heard(Event::PeerMessage(message));
            }
        });
        let leading = Closure::new(move || send(Event::LeadershipAcquired));
        Self {
            line: connect(name, MAX_BYTES + HEAD_BYTES, &hear, &leading),
            _hear: hear,
            _leading: leading,
        }
    }

    /// Sends a message to the other pages.
    pub fn post(&self, message: &PeerMessage) {
        self.line.post(&message.head(), message.bytes());
    }

    /// Waits for the leadership, and then sends [`Event::LeadershipAcquired`].
    pub fn lead(&self) {
        self.line.lead();
    }

    /// Gives up the leadership, or stops waiting for it, so that another page acquires it.
    pub fn hand_on(&self) {
        self.line.hand_on();
    }
}

impl Drop for CrossTab {
    fn drop(&mut self) {
        self.line.close();
    }
}

/// Waits until no page of the browser has sent a request under this name within the floor, or until `signal` aborts.
pub(super) async fn floor(name: &str, stores: bool, signal: &AbortSignal) {
    #[expect(clippy::cast_precision_loss, reason = "five thousand")]
    let millis = FLOOR_MILLIS as f64;
    drop(JsFuture::from(turn(name, millis, stores, signal)).await);
}
