//! The server of a rehearsal: routes, and the virtual time on every answer.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::HeaderValue;
use axum::http::header::DATE;
use axum::middleware::{from_fn, map_request_with_state, map_response_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use super::clock::{Clock, Speed, http_date, real_now};
use super::connection::{ResetHandle, ResettableListener};
use super::error::RehearsalError;
use super::fault::{Faults, Target};
use super::files::Files;
use super::gallery::{self, Gallery};
use super::plan::{Minute, Plan};
use super::rehearsal::{Rehearsal, lock};
use super::{controls, guard, site, status};
use crate::cli::site::PageSource;
use crate::model::time::instant::Instant;

/// The largest document that can be put in place of the plan's: twice what the page reads.
const MAX_DOCUMENT: usize = 16 * 1024 * 1024;
/// The largest report of a browser, of which up to a thousand are kept.
const MAX_REPORT: usize = 16 * 1024;

/// The options of a rehearsal.
#[derive(Clone, Debug)]
pub struct Options {
    /// The plan.
    pub plan: Plan,
    /// The minute of the plan to begin at.
    pub start_at: Minute,
    /// The speed of the virtual clock.
    pub speed: Speed,
    /// The faults from the start on.
    pub faults: Vec<Faults>,
    /// Whether the site is up throughout, so that the page is at its own address only.
    pub site_stays: bool,
    /// The built page.
    pub page: PageSource,
    /// The real clock; tests replace that of the machine.
    pub real_clock: fn() -> Instant,
    /// The document and the clock of a drill.
    pub drill: Option<Practice>,
}

/// The document that an operator changes in a drill, and the clock of the drill.
#[derive(Clone, Debug)]
pub struct Practice {
    /// The document, read for each response.
    pub document: PathBuf,
    /// The clock, in place of one that starts with the server.
    pub clock: Arc<Clock>,
}

impl Options {
    /// Returns the options to play `plan` from its own start, in real time, with this page.
    pub fn new(plan: Plan, page: PageSource) -> Self {
        Self {
            start_at: plan.start_at_min,
            plan,
            speed: Speed::REAL,
            faults: Vec::new(),
            site_stays: false,
            page,
            real_clock: real_now,
            drill: None,
        }
    }
}

/// Serves a rehearsal on `listener` for as long as the future is polled.
///
/// # Errors
/// The result is an error if there is no built page at `options.page` or its faults do not go together, and the
/// future's result if the server fails.
pub fn serve(
    listener: TcpListener,
    options: Options,
) -> Result<impl Future<Output = io::Result<()>> + Send, RehearsalError> {
    serve_until(listener, options, std::future::pending())
}

/// Serves a rehearsal until `stop` is ready and all responses in progress are finished.
///
/// # Errors
/// The errors of [`serve`].
pub fn serve_until(
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<impl Future<Output = io::Result<()>> + Send, RehearsalError> {
    let gallery = Gallery::new(options.page.clone());
    let (practised, clock) = if let Some(Practice { document, clock }) = options.drill {
        (Some(document), clock)
    } else {
        let clock = Clock::start(options.real_clock, options.start_at, options.speed);
        (None, Arc::new(clock))
    };
    let rehearsal = Arc::new(Rehearsal {
        clock,
        practised,
        plan: options.plan,
        site_stays: options.site_stays,
        document: Mutex::default(),
        active_faults: Mutex::default(),
        requests: Mutex::default(),
        reports: Mutex::default(),
        files: Files::new(options.page)?,
    });
    for target in [Target::Document, Target::Site] {
        rehearsal
            .begin_faults(target, &options.faults)
            .map_err(RehearsalError::Fault)?;
    }
    let service = router(rehearsal, gallery).into_make_service_with_connect_info::<ResetHandle>();
    let serving = axum::serve(ResettableListener(listener), service).with_graceful_shutdown(stop);
    Ok(async move { serving.await })
}

fn router(rehearsal: Arc<Rehearsal>, gallery: Gallery) -> Router {
    let document = post(controls::put_document)
        .layer(DefaultBodyLimit::max(MAX_DOCUMENT))
        .delete(controls::delete_document);
    let fault = post(controls::begin_faults).delete(controls::end_faults);
    let requests = get(controls::requests).delete(controls::forget_requests);
    let report = post(controls::report).layer(DefaultBodyLimit::max(MAX_REPORT));
    let reports = Router::new()
        .route("/__rehearsal/csp-report", report)
        .route_layer(from_fn(guard::guard_host));
    let mut controls = Router::new()
        .route("/__rehearsal/csp-reports", get(controls::reports))
        .route("/__rehearsal/requests", requests);
    // A drill compares the operator's document with the clock, so nothing else may change either.
    if rehearsal.practised.is_none() {
        controls = controls
            .route("/__rehearsal/at", post(controls::at))
            .route("/__rehearsal/document", document)
            .route("/__rehearsal/fault", fault);
    }
    let controls = controls.route_layer(from_fn(guard::guard));
    Router::new()
        .merge(controls)
        .merge(reports)
        .merge(gallery::router(gallery))
        .route("/status.json", get(status::answer))
        .fallback(site::answer)
        .layer(map_request_with_state(Arc::clone(&rehearsal), counted))
        .layer(map_response_with_state(Arc::clone(&rehearsal), dated))
        .with_state(rehearsal)
}

async fn counted(State(rehearsal): State<Arc<Rehearsal>>, request: Request) -> Request {
    lock(&rehearsal.requests).count(request.uri().path());
    request
}

/// Puts the virtual time on an answer that has none yet: the page's counters run on this header. Hyper adds
/// the real time only where there is none.
async fn dated(State(rehearsal): State<Arc<Rehearsal>>, mut response: Response) -> Response {
    if let Ok(date) = HeaderValue::try_from(http_date(rehearsal.clock.now())) {
        response.headers_mut().entry(DATE).or_insert(date);
    }
    response
}
