//! Probes: requests that find out whether the site is up again.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestCredentials};

use super::exchange::send;
use super::timer::Timer;
use crate::model::state::{ProbeAnswer, ProbeRequest};

#[wasm_bindgen(module = "/src/browser/body.js")]
extern "C" {
    /// Resolves to a boolean; rejects if the response breaks off.
    #[wasm_bindgen(js_name = isThisPage)]
    fn is_this_page(response: &web_sys::Response) -> Promise;
}

/// Sends a probe past every cache, and reads the beginning of the response. `None` if none comes in time.
pub async fn probe(request: ProbeRequest) -> Option<ProbeAnswer> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    let timer = Timer::after_millis(request.timeout_secs.saturating_mul(1000), move || {
        controller.abort();
    });
    let credentials = if request.has_credentials {
        RequestCredentials::SameOrigin
    } else {
        RequestCredentials::Omit
    };
    let sent = send(&request.url, RequestCache::NoStore, credentials, &signal);
    let response = web_sys::Response::from(sent.await.ok()?);
    let is_this_page = JsFuture::from(is_this_page(&response)).await.ok()?;
    drop(timer);
    Some(ProbeAnswer {
        status: response.status(),
        url: response.url(),
        is_this_page: is_this_page.is_truthy(),
    })
}
