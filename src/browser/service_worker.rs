//! The page's service worker, by way of `web/offline.js`.
//!
//! In JavaScript, because the bindings for all the objects that this takes would weigh more than the script,
//! and the script is not even part of the first load.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/browser/service_worker.js")]
extern "C" {
    /// The promise is never rejected, and kept within a few seconds.
    fn call(name: &str) -> Promise;
}

/// Registers the worker, unless the browser refuses or somebody else's serves the origin.
pub fn start() {
    drop(call("start"));
}

/// Asks the worker what the site has answered since it gave out the page; told as an event.
pub fn ask() {
    drop(call("late"));
}

/// Lets the version that waits take over.
pub fn activate() {
    drop(call("activate"));
}

/// Lets the version that waits take over; ready when that is done or takes too long.
pub async fn activated() {
    drop(JsFuture::from(call("activate")).await);
}

/// Takes the worker away, with all that it stored.
pub fn start_removing() {
    drop(call("remove"));
}

/// Takes the worker away; ready when that is done or takes too long.
pub async fn remove() {
    drop(JsFuture::from(call("remove")).await);
}
