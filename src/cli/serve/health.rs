//! The operator's port: whether the server answers and from which document, and its metrics.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::json;

use super::documents::State;
use super::metrics::MEDIA_TYPE;
use super::server::Shared;
use crate::cli::rehearse::clock::real_now;
use crate::model::time::instant::write;

/// Answers a request on the operator's port.
pub(super) fn respond(shared: &Shared, path: &str) -> Response<Full<Bytes>> {
    let (status, kind, text) = match path {
        "/healthz" => (StatusCode::OK, "application/json", health(&shared.state())),
        "/metrics" => {
            let text = shared.metrics.text(shared.connections.count(), real_now());
            (StatusCode::OK, MEDIA_TYPE, text)
        }
        _ => {
            let text = "expected `/healthz` or `/metrics`\n".to_owned();
            (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", text)
        }
    };
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Returns the health as JSON. The status code is always 200: a process that was restarted or left out by its
/// supervisor because of a faulty document would leave visitors without the page.
fn health(state: &State) -> String {
    let status = match (&state.document, state.faults.is_empty()) {
        (None, _) => "without_document",
        (Some(_), false) => "degraded",
        (Some(_), true) => "ok",
    };
    let document = state.document.map(|document| {
        json!({
            "written": document.written.map(write),
            "since": write(document.since),
        })
    });
    format!(
        "{}\n",
        json!({ "status": status, "document": document, "faults": state.faults })
    )
}
