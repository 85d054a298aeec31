//! One GET, bounded in time and size, and abortable.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit,
};

use super::{describe, timer::Timer, window};
use crate::model::error::{DocumentError, FetchError};

/// What to ask for, and how much of it to wait for.
pub(super) struct Ask {
    pub(super) url: String,
    pub(super) cache: RequestCache,
    pub(super) credentials: RequestCredentials,
    pub(super) timeout_secs: u64,
    pub(super) max_bytes: usize,
    /// Whether the body of an error says anything; else it is not waited for.
    pub(super) reads_errors: bool,
}

/// Asks, until `controller` aborts: the answer's head, where one came, and its body. Headers are none of ours,
/// so that no preflight is needed.
pub(super) async fn exchange(
    ask: Ask,
    controller: AbortController,
) -> (Option<Response>, Result<Vec<u8>, FetchError>) {
    let timed_out = Rc::new(Cell::new(false));
    let signal = controller.signal();
    let timer = {
        let timed_out = timed_out.clone();
        Timer::after_millis(ask.timeout_secs.saturating_mul(1000), move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let (response, body) = match send(&ask, &signal).await {
        Ok(response) if response.ok() || ask.reads_errors => {
            let body = read_body(&response, ask.max_bytes).await;
            (Some(response), body)
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

/// Sends it, or says why not. gloo-net's own builder of requests also knows queries, headers and bodies, which
/// every visitor would have to load.
async fn send(ask: &Ask, signal: &AbortSignal) -> Result<Response, String> {
    let init = RequestInit::new();
    init.set_cache(ask.cache);
    init.set_credentials(ask.credentials);
    init.set_signal(Some(signal));
    let request = web_sys::Request::new_with_str_and_init(&ask.url, &init);
    let request = Request::from(request.map_err(|error| describe(&error))?);
    request.send().await.map_err(|error| match error {
        gloo_net::Error::JsError(error) => error.message,
        gloo_net::Error::GlooError(reason) => reason,
    })
}

/// Reads the body piece by piece, so that one without end costs no more than the limit.
async fn read_body(response: &Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        match next_piece(&reader).await {
            Ok(Some(piece)) => bytes.extend(piece.to_vec()),
            Ok(None) => return Ok(bytes),
            // The reason is in the console already, in better words than scripts are given.
            Err(_) => return Err(FetchError::Interrupted),
        }
        if bytes.len() > limit {
            drop(reader.cancel());
            let error = DocumentError::TooLarge {
                bytes: bytes.len(),
                limit,
            };
            return Err(FetchError::Document(error));
        }
    }
}

async fn next_piece(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    if Reflect::get(&result, &JsValue::from_str("done"))?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(
        Reflect::get(&result, &JsValue::from_str("value"))?.unchecked_into(),
    ))
}

/// Whether the browser knows that it has no network; that it has one proves nothing.
fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}
