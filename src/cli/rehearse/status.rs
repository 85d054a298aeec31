//! `/status.json`: the current document, as a CDN would serve it, with faults on demand.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::active_faults::FaultContext;
use super::connection::ResetHandle;
use super::pending_response::{Delivery, PendingResponse};
use super::planned_document::document;
use super::rehearsal::{Rehearsal, lock};
use crate::cli::own_files;

/// The headers that pages of other origins may read.
const EXPOSED: &str = "Date, Age, Retry-After";

pub(super) async fn answer(
    State(rehearsal): State<Arc<Rehearsal>>,
    ConnectInfo(reset_handle): ConnectInfo<ResetHandle>,
    headers: HeaderMap,
) -> Response {
    let context = rehearsal.fault_context();
    let faults = lock(&rehearsal.active_faults)
        .document
        .for_next_request(context.now);
    let mut response =
        PendingResponse::new(context.now, "application/json", "no-cache", Bytes::new());
    // The page asks without credentials and headers of its own, so neither a name nor a preflight is needed.
    response.set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    response.set(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    match rehearsal.practised.as_deref().map(own_files::read) {
        None => response.body = body(&rehearsal, faults.stale().unwrap_or(&context)),
        Some(Ok(document)) => response.body = document.into(),
        Some(Err(error)) => {
            let text = format!("expected a readable document, found: {error}\n");
            response.fail(StatusCode::NOT_FOUND, text);
        }
    }
    faults.apply_faults(&mut response);
    revalidate(&mut response, &headers);
    response.send(&reset_handle).await
}

/// Writes the document of a context.
fn body(rehearsal: &Rehearsal, context: &FaultContext) -> Bytes {
    if let Some(body) = &context.document {
        return body.clone();
    }
    let schedule = rehearsal.clock.schedule();
    let document = document(&rehearsal.plan, context.published_at, schedule);
    document.to_text(true).into()
}

/// Adds an `ETag` to a successful response, or makes it a 304 if the client already has this body.
fn revalidate(response: &mut PendingResponse, headers: &HeaderMap) {
    if response.status != StatusCode::OK || response.delivery != Delivery::Whole {
        return;
    }
    let etag = etag(&response.body);
    response.set(ETAG, &etag);
    let mut known = headers.get_all(IF_NONE_MATCH).iter();
    if known.any(|tags| tags.to_str().is_ok_and(|tags| matches(tags, &etag))) {
        response.status = StatusCode::NOT_MODIFIED;
        response.headers.remove(CONTENT_TYPE);
        response.body = Bytes::new();
    }
}

/// Returns whether one of the listed tags is `etag`, compared weakly as RFC 9110 (13.1.2) wants it.
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
