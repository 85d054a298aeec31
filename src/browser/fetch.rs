//! The request for the status document.

use std::sync::Arc;

use gloo_net::http::Headers;
use web_sys::{AbortController, RequestCache, RequestCredentials};

use super::cross_tab;
use super::exchange::{Ask, exchange};
use super::feeds::Kind;
use super::service_worker;
use crate::model::document::error::FetchError;
use crate::model::number::whole_number;
use crate::model::policy::answer::{Answer, Stored};
use crate::model::policy::retry_after::RetryAfter;
use crate::model::state::FetchRequest;
use crate::model::time::instant::{self, Reading};

/// The header that marks a response from the service worker's cache; see `web/sw.js`.
const STORED: &str = "intermission-stored";

/// A handle that aborts a request when it is dropped.
pub struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Prepares a request. Returns a handle that aborts it, and the future that sends it, calls `sent` just before that,
/// and reads the response.
///
/// The request has no credentials and no headers of our own, so that every CDN can answer it from its cache;
/// revalidation is left to the browser's cache.
pub fn fetch(
    request: FetchRequest,
    sent: impl FnOnce(),
) -> Option<(Abort, impl Future<Output = Answer>)> {
    let controller = AbortController::new().ok()?;
    let abort = Abort(controller.clone());
    Some((abort, async move {
        let signal = controller.signal();
        cross_tab::floor(&request.floor, request.stores, &signal).await;
        if !signal.aborted() {
            sent();
        }
        let mut answer = Answer::new(&request.url, Ok(Vec::new()));
        let ask = Ask {
            url: request.url,
            cache: RequestCache::NoCache,
            credentials: RequestCredentials::Omit,
            timeout_secs: request.timeout_secs,
            max_bytes: request.max_bytes,
        };
        let (response, body) = exchange(ask, controller).await;
        let is_document = matches!(body, Ok((_, Kind::Own(_) | Kind::Converted)));
        answer.body = match body {
            Ok((bytes, kind)) => {
                answer.json = kind.json();
                Ok(bytes)
            }
            Err(error) => Err(Arc::new(error)),
        };
        if let Some(response) = response {
            read_head(&mut answer, &response.headers());
            if is_document && request.stores {
                service_worker::keep(&response.url());
            }
        }
        answer
    }))
}

fn read_head(answer: &mut Answer, headers: &Headers) {
    let header = |name| headers.get(name);
    answer.age_secs = header("age").and_then(|it| whole_number(it.trim_ascii()));
    answer.date = header("date").and_then(|it| instant::read_http_date(&it));
    answer.retry_after = header("retry-after").and_then(|it| RetryAfter::parse(&it));
    let stored_at = header(STORED).map(|it| instant::read(&it));
    if let (Some(Reading::At(at)), Ok(bytes)) = (stored_at, &mut answer.body) {
        let bytes = std::mem::take(bytes);
        answer.json = None;
        answer.stored = Some(Stored { at, bytes });
        answer.body = Err(Arc::new(FetchError::Network {
            reason: "this is the browser's own copy".to_owned(),
        }));
    }
}
