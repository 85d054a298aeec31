//! The faults in effect: those of each target, since they were requested.

use crate::model::time::time_delta::TimeDelta;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, AGE, RETRY_AFTER,
};
use serde_json::Value;

use super::clock::http_date;
use super::fault::{Dated, Fault, RetryAfter};
use super::pending_response::{Delivery, PendingResponse};
use super::plan::Minute;
use crate::model::time::instant::Instant;

/// The web page that a captive portal sends in place of the document.
const PORTAL: &[u8] = b"<!DOCTYPE html>\n<html lang=\"en\">\n<title>Sign in</title>\n\
    <h1>Sign in to this network</h1>\n</html>\n";
/// The beginning of a gzip stream. Garbage in practice usually is a compressed body without `Content-Encoding`.
const GZIP: &[u8] =
    b"\x1F\x8B\x08\0\0\0\0\0\0\x03\xAB\x56\x2A\x48\x4C\x4F\x55\xB2\xAA\xAE\xE5\x02\0";

/// Everything that determines the document at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct FaultContext {
    pub(super) now: Instant,
    /// The minute at which the plan's document was published.
    pub(super) published_at: Minute,
    /// The document that replaces the plan's, if any.
    pub(super) document: Option<Bytes>,
}

/// The active faults of all targets.
#[derive(Debug, Default)]
pub(super) struct FaultsByTarget {
    pub(super) document: ActiveFaults,
    pub(super) site: ActiveFaults,
}

/// The faults of one target, possibly none, and the context at their beginning.
#[derive(Debug, Default)]
pub(super) struct ActiveFaults {
    faults: Vec<Fault>,
    began: FaultContext,
    asked: u64,
}

/// The faults that apply to one request.
#[derive(Debug)]
pub(super) struct RequestFaults {
    faults: Vec<Fault>,
    began: FaultContext,
    now: Instant,
}

impl ActiveFaults {
    pub(super) fn begin(faults: Vec<Fault>, began: FaultContext) -> Self {
        Self {
            faults,
            began,
            asked: 0,
        }
    }

    /// Returns the faults of the next request, none while `flap` suspends them.
    pub(super) fn for_next_request(&mut self, now: Instant) -> RequestFaults {
        let (asked, passed) = (self.asked, now - self.began.now);
        self.asked = asked.saturating_add(1);
        let rests = |fault: &Fault| matches!(fault, Fault::Flap(flap) if flap.rests(asked, passed));
        let rests = self.faults.iter().any(rests);
        RequestFaults {
            faults: if rests {
                Vec::new()
            } else {
                self.faults.clone()
            },
            began: self.began.clone(),
            now,
        }
    }
}

impl RequestFaults {
    /// Returns whether the page stands in for the site although the maintenance is over.
    pub(super) fn is_away(&self) -> bool {
        self.faults.contains(&Fault::Away)
    }

    /// Returns the context of the document that is served, if that is an old one.
    pub(super) fn stale(&self) -> Option<&FaultContext> {
        let is_stale = |fault: &Fault| matches!(fault, Fault::Stale(_));
        self.faults.iter().any(is_stale).then_some(&self.began)
    }

    /// Applies all faults to a response, from left to right.
    pub(super) fn apply_faults(&self, response: &mut PendingResponse) {
        for fault in &self.faults {
            self.apply(*fault, response);
        }
    }

    fn apply(&self, fault: Fault, response: &mut PendingResponse) {
        match fault {
            Fault::Status(code) => fail(response, code),
            Fault::RetryAfter(RetryAfter::Seconds(seconds)) => {
                response.set(RETRY_AFTER, &seconds.to_string());
            }
            Fault::RetryAfter(RetryAfter::Date(seconds)) => {
                response.set(RETRY_AFTER, &http_date(shifted(self.now, seconds)));
            }
            Fault::Delay(late) => response.delay = late,
            Fault::Hang => response.delivery = Delivery::Never,
            Fault::Reset => response.delivery = Delivery::Half,
            Fault::Huge => response.delivery = Delivery::Huge,
            Fault::Truncate => response.halve(),
            Fault::Html => response.put("text/html; charset=utf-8", Bytes::from_static(PORTAL)),
            Fault::Garbage => response.body = Bytes::from_static(GZIP),
            Fault::Empty => response.body = Bytes::new(),
            Fault::Stale(dated) => self.age(dated, response),
            Fault::Version(version) => response.body = with_version(&response.body, version),
            Fault::Date(seconds) => response.date = shifted(response.date, seconds),
            Fault::Cors => {
                response.headers.remove(ACCESS_CONTROL_ALLOW_ORIGIN);
                response.headers.remove(ACCESS_CONTROL_EXPOSE_HEADERS);
            }
            // `away` was considered when the response was made, `flap` in `for_next_request`.
            Fault::Away | Fault::Flap(_) => {}
        }
    }

    /// Sets `Age`, and `Date` if wanted. A document from the future, after a jump back in time, has the age 0.
    fn age(&self, dated: Dated, response: &mut PendingResponse) {
        let age = (self.now - self.began.now).num_seconds().max(0);
        response.set(AGE, &age.to_string());
        match dated {
            Dated::Now => {}
            Dated::Then => response.date = shifted(response.date, -age),
        }
    }
}

fn fail(response: &mut PendingResponse, status: StatusCode) {
    let code = status.as_u16();
    response.fail(
        status,
        format!("HTTP {code}, as asked for in this rehearsal\n"),
    );
}

fn shifted(instant: Instant, seconds: i64) -> Instant {
    let shift = TimeDelta::try_seconds(seconds).unwrap_or_default();
    instant.checked_add_signed(shift).unwrap_or(instant)
}

/// Replaces the version of a document. A body that is not a JSON object stays as it is.
fn with_version(body: &Bytes, version: u32) -> Bytes {
    let Ok(Value::Object(mut members)) = serde_json::from_slice(body) else {
        return body.clone();
    };
    members.insert("version".to_owned(), version.into());
    Bytes::from(Value::Object(members).to_string())
}
