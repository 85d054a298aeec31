//! The control endpoints under `/__rehearsal/`, for tests and operators.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::active_faults::FaultsByTarget;
use super::fault::{FaultError, Faults};
use super::plan::{Minute, MinuteError};
use super::rehearsal::{Rehearsal, lock};
use super::requests::Requests;

/// The most reports that are kept, so that a browser cannot fill the memory.
const MAX_REPORTS: usize = 1_000;

/// The reason why a request to the controls is refused; its sender's fault.
#[derive(Debug, thiserror::Error)]
pub(super) enum ControlError {
    /// The faults are unknown, or do not go together.
    #[error(transparent)]
    Faults(FaultError),
    /// The query has no `minute`.
    #[error("expected `minute=M` in the query, found none")]
    NoMinute,
    /// The query's `minute` is not the number of a minute.
    #[error("`minute`: {0}")]
    Minute(#[source] MinuteError),
    /// The body is not JSON.
    #[error("expected a report in JSON, found: {0}")]
    Report(#[source] serde_json::Error),
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, format!("{self}\n")).into_response()
    }
}

/// An empty response, or an error.
type Done = Result<StatusCode, ControlError>;

pub(super) async fn at(State(rehearsal): State<Arc<Rehearsal>>, RawQuery(query): RawQuery) -> Done {
    // Numbers need no percent-decoding.
    let mut parameters = query.as_deref().unwrap_or_default().split('&');
    let minute = parameters.find_map(|it| it.strip_prefix("minute="));
    let minute: Minute = minute
        .ok_or(ControlError::NoMinute)?
        .parse()
        .map_err(ControlError::Minute)?;
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
    begun.map_err(ControlError::Faults)?;
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

/// Stores a browser's report about the content security policy. Browsers differ in its media type; it is always JSON.
pub(super) async fn report(State(rehearsal): State<Arc<Rehearsal>>, body: Bytes) -> Done {
    let report = serde_json::from_slice(&body).map_err(ControlError::Report)?;
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
