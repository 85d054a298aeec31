//! A GET request with a limited time and size, which can be aborted.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Request, Response};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestCredentials, RequestInit};

use super::feeds::{Kind, recognise};
use super::{describe, environment::is_offline, timer::Timer};
use crate::model::document::error::{DocumentError, FetchError};
use crate::model::history::reader::Lack;

/// The URL and limits of a request.
pub(super) struct Ask {
    pub(super) url: String,
    pub(super) cache: RequestCache,
    pub(super) credentials: RequestCredentials,
    pub(super) timeout_secs: u64,
    pub(super) max_bytes: usize,
}

#[wasm_bindgen(module = "/src/browser/body.js")]
extern "C" {
    /// Resolves to the bytes, or to a number of bytes above the limit.
    fn body(response: &web_sys::Response, limit: f64) -> Promise;
}

/// Sends a request, which `controller` can abort. Returns the head of the response, if one came, and its body in the
/// page's own format. The request has no headers of our own, so that it needs no preflight.
pub(super) async fn exchange(
    ask: Ask,
    controller: AbortController,
) -> (Option<Response>, Result<(Vec<u8>, Kind), FetchError>) {
    let timed_out = Rc::new(Cell::new(false));
    let signal = controller.signal();
    let timer = {
        let timed_out = timed_out.clone();
        Timer::after_millis(ask.timeout_secs.saturating_mul(1000), move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let sent = send(&ask.url, ask.cache, ask.credentials, &signal).await;
    let (response, body) = match sent {
        Ok(response) if response.ok() => {
            let response = web_sys::Response::from(response);
            let body = read_body(&response, ask.max_bytes, &signal).await;
            (Some(Response::from(response)), body)
        }
        Ok(response) => {
            let code = response.status();
            (Some(response), Err(FetchError::HttpStatus { code }))
        }
        Err(reason) => (None, Err(FetchError::Network { reason })),
    };
    drop(timer);
    let body = match body {
        Err(FetchError::Network { .. } | FetchError::Interrupted) if timed_out.get() => {
            Err(FetchError::TimedOut {
                after_secs: ask.timeout_secs,
            })
        }
        Err(FetchError::Network { .. } | FetchError::Interrupted) if is_offline() => {
            Err(FetchError::Offline)
        }
        body => body,
    };
    (response, body)
}

/// Sends a request; the error is a text for the operator. gloo-net's own request builder also supports queries, headers
/// and bodies, which would enlarge every visitor's download.
pub(super) async fn send(
    url: &str,
    cache: RequestCache,
    credentials: RequestCredentials,
    signal: &AbortSignal,
) -> Result<Response, String> {
    let init = RequestInit::new();
    init.set_cache(cache);
    init.set_credentials(credentials);
    init.set_signal(Some(signal));
    let request = web_sys::Request::new_with_str_and_init(url, &init);
    let request = Request::from(request.map_err(|error| describe(&error))?);
    request.send().await.map_err(|error| match error {
        gloo_net::Error::JsError(error) => error.message,
        gloo_net::Error::GlooError(reason) => reason,
    })
}

async fn read_body(
    response: &web_sys::Response,
    limit: usize,
    signal: &AbortSignal,
) -> Result<(Vec<u8>, Kind), FetchError> {
    #[expect(clippy::cast_precision_loss, reason = "some megabytes")]
    let promise = body(response, limit as f64);
    // The browser writes the reason to the console, in more detail than scripts get.
    let interrupted = |_| FetchError::Interrupted;
    let read = JsFuture::from(promise).await.map_err(interrupted)?;
    let Some(bytes) = read.dyn_ref::<Uint8Array>() else {
        return Err(FetchError::Document(DocumentError::TooLarge {
            bytes: count(&read),
            limit,
        }));
    };
    let (url, mut bytes) = (response.url(), bytes.to_vec());
    let kind = recognise(&url, &mut bytes, Some(signal)).await;
    Ok((bytes, kind.map_err(interrupted)?))
}

fn count(number: &JsValue) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0"
    )]
    let count = number.as_f64().unwrap_or_default() as usize;
    count
}

/// Requests a file that is no document. A file above the limit counts as one that could not be fetched.
pub(super) async fn read_file(
    url: &str,
    timeout_secs: u64,
    limit: usize,
    controller: AbortController,
) -> Result<Vec<u8>, Lack> {
    let signal = controller.signal();
    let timer = Timer::after_millis(timeout_secs.saturating_mul(1000), move || {
        controller.abort();
    });
    let (cache, credentials) = (RequestCache::NoCache, RequestCredentials::Omit);
    let response = send(url, cache, credentials, &signal).await;
    let response = response.ok().ok_or(Lack::Failed)?;
    match response.status() {
        404 | 410 => return Err(Lack::Missing),
        _ if !response.ok() => return Err(Lack::Failed),
        _ => {}
    }
    #[expect(clippy::cast_precision_loss, reason = "some megabytes")]
    let promise = body(&web_sys::Response::from(response), limit as f64);
    let read = JsFuture::from(promise).await;
    drop(timer);
    let read = read.ok().ok_or(Lack::Failed)?;
    let bytes = read.dyn_ref::<Uint8Array>().ok_or(Lack::Failed)?;
    Ok(bytes.to_vec())
}
