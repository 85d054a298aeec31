//! The outcome of a request for the document.

use std::sync::Arc;

use crate::model::document::error::FetchError;
use crate::model::policy::poll::RetryAfter;
use crate::model::time::instant::Instant;

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How long a shared cache on the way had it, in seconds: the `Age` header, where it may be read.
    pub age_secs: Option<u32>,
    /// The bytes, or why there are none.
    pub body: Result<Vec<u8>, Arc<FetchError>>,
    /// The server's `Date` header, where it may be read.
    pub date: Option<Instant>,
    /// The server's `Retry-After` header, where it may be read.
    pub retry_after: Option<RetryAfter>,
    /// The service worker's copy, where no response came.
    pub stored: Option<Stored>,
    /// The address that was requested.
    pub url: String,
}

impl Answer {
    /// An answer without headers that may be read.
    pub fn new(url: &str, body: Result<Vec<u8>, FetchError>) -> Self {
        Self {
            age_secs: None,
            body: body.map_err(Arc::new),
            date: None,
            retry_after: None,
            stored: None,
            url: url.to_owned(),
        }
    }
}

/// The last document that a host handed out at the address that was asked, as the service worker kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// When that was, by the visitor's clock.
    pub at: Instant,
    /// The document.
    pub bytes: Vec<u8>,
}
