//! The server itself: takes connections, reads requests and sends responses, until it is to stop.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONNECTION, EXPECT, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

use super::answer::{Answer, answer};
use super::bundle::Bundle;
use super::connections::{Connections, Progress, Timed};
use super::documents::{Served, State};
use super::health;
use super::history::Responses;
use super::listen::{Listener, Stream};
use super::log;
use super::metrics::Metrics;
use super::response_options::ResponseOptions;
use crate::cli::terminal::escaped_line;

/// The pause after a connection could not be accepted, as when the process has too many files open.
const AFTER_REFUSAL: Duration = Duration::from_millis(50);

/// The purpose of a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Port {
    /// The page and its files.
    Visitors,
    /// Health and metrics, for the operator's own machines.
    Operator,
}

/// Everything that responses are made of.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) options: ResponseOptions,
    pub(super) connections: Arc<Connections>,
    pub(super) metrics: Metrics,
    bundle: RwLock<Arc<Bundle>>,
    history: RwLock<Arc<Responses>>,
    state: Mutex<State>,
}

impl Shared {
    pub(super) fn new(
        options: ResponseOptions,
        connections: Arc<Connections>,
        bundle: Bundle,
    ) -> Self {
        Self {
            options,
            connections,
            metrics: Metrics::default(),
            bundle: RwLock::new(Arc::new(bundle)),
            history: RwLock::default(),
            state: Mutex::default(),
        }
    }

    /// Replaces what is served. Responses that are being sent are not changed.
    pub(super) fn replace(&self, bundle: Bundle) {
        *self.bundle.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(bundle);
    }

    /// Replaces the files of the history.
    pub(super) fn replace_history(&self, history: Arc<Responses>) {
        *self.history.write().unwrap_or_else(PoisonError::into_inner) = history;
    }

    /// Returns what is known of the documents.
    pub(super) fn state(&self) -> State {
        self.lock().clone()
    }

    /// Records that a document is served.
    pub(super) fn publish(&self, served: Served) {
        self.metrics.publish(served.written, served.since);
        self.lock().document = Some(served);
    }

    /// Records, and logs once, why a source brought no document.
    pub(super) fn note_fault(&self, source: &str, fault: String) {
        let mut state = self.lock();
        if state.faults.get(source) != Some(&fault) {
            for line in fault.lines() {
                tracing::error!(source, "{}", escaped_line(line));
            }
            state.faults.insert(source.to_owned(), fault);
        }
    }

    /// Records that a source works.
    pub(super) fn clear_fault(&self, source: &str) {
        self.lock().faults.remove(source);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bundle(&self) -> Arc<Bundle> {
        Arc::clone(&self.bundle.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn history(&self) -> Arc<Responses> {
        Arc::clone(&self.history.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Takes connections until `stop` changes, then lets the responses in progress end.
pub(super) async fn accept(
    listener: Listener,
    port: Port,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connections = Arc::clone(&shared.connections);
                let (shared, watcher) = (Arc::clone(&shared), graceful.watcher());
                connections.spawn(|progress| async move {
                    let connection = Conversation {
                        shared,
                        port,
                        peer: peer.into(),
                        progress,
                    };
                    match stream {
                        Stream::Tcp(stream) => connection.serve(stream, watcher).await,
                        Stream::Unix(stream) => connection.serve(stream, watcher).await,
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "expected a connection");
                shared.connections.make_room();
                tokio::time::sleep(AFTER_REFUSAL).await;
            }
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

/// One connection.
struct Conversation {
    shared: Arc<Shared>,
    port: Port,
    peer: Arc<str>,
    progress: Arc<Progress>,
}

impl Conversation {
    async fn serve<S>(self, stream: S, watcher: hyper_util::server::graceful::Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = self.shared.connections.limits();
        let progress = Arc::clone(&self.progress);
        let io = TokioIo::new(Timed { stream, progress });
        let service = service_fn(|request| self.respond(request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            // `Connections` ends those that wait for too long, which this limit would also do to slow downloads.
            .header_read_timeout(None)
            .max_buf_size(limits.head_bytes)
            .serve_connection(io, service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(peer = %self.peer, %error, "the connection broke off");
        }
    }

    async fn respond(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        self.progress.begin();
        if self.port == Port::Operator {
            return Ok(health::respond(&self.shared, request.uri().path()));
        }
        let (head, body) = request.into_parts();
        let is_read = self.is_body_read(&head, body).await;
        let (bundle, history) = (self.shared.bundle(), self.shared.history());
        let Answer { kind, mut response } = answer(&bundle, &history, self.shared.options, &head);
        if !is_read {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        self.shared.metrics.count(kind, response.status());
        if self.shared.options.logs_requests {
            log::request(&self.peer, &head, kind, &response);
        }
        Ok(response)
    }

    /// Reads the body of a request, of which nothing is used: a connection that is closed while its client still sends
    /// is reset, and the client may lose the response. Returns whether all of it came.
    async fn is_body_read(&self, head: &hyper::http::request::Parts, body: Incoming) -> bool {
        if body.is_end_stream() {
            return true;
        }
        // The client waits for permission to send, and gets the response instead.
        if head.headers.contains_key(EXPECT) {
            return false;
        }
        let limits = self.shared.connections.limits();
        let mut body = Limited::new(body, limits.body_bytes);
        let all = async {
            while let Some(frame) = body.frame().await {
                if frame.is_err() {
                    return false;
                }
            }
            true
        };
        tokio::time::timeout(limits.idle / 2, all)
            .await
            .unwrap_or(false)
    }
}
