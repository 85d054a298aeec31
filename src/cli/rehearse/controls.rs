//! The control endpoints under `/__rehearsal/`, for tests and operators.

use std::str::FromStr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::active_faults::FaultsByTarget;
use super::fault::Faults;
use super::plan::Minute;
use super::rehearsal::{Rehearsal, lock};
use super::requests::Requests;

/// The most reports that are kept, so that a browser cannot fill the memory.
const MAX_REPORTS: usize = 1_000;

/// An empty response, or an error with the expected and the found value.
type Done = Result<StatusCode, (StatusCode, String)>;

pub(super) async fn at(State(rehearsal): State<Arc<Rehearsal>>, RawQuery(query): RawQuery) -> Done {
    let minute: Minute = parameter(query.as_deref(), "minute", "a minute of the plan")?;
    rehearsal.clock.jump(minute);
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the faults from the query, else from the body. Their text needs no percent-decoding.
pub(super) async fn begin_faults(
    State(rehearsal): State<Arc<Rehearsal>>,
    RawQuery(query): RawQuery,
    body: String,
) -> Done {
    let text = query.filter(|query| !query.is_empty()).unwrap_or(body);
    let faults = text.trim().parse::<Faults>();
    let begun = faults.and_then(|faults| rehearsal.begin_faults(faults.target, &[faults]));
    begun.map_err(|error| (StatusCode::BAD_REQUEST, format!("{error}\n")))?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn end_faults(State(rehearsal): State<Arc<Rehearsal>>) -> StatusCode {
    *lock(&rehearsal.active_faults) = FaultsByTarget::default();
    StatusCode::NO_CONTENT
}

pub(super) async fn requests(State(rehearsal): State<Arc<Rehearsal>>) -> Response {
    json(lock(&rehearsal.requests).to_json())
}

pub(super) async fn forget_requests(State(rehearsal): State<Arc<Rehearsal>>) -> StatusCode {
    *lock(&rehearsal.requests) = Requests::default();
    StatusCode::NO_CONTENT
}

pub(super) async fn put_document(
    State(rehearsal): State<Arc<Rehearsal>>,
    body: Bytes,
) -> StatusCode {
    *lock(&rehearsal.document) = Some(body);
    StatusCode::NO_CONTENT
}

pub(super) async fn delete_document(State(rehearsal): State<Arc<Rehearsal>>) -> StatusCode {
    *lock(&rehearsal.document) = None;
    StatusCode::NO_CONTENT
}

/// Keeps what a browser reports of the content security policy. The body's type is the browser's to
/// choose, its content is JSON in any case.
pub(super) async fn report(State(rehearsal): State<Arc<Rehearsal>>, body: Bytes) -> Done {
    let report = serde_json::from_slice(&body).map_err(|error| {
        let message = format!("expected a report in JSON: {error}\n");
        (StatusCode::BAD_REQUEST, message)
    })?;
    let mut reports = lock(&rehearsal.reports);
    if reports.len() < MAX_REPORTS {
        reports.push(report);
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn reports(State(rehearsal): State<Arc<Rehearsal>>) -> Response {
    let list = serde_json::Value::Array(lock(&rehearsal.reports).clone());
    json(list.to_string())
}

fn json(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

/// The value of the query's `name`. Numbers need no percent-decoding.
fn parameter<T: FromStr>(
    query: Option<&str>,
    name: &str,
    expected: &str,
) -> Result<T, (StatusCode, String)> {
    let mut pairs = query.unwrap_or_default().split('&');
    let found = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let value = found.and_then(|found| found.parse().ok());
    value.ok_or_else(|| {
        let found = found.map_or("nothing".to_owned(), |found| format!("`{found}`"));
        let message = format!("expected `{name}` to be {expected}, found {found}\n");
        (StatusCode::BAD_REQUEST, message)
    })
}
