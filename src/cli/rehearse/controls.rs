//! The control endpoints under `/__rehearsal/`, for tests and for curious operators.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::plan::Minute;
use super::requests::Requests;
use super::server::{Rehearsal, lock};

/// A browser that is stopped at every turn would otherwise fill the memory.
const MAX_REPORTS: usize = 1_000;
/// Longer than any client waits.
const MAX_DELAY_MILLIS: u64 = 600_000;

/// Nothing to tell, or what was expected and found.
type Done = Result<StatusCode, (StatusCode, String)>;

pub(super) async fn at(State(rehearsal): State<Arc<Rehearsal>>, RawQuery(query): RawQuery) -> Done {
    let minute: Minute = parameter(query.as_deref(), "minute", "a minute of the plan", |_| true)?;
    rehearsal.clock.jump(minute);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn delay(
    State(rehearsal): State<Arc<Rehearsal>>,
    RawQuery(query): RawQuery,
) -> Done {
    let expected = "at most 600000 milliseconds";
    let within = |millis: &u64| *millis <= MAX_DELAY_MILLIS;
    let millis = parameter(query.as_deref(), "millis", expected, within)?;
    lock(&rehearsal.faults).delay = Duration::from_millis(millis);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn status(
    State(rehearsal): State<Arc<Rehearsal>>,
    RawQuery(query): RawQuery,
) -> Done {
    let expected = "a status from 200 to 599";
    let within = |code: &StatusCode| (200..=599).contains(&code.as_u16());
    let code = parameter(query.as_deref(), "code", expected, within)?;
    lock(&rehearsal.faults).code = Some(code).filter(|code| *code != StatusCode::OK);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn put_document(
    State(rehearsal): State<Arc<Rehearsal>>,
    body: Bytes,
) -> StatusCode {
    lock(&rehearsal.faults).document = Some(body);
    StatusCode::NO_CONTENT
}

pub(super) async fn delete_document(State(rehearsal): State<Arc<Rehearsal>>) -> StatusCode {
    lock(&rehearsal.faults).document = None;
    StatusCode::NO_CONTENT
}

pub(super) async fn requests(State(rehearsal): State<Arc<Rehearsal>>) -> Response {
    json(lock(&rehearsal.requests).to_json())
}

pub(super) async fn forget_requests(State(rehearsal): State<Arc<Rehearsal>>) -> StatusCode {
    *lock(&rehearsal.requests) = Requests::default();
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
    within: fn(&T) -> bool,
) -> Result<T, (StatusCode, String)> {
    let mut pairs = query.unwrap_or_default().split('&');
    let found = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let value = found.and_then(|found| found.parse().ok()).filter(within);
    value.ok_or_else(|| {
        let found = found.map_or("nothing".to_owned(), |found| format!("`{found}`"));
        let message = format!("expected `{name}` to be {expected}, found {found}\n");
        (StatusCode::BAD_REQUEST, message)
    })
}
