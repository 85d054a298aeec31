//! `/status.json`: the document of the moment, as a CDN would serve it, with faults on demand.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::connection::Fuse;
use super::draft::{Delivery, Draft};
use super::performance::document;
use super::rehearsal::{Rehearsal, lock};
use super::spell::Scene;

/// What a page of another origin needs to see of an answer; without, it sees none of these three.
const EXPOSED: &str = "Date, Age, Retry-After";

pub(super) async fn answer(
    State(rehearsal): State<Arc<Rehearsal>>,
    ConnectInfo(fuse): ConnectInfo<Fuse>,
    headers: HeaderMap,
) -> Response {
    let scene = rehearsal.scene();
    let turn = lock(&rehearsal.spells).document.turn(scene.now);
    let mut draft = Draft::new(scene.now, "application/json", "no-cache", Bytes::new());
    // The page asks without credentials and headers of its own, so neither a name nor a preflight is needed.
    draft.set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    draft.set(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    match body(&rehearsal, turn.stale().unwrap_or(&scene)) {
        Ok(body) => draft.body = body,
        Err(error) => draft.fail(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
    turn.spoil(&mut draft);
    revalidate(&mut draft, &headers);
    draft.send(&fuse).await
}

/// The document that was right at a moment.
fn body(rehearsal: &Rehearsal, scene: &Scene) -> Result<Bytes, serde_json::Error> {
    if let Some(body) = &scene.document {
        return Ok(body.clone());
    }
    let line = rehearsal.clock.line();
    let document = document(&rehearsal.plan, scene.published_at, line);
    serde_json::to_vec_pretty(&document).map(Bytes::from)
}

/// Tags an answer of success, and makes it a 304 where the client has this very body already.
fn revalidate(draft: &mut Draft, headers: &HeaderMap) {
    if draft.status != StatusCode::OK || draft.delivery != Delivery::Whole {
        return;
    }
    let etag = etag(&draft.body);
    draft.set(ETAG, &etag);
    let mut known = headers.get_all(IF_NONE_MATCH).iter();
    if known.any(|tags| tags.to_str().is_ok_and(|tags| matches(tags, &etag))) {
        draft.status = StatusCode::NOT_MODIFIED;
        draft.headers.remove(CONTENT_TYPE);
        draft.body = Bytes::new();
    }
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
