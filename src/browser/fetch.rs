//! One GET, bounded in time and size, and abortable.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials};

use super::{describe, timer::Timer, window};
use crate::model::error::{DocumentError, FetchError};
use crate::model::instant::{self, Reading};
use crate::model::poll::RetryAfter;
use crate::model::state::{Answer, FetchRequest, Stored};

/// On what the service worker answers from its store, and on nothing else; see `public/sw.js`.
const STORED: &str = "intermission-stored";

/// Gives up a request when dropped.
pub struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Prepares a request: a handle that aborts it, and the future that sends it and reads the answer.
///
/// The request is as plain as they come, so that every CDN can answer it from its cache and no preflight
/// is needed: no headers of ours, no credentials, and revalidation left to the browser's own cache.
pub fn fetch(request: FetchRequest) -> Option<(Abort, impl Future<Output = Answer>)> {
    let controller = AbortController::new().ok()?;
    let abort = Abort(controller.clone());
    Some((abort, async move {
        let timed_out = Rc::new(Cell::new(false));
        let timer = {
            let (controller, timed_out) = (controller.clone(), timed_out.clone());
            Timer::after_millis(request.timeout_secs.saturating_mul(1000), move || {
                timed_out.set(true);
                controller.abort();
            })
        };
        let mut answer = Answer::new(&request.url, Ok(Vec::new()));
        let signal = controller.signal();
        let response = Request::get(&request.url)
            .cache(RequestCache::NoCache)
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(&signal))
            .send()
            .await;
        let body = match response {
            Ok(response) => {
                let headers = response.headers();
                answer.age_secs = headers.get("age").and_then(|it| it.trim().parse().ok());
                answer.date = headers
                    .get("date")
                    .and_then(|it| instant::read_http_date(&it));
                answer.retry_after = headers
                    .get("retry-after")
                    .and_then(|it| RetryAfter::parse(&it));
                let stored_at = headers.get(STORED).map(|it| instant::read(&it));
                match (read_body(&response, request.max_bytes).await, stored_at) {
                    (Ok(bytes), Some(Reading::At(at))) => {
                        answer.stored = Some(Stored { at, bytes });
                        Err(FetchError::Network {
                            reason: "this is the browser's own copy".to_owned(),
                        })
                    }
                    (body, _) => body,
                }
            }
            Err(gloo_net::Error::JsError(error)) => Err(FetchError::Network {
                reason: error.message,
            }),
            Err(_) => Err(FetchError::Network {
                reason: "not a request".to_owned(),
            }),
        };
        drop(timer);
        answer.body = match body {
            Err(FetchError::Network { .. }) if timed_out.get() => Err(FetchError::TimedOut {
                after_secs: request.timeout_secs,
            }),
            Err(FetchError::Network { .. }) if is_offline() => Err(FetchError::Offline),
            body => body,
        };
        answer
    }))
}

/// Reads the body piece by piece, so that one without end costs no more than the limit.
async fn read_body(response: &Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    if !response.ok() {
        return Err(FetchError::HttpStatus {
            code: response.status(),
        });
    }
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(piece) = next_piece(&reader).await.map_err(|error| network(&error))? {
        bytes.extend(piece.to_vec());
        if bytes.len() > limit {
            drop(reader.cancel());
            let error = DocumentError::TooLarge {
                bytes: bytes.len(),
                limit,
            };
            return Err(FetchError::Document(error));
        }
    }
    Ok(bytes)
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

fn network(error: &JsValue) -> FetchError {
    FetchError::Network {
        reason: describe(error),
    }
}
