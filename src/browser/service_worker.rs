//! The page's service worker, through `web/offline.js`.
//!
//! The code is in JavaScript, because bindings for the objects that it uses would be larger than the script, and the
//! script is not part of the first load.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/browser/service_worker.js")]
extern "C" {
    /// Returns a promise that never rejects, and resolves within a few seconds.
    fn call(name: &str) -> Promise;

    /// Lets the service worker store the response from `url` for a visit without a network. By itself it cannot tell a
    /// status document from the error of a login.
    pub(super) fn keep(url: &str);
}

/// Registers the service worker, unless the browser refuses or another one serves the origin.
pub fn start() {
    drop(call("start"));
}

/// Asks the service worker how the site has answered since the page was shown; the answer comes as an event.
pub fn ask() {
    drop(call("late"));
}

/// Lets the waiting version take over.
pub fn activate() {
    drop(call("activate"));
}

/// Lets the waiting version take over, and waits until it has, or a few seconds at most.
pub async fn activated() {
    drop(JsFuture::from(call("activate")).await);
}

/// Removes the service worker, and everything that it stored.
pub fn start_removing() {
    drop(call("remove"));
}

/// Removes the service worker, and waits until that is done, or a few seconds at most.
pub async fn remove() {
    drop(JsFuture::from(call("remove")).await);
}
