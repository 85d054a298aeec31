//! The log: one event for each response, and those of documents, on standard error, as text or as JSON.
//!
//! A thread of its own writes them. When nobody reads them, events are lost and visitors are answered all the same.

use http_body_util::Full;
use hyper::Response;
use hyper::body::{Body as _, Bytes};
use hyper::http::request::Parts;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::LevelFilter;

use super::answer::ORIGINAL_URI;
use super::kind::ResponseKind;
use crate::cli::terminal::escaped_line;

/// The largest number of events that wait to be written. Room for all of them is taken at the start, some 54 bytes for
/// each.
const MOST_WAITING: usize = 8_192;

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// A line of text for each event.
    #[default]
    Text,
    /// A JSON object on a line for each event.
    Json,
    /// A line of text for each event, without those of single requests.
    Quiet,
}

/// Starts the log; it ends, with all events written, when the guard is dropped.
pub(super) fn start(format: LogFormat) -> WorkerGuard {
    let writer = NonBlockingBuilder::default().buffered_lines_limit(MOST_WAITING);
    let (writer, guard) = writer.finish(std::io::stderr());
    let builder = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_target(false)
        .with_ansi(false);
    // A second start in one process, as in tests, leaves the first log in place.
    let started = match format {
        LogFormat::Text | LogFormat::Quiet => {
            builder.with_max_level(LevelFilter::INFO).finish().into()
        }
        LogFormat::Json => {
            let json = builder.json().flatten_event(true);
            json.with_max_level(LevelFilter::INFO).finish().into()
        }
    };
    let started: tracing::Dispatch = started;
    drop(tracing::dispatcher::set_global_default(started));
    guard
}

/// Writes the event of a response.
pub(super) fn request(
    peer: &str,
    head: &Parts,
    kind: ResponseKind,
    response: &Response<Full<Bytes>>,
) {
    let original = head
        .headers
        .get(&ORIGINAL_URI)
        .and_then(|it| it.to_str().ok());
    let address = original.map_or_else(|| head.uri.to_string(), str::to_owned);
    tracing::info!(
        peer,
        method = head.method.as_str(),
        address = %escaped_line(&address),
        status = response.status().as_u16(),
        kind = kind.as_str(),
        bytes = response.body().size_hint().exact().unwrap_or_default(),
        "request"
    );
}
