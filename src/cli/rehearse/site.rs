//! Every address except those of the document and the controls: a file, the site, or the page in its place.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::ACCEPT_ENCODING;
use axum::response::Response;

use super::connection::ResetHandle;
use super::pending_response::PendingResponse;
use super::rehearsal::{Rehearsal, lock};

/// The page of the site after the maintenance.
const SITE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<title>Example</title>\n\
    <h1>The site is here</h1>\n<p>This is what visitors return to. \
    <a href=\"/index.html\">The page itself</a></p>\n</html>\n";

/// The `robots.txt` of the site, as a web page at this address would confuse crawlers.
const ROBOTS: &str = "User-agent: *\nDisallow:\n";

/// Answers a request. Faults apply to the site only: without its own files the page could not be shown.
pub(super) async fn answer(
    State(rehearsal): State<Arc<Rehearsal>>,
    ConnectInfo(reset_handle): ConnectInfo<ResetHandle>,
    request: Request,
) -> Response {
    let method = request.method().clone();
    let is_for_robots = request.uri().path() == "/robots.txt";
    let encodings = request.headers().get(ACCEPT_ENCODING).cloned();
    if let Some(file) = rehearsal.files.answer(request).await {
        return file;
    }
    if rehearsal.is_away() {
        return rehearsal.files.stand_in(method, encodings).await;
    }
    let now = rehearsal.clock.now();
    let faults = lock(&rehearsal.active_faults).site.for_next_request(now);
    let mut response = if faults.is_away() {
        PendingResponse::of(rehearsal.files.stand_in(method, encodings).await, now).await
    } else {
        let (kind, text) = if is_for_robots {
            ("text/plain; charset=utf-8", ROBOTS)
        } else {
            ("text/html; charset=utf-8", SITE)
        };
        PendingResponse::new(now, kind, "no-store", Bytes::from_static(text.as_bytes()))
    };
    faults.apply_faults(&mut response);
    response.send(&reset_handle).await
}
