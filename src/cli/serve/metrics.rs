//! Counters for monitoring, in the text format of Prometheus.
//!
//! Each response increments one atomic number. A library would look the number up by its labels in a map behind a lock.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use hyper::StatusCode;

use super::kind::ResponseKind;
use crate::model::time::instant::Instant;

/// The media type of the format, with its version.
pub(super) const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
const STATUSES: usize = 600;

/// All counters of a server.
#[derive(Debug)]
pub(super) struct Metrics {
    /// The number of responses by kind and status.
    responses: Vec<AtomicU64>,
    /// The number of documents that were refused or could not be read.
    refused: AtomicU64,
    /// When the document that is served was written, and when it was taken over, in seconds; 0 if none is served.
    written: AtomicI64,
    published: AtomicI64,
}

impl Default for Metrics {
    fn default() -> Self {
        let responses = std::iter::repeat_with(AtomicU64::default);
        Self {
            responses: responses.take(ResponseKind::ALL.len() * STATUSES).collect(),
            refused: AtomicU64::default(),
            written: AtomicI64::default(),
            published: AtomicI64::default(),
        }
    }
}

impl Metrics {
    /// Counts a response.
    pub(super) fn count(&self, kind: ResponseKind, status: StatusCode) {
        let index = kind.index() * STATUSES + usize::from(status.as_u16());
        if let Some(count) = self.responses.get(index) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Counts a document that was not taken over.
    pub(super) fn refuse(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// Records that a document is served from `now` on, and when it was written, if it states that.
    pub(super) fn publish(&self, written: Option<Instant>, now: Instant) {
        let written = written.map_or(0, Instant::timestamp);
        self.written.store(written, Ordering::Relaxed);
        self.published.store(now.timestamp(), Ordering::Relaxed);
    }

    /// Returns all counters as text, as of `now`.
    pub(super) fn text(&self, connections: usize, now: Instant) -> String {
        let mut text = String::new();
        let name = "intermission_responses_total";
        family(
            &mut text,
            name,
            "counter",
            "Responses by kind and HTTP status.",
        );
        let kinds = self.responses.chunks(STATUSES).zip(ResponseKind::ALL);
        for (counts, kind) in kinds {
            for (status, count) in counts.iter().enumerate() {
                let (kind, count) = (kind.as_str(), count.load(Ordering::Relaxed));
                if count > 0 {
                    line(
                        &mut text,
                        &format!("{name}{{kind=\"{kind}\",status=\"{status}\"}} {count}"),
                    );
                }
            }
        }
        let connections = i64::try_from(connections).unwrap_or(i64::MAX);
        single(
            &mut text,
            "intermission_connections",
            "gauge",
            "Open connections.",
            connections,
        );
        let refused = self.refused.load(Ordering::Relaxed);
        let refused = i64::try_from(refused).unwrap_or(i64::MAX);
        single(
            &mut text,
            "intermission_documents_refused_total",
            "counter",
            "Status documents that could not be read or used, or were older than the one that is served.",
            refused,
        );
        let (written, published) = (
            self.written.load(Ordering::Relaxed),
            self.published.load(Ordering::Relaxed),
        );
        if written != 0 {
            single(
                &mut text,
                "intermission_document_age_seconds",
                "gauge",
                "Time since the status document was written, as it states.",
                now.timestamp() - written,
            );
        }
        if published != 0 {
            single(
                &mut text,
                "intermission_last_publish_timestamp_seconds",
                "gauge",
                "Unix time at which the status document was taken over.",
                published,
            );
        }
        text
    }
}

fn single(text: &mut String, name: &str, kind: &str, help: &str, value: i64) {
    family(text, name, kind, help);
    line(text, &format!("{name} {value}"));
}

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    line(text, &format!("# HELP {name} {help}\n# TYPE {name} {kind}"));
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
