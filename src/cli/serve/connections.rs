//! All open connections, with limits of their number and time.
//!
//! hyper limits the size of a request's head, but has no limit for a client that reads its response too slowly. Here
//! each connection records when it last made progress; four times a second, those that have made none for too long are
//! ended. When there are too many, those that have waited longest are ended, so that a flood of idle connections cannot
//! keep visitors out: refusing new ones instead would.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::task::AbortHandle;

/// The interval of the clock that connections are timed by.
const TICK: Duration = Duration::from_millis(250);
/// The share of connections that are ended at once when there are too many: one in so many.
const EVICTED_SHARE: usize = 32;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The largest number of connections.
    pub(super) connections: usize,
    /// The longest time in which a connection makes no progress: it sends no complete head of a request, or reads
    /// nothing of its response.
    pub(super) idle: Duration,
    /// The longest time from the head of a request to the end of its response.
    pub(super) request: Duration,
    /// The largest head of a request, in bytes.
    pub(super) head_bytes: usize,
    /// The largest part of a request's body that is read, in bytes.
    pub(super) body_bytes: usize,
}

/// The progress of one connection, in ticks of the clock.
#[derive(Debug)]
pub(super) struct Progress {
    clock: Arc<AtomicU64>,
    /// When it was accepted, sent its last request's head, or last read something of its response.
    moved: AtomicU64,
    /// When the head of its last request was complete, or it was accepted.
    began: AtomicU64,
}

impl Progress {
    /// Records that the head of a request is complete.
    pub(super) fn begin(&self) {
        let now = self.clock.load(Ordering::Relaxed);
        self.began.store(now, Ordering::Relaxed);
        self.moved.store(now, Ordering::Relaxed);
    }

    fn moved(&self) {
        let now = self.clock.load(Ordering::Relaxed);
        self.moved.store(now, Ordering::Relaxed);
    }
}

#[derive(Debug)]
struct Entry {
    progress: Arc<Progress>,
    task: AbortHandle,
}

/// The open connections.
#[derive(Debug)]
pub(super) struct Connections {
    limits: Limits,
    clock: Arc<AtomicU64>,
    entries: Mutex<HashMap<u64, Entry>>,
    number: AtomicU64,
    open: AtomicUsize,
}

/// Removes a connection from the list when its task ends in any way.
#[derive(Debug)]
pub(super) struct Registered {
    connections: Arc<Connections>,
    number: u64,
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.connections.open.fetch_sub(1, Ordering::Relaxed);
        self.connections.lock().remove(&self.number);
    }
}

impl Connections {
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            clock: Arc::default(),
            entries: Mutex::default(),
            number: AtomicU64::default(),
            open: AtomicUsize::default(),
        })
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Returns the number of open connections.
    pub(super) fn count(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Runs a connection as a task of its own. Where there are too many, others are ended.
    pub(super) fn spawn<F>(self: &Arc<Self>, run: impl FnOnce(Arc<Progress>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let now = self.clock.load(Ordering::Relaxed);
        let progress = Arc::new(Progress {
            clock: Arc::clone(&self.clock),
            moved: now.into(),
            began: now.into(),
        });
        let connection = run(Arc::clone(&progress));
        self.open.fetch_add(1, Ordering::Relaxed);
        let registered = Registered {
            connections: Arc::clone(self),
            number,
        };
        // The lock is held until the entry is there: the task removes it when it ends.
        let mut entries = self.lock();
        let task = tokio::spawn(async move {
            let _registered = registered;
            connection.await;
        });
        let task = task.abort_handle();
        entries.insert(number, Entry { progress, task });
        if entries.len() > self.limits.connections {
            evict(&mut entries, number);
        }
    }

    /// Ends the connections that have waited longest, as when the process may open no more.
    pub(super) fn make_room(&self) {
        evict(&mut self.lock(), u64::MAX);
    }

    /// Ends connections whose time is over, for as long as the future is polled.
    pub(super) async fn watch(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(TICK);
        loop {
            ticks.tick().await;
            let now = self.clock.fetch_add(1, Ordering::Relaxed) + 1;
            let (idle, request) = (in_ticks(self.limits.idle), in_ticks(self.limits.request));
            for entry in self.lock().values() {
                let since = |at: &AtomicU64| now.saturating_sub(at.load(Ordering::Relaxed));
                let progress = &entry.progress;
                if since(&progress.moved) > idle || since(&progress.began) > request {
                    entry.task.abort();
                }
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a share of the connections, those that have waited longest, but not the `new` one. They leave the list here, so
/// that none is counted twice.
fn evict(entries: &mut HashMap<u64, Entry>, new: u64) {
    let others = entries.iter().filter(|(number, _)| **number != new);
    let mut waiting: Vec<(u64, u64)> = others
        .map(|(number, entry)| (entry.progress.moved.load(Ordering::Relaxed), *number))
        .collect();
    let share = (waiting.len() / EVICTED_SHARE).max(1);
    if share < waiting.len() {
        waiting.select_nth_unstable(share);
    }
    for (_, number) in waiting.into_iter().take(share) {
        if let Some(entry) = entries.remove(&number) {
            entry.task.abort();
        }
    }
}

fn in_ticks(time: Duration) -> u64 {
    let ticks = time.as_millis().div_ceil(TICK.as_millis());
    u64::try_from(ticks).unwrap_or(u64::MAX)
}

/// A stream that records the progress of its writes.
#[derive(Debug)]
pub(super) struct Timed<S> {
    pub(super) stream: S,
    pub(super) progress: Arc<Progress>,
}

impl<S: Unpin> Timed<S> {
    fn wrote(&self, result: &Poll<io::Result<usize>>) {
        if matches!(result, Poll::Ready(Ok(1..))) {
            self.progress.moved();
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Timed<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Timed<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(&result);
        result
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.wrote(&result);
        result
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
