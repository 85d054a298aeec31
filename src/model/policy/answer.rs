//! The outcome of a request for the document.

use std::sync::Arc;

use crate::model::document::error::FetchError;
use crate::model::document::json::Json;
use crate::model::policy::retry_after::RetryAfter;
use crate::model::time::instant::Instant;

/// The end of a request: a response or a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The time that the response spent in shared caches, in seconds: the `Age` header, where scripts may read it.
    pub age_secs: Option<u32>,
    /// The bytes of the response, or the reason why there are none.
    pub body: Result<Vec<u8>, Arc<FetchError>>,
    /// The body's JSON, if the body was parsed already to recognise it.
    pub json: Option<Json>,
    /// The server's `Date` header, where scripts may read it.
    pub date: Option<Instant>,
    /// The server's `Retry-After` header, where scripts may read it.
    pub retry_after: Option<RetryAfter>,
    /// The service worker's copy, if no response came.
    pub stored: Option<Stored>,
    /// The address that was requested.
    pub url: String,
}

impl Answer {
    /// Makes an answer without headers.
    pub fn new(url: &str, body: Result<Vec<u8>, FetchError>) -> Self {
        Self {
            age_secs: None,
            body: body.map_err(Arc::new),
            json: None,
            date: None,
            retry_after: None,
            stored: None,
            url: url.to_owned(),
        }
    }
}

/// A copy of the last document from the requested address, as the service worker stored it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// When the host sent that document, by the visitor's clock.
    pub at: Instant,
    /// The bytes of the document.
    pub bytes: Vec<u8>,
}
