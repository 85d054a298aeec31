//! A response that faults can still change before it is sent.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, DATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::body::{BrokenOff, Huge};
use super::clock::http_date;
use super::connection::ResetHandle;
use crate::model::time::instant::Instant;

/// A response that is not sent yet.
#[derive(Debug)]
pub(super) struct PendingResponse {
    pub(super) status: StatusCode,
    /// The value of the `Date` header.
    pub(super) date: Instant,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) delay: Duration,
    pub(super) delivery: Delivery,
}

/// How the body is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The whole body is sent.
    Whole,
    /// Half of the body is sent, then the connection is reset.
    Half,
    /// A huge body is sent instead of its own.
    Huge,
    /// Nothing is sent.
    Never,
}

impl PendingResponse {
    pub(super) fn new(
        date: Instant,
        kind: &'static str,
        caching: &'static str,
        body: Bytes,
    ) -> Self {
        let mut pending = Self::plain(StatusCode::OK, HeaderMap::new(), body, date);
        pending
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        pending
            .headers
            .insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        pending
    }

    /// Takes over a finished response. A body that cannot be read becomes an empty one.
    pub(super) async fn of(response: Response, date: Instant) -> Self {
        let (head, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        Self::plain(head.status, head.headers, body, date)
    }

    fn plain(status: StatusCode, headers: HeaderMap, body: Bytes, date: Instant) -> Self {
        Self {
            status,
            date,
            headers,
            body,
            delay: Duration::ZERO,
            delivery: Delivery::Whole,
        }
    }

    /// Replaces the response by an error with a message in plain text.
    pub(super) fn fail(&mut self, status: StatusCode, message: String) {
        self.status = status;
        self.put("text/plain; charset=utf-8", message.into());
        self.headers
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }

    /// Replaces the body and its media type.
    pub(super) fn put(&mut self, kind: &'static str, body: Bytes) {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        self.body = body;
    }

    /// Sets a header. A value that no header can have is ignored.
    pub(super) fn set(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
    }

    /// Removes the second half of the body.
    pub(super) fn halve(&mut self) {
        self.body.truncate(self.body.len() / 2);
    }

    /// Waits for the delay, then returns the response.
    pub(super) async fn send(mut self, reset_handle: &ResetHandle) -> Response {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        self.set(DATE, &http_date(self.date));
        // Hyper sets the length of the body as it is now.
        self.headers.remove(CONTENT_LENGTH);
        let body = match self.delivery {
            Delivery::Whole => Body::from(self.body),
            Delivery::Half => {
                reset_handle.reset_on_close();
                self.headers.insert(CONTENT_LENGTH, self.body.len().into());
                self.halve();
                Body::new(BrokenOff::after(self.body))
            }
            Delivery::Huge => Body::new(Huge::default()),
            Delivery::Never => return std::future::pending().await,
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
