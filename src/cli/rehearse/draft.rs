//! An answer that is not sent yet, so that faults can change it.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, DATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::body::{BrokenOff, Huge};
use super::clock::http_date;
use super::connection::Fuse;
use crate::model::time::instant::Instant;

/// An answer as it should be, and then as it is going to be.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) status: StatusCode,
    /// What the `Date` header tells.
    pub(super) date: Instant,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) delay: Duration,
    pub(super) delivery: Delivery,
}

/// What becomes of it on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// It arrives.
    Whole,
    /// The connection is reset after half of the body.
    Half,
    /// A huge body is sent instead of its own.
    Huge,
    /// Nothing arrives.
    Never,
}

impl Draft {
    pub(super) fn new(
        date: Instant,
        kind: &'static str,
        caching: &'static str,
        body: Bytes,
    ) -> Self {
        let mut draft = Self::plain(StatusCode::OK, HeaderMap::new(), body, date);
        draft
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        draft
            .headers
            .insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        draft
    }

    /// From an answer that is made already; one that cannot be read is as good as empty.
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

    /// Tells of trouble in plain words.
    pub(super) fn fail(&mut self, status: StatusCode, message: String) {
        self.status = status;
        self.put("text/plain; charset=utf-8", message.into());
        self.headers
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }

    /// Another body, of this kind.
    pub(super) fn put(&mut self, kind: &'static str, body: Bytes) {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        self.body = body;
    }

    /// A header whose value is made of digits and letters.
    pub(super) fn set(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
    }

    /// Cuts the body in its middle.
    pub(super) fn halve(&mut self) {
        self.body.truncate(self.body.len() / 2);
    }

    /// The answer, once it is due.
    pub(super) async fn send(mut self, fuse: &Fuse) -> Response {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        self.set(DATE, &http_date(self.date));
        // The length of another body, where the answer was made with one.
        self.headers.remove(CONTENT_LENGTH);
        let body = match self.delivery {
            Delivery::Whole => Body::from(self.body),
            Delivery::Half => {
                fuse.blow();
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
