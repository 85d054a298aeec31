//! `/status.json`: the document of the moment, as a CDN would serve it, with faults on demand.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::performance::document;
use super::server::{Rehearsal, lock};

/// What has been asked for instead of a plain answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    /// The body, whatever it is.
    pub(super) document: Option<Bytes>,
    /// The status, with no document.
    pub(super) code: Option<StatusCode>,
    /// How late.
    pub(super) delay: Duration,
}

pub(super) async fn answer(
    State(rehearsal): State<Arc<Rehearsal>>,
    headers: HeaderMap,
) -> Response {
    let faults = lock(&rehearsal.faults).clone();
    if !faults.delay.is_zero() {
        tokio::time::sleep(faults.delay).await;
    }
    if let Some(code) = faults.code {
        let body = format!("{code}, as asked for in this rehearsal\n");
        return (code, [(CACHE_CONTROL, "no-cache")], body).into_response();
    }
    let body = faults.document.map_or_else(|| live(&rehearsal), Ok);
    match body {
        Ok(body) => conditional(body, &headers),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn live(rehearsal: &Rehearsal) -> Result<Bytes, serde_json::Error> {
    let line = rehearsal.clock.line();
    let document = document(&rehearsal.plan, rehearsal.published_at(), line);
    serde_json::to_vec_pretty(&document).map(Bytes::from)
}

/// Answers 304 where the client has this very body already.
fn conditional(body: Bytes, headers: &HeaderMap) -> Response {
    let etag = etag(&body);
    let shared = [(ETAG, etag.clone()), (CACHE_CONTROL, "no-cache".to_owned())];
    let mut known = headers.get_all(IF_NONE_MATCH).iter();
    if known.any(|tags| tags.to_str().is_ok_and(|tags| matches(tags, &etag))) {
        return (StatusCode::NOT_MODIFIED, shared).into_response();
    }
    (shared, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// Whether one of the listed tags is `etag`, compared weakly as RFC 9110 (13.1.2) wants it.
fn matches(tags: &str, etag: &str) -> bool {
    tags.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}
