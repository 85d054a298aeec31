//! The page's service worker, by way of `scripts/offline.js`.
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

/// Lets the version that waits take over.
pub fn activate() {
    drop(call("activate"));
}

/// The same, and loads the page anew.
pub fn reload() {
    drop(call("reload"));
}

/// Takes the worker away, with all that it stored.
pub fn start_removing() {
    drop(call("remove"));
}

/// The same; ready when that is done or takes too long.
pub async fn remove() {
    drop(JsFuture::from(call("remove")).await);
}
