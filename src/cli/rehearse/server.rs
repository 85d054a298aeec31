//! The server of a rehearsal: routes, and the virtual time on every answer.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::DATE;
use axum::http::{HeaderValue, Method, Uri};
use axum::middleware::{map_request_with_state, map_response_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use super::clock::{Clock, Speed, real_now};
use super::files::{Away, Files};
use super::performance::is_running;
use super::plan::{Minute, Plan};
use super::requests::Requests;
use super::status::Faults;
use super::{RehearsalError, controls, status};
use crate::model::instant::Instant;

/// The largest document that can be put in place of the plan's: twice what the page reads.
const MAX_DOCUMENT: usize = 16 * 1024 * 1024;
/// Documents are written anew so often, in virtual seconds.
const PUBLISHED_EVERY: i64 = 15;

/// What is rehearsed, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// What happens.
    pub plan: Plan,
    /// The minute of the plan to begin at.
    pub start_at: Minute,
    /// How fast it goes.
    pub speed: Speed,
    /// The built page.
    pub dist: PathBuf,
    /// The clock behind the virtual one; another one than the machine's is for tests.
    pub real_clock: fn() -> Instant,
}

impl Options {
    /// Plays `plan` from where it says, in real time, with the page in `dist`.
    pub fn new(plan: Plan, dist: PathBuf) -> Self {
        Self {
            start_at: plan.start_at_min,
            plan,
            speed: Speed::REAL,
            dist,
            real_clock: real_now,
        }
    }
}

/// Everything the handlers share.
pub(super) struct Rehearsal {
    pub(super) plan: Plan,
    pub(super) clock: Clock,
    pub(super) faults: Mutex<Faults>,
    pub(super) requests: Mutex<Requests>,
    pub(super) reports: Mutex<Vec<serde_json::Value>>,
    files: Files,
}

impl Rehearsal {
    /// The minute at which the document of the moment was published.
    pub(super) fn published_at(&self) -> Minute {
        Minute::on_grid(self.clock.since_start(), PUBLISHED_EVERY)
    }

    fn away(&self) -> Away {
        if is_running(&self.plan, Minute::on_grid(self.clock.since_start(), 1)) {
            Away::Yes
        } else {
            Away::No
        }
    }
}

/// Serves a rehearsal on `listener` for as long as the future is polled.
///
/// # Errors
/// At once, when there is no built page in `options.dist`; from the future, when the server breaks down.
pub fn serve(
    listener: TcpListener,
    options: Options,
) -> Result<impl Future<Output = io::Result<()>> + Send, RehearsalError> {
    serve_until(listener, options, std::future::pending())
}

/// The same, until `stop` is ready and the answers under way are finished.
///
/// # Errors
/// As [`serve`].
pub fn serve_until(
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<impl Future<Output = io::Result<()>> + Send, RehearsalError> {
    let rehearsal = Arc::new(Rehearsal {
        clock: Clock::start(options.real_clock, options.start_at, options.speed),
        plan: options.plan,
        faults: Mutex::default(),
        requests: Mutex::default(),
        reports: Mutex::default(),
        files: Files::new(options.dist)?,
    });
    let serving = axum::serve(listener, router(rehearsal)).with_graceful_shutdown(stop);
    Ok(async move { serving.await })
}

fn router(rehearsal: Arc<Rehearsal>) -> Router {
    let document = post(controls::put_document)
        .layer(DefaultBodyLimit::max(MAX_DOCUMENT))
        .delete(controls::delete_document);
    let requests = get(controls::requests).delete(controls::forget_requests);
    Router::new()
        .route("/status.json", get(status::answer))
        .route("/__rehearsal/at", post(controls::at))
        .route("/__rehearsal/csp-report", post(controls::report))
        .route("/__rehearsal/csp-reports", get(controls::reports))
        .route("/__rehearsal/delay", post(controls::delay))
        .route("/__rehearsal/document", document)
        .route("/__rehearsal/requests", requests)
        .route("/__rehearsal/status", post(controls::status))
        .fallback(file)
        .layer(map_request_with_state(Arc::clone(&rehearsal), counted))
        .layer(map_response_with_state(Arc::clone(&rehearsal), dated))
        .with_state(rehearsal)
}

async fn counted(State(rehearsal): State<Arc<Rehearsal>>, request: Request) -> Request {
    lock(&rehearsal.requests).count(request.uri().path());
    request
}

async fn file(
    State(rehearsal): State<Arc<Rehearsal>>,
    method: Method,
    uri: Uri,
    request: Request,
) -> Response {
    rehearsal
        .files
        .answer(method, uri, request, rehearsal.away())
        .await
}

/// Puts the virtual time on an answer: the page's counters run on this header. Hyper adds the real time
/// only where there is none.
async fn dated(State(rehearsal): State<Arc<Rehearsal>>, mut response: Response) -> Response {
    let now = rehearsal.clock.now().format("%a, %d %b %Y %H:%M:%S GMT");
    if let Ok(date) = HeaderValue::try_from(now.to_string()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

/// Locks what handlers share; none of them panics while it holds a lock.
pub(super) fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
