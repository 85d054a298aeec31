//! A spell of faults: those of one target, from the moment at which they are asked for.

use crate::model::time::time_delta::TimeDelta;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, AGE, RETRY_AFTER,
};
use serde_json::Value;

use super::clock::http_date;
use super::draft::{Delivery, Draft};
use super::fault::{Dated, Fault, RetryAfter};
use super::plan::Minute;
use crate::model::time::instant::Instant;

/// What comes in place of the document where a network wants people to sign in.
const PORTAL: &[u8] = b"<!DOCTYPE html>\n<html lang=\"en\">\n<title>Sign in</title>\n\
    <h1>Sign in to this network</h1>\n</html>\n";
/// The beginning of a gzip stream, which is what garbage is as a rule: compressed, and nobody says so.
const GZIP: &[u8] =
    b"\x1F\x8B\x08\0\0\0\0\0\0\x03\xAB\x56\x2A\x48\x4C\x4F\x55\xB2\xAA\xAE\xE5\x02\0";

/// All that decides which document is right.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    pub(super) now: Instant,
    /// When the plan's document was published.
    pub(super) published_at: Minute,
    /// What was put in its place.
    pub(super) document: Option<Bytes>,
}

/// The spells of all targets.
#[derive(Debug, Default)]
pub(super) struct Spells {
    pub(super) document: Spell,
    pub(super) site: Spell,
}

/// Some faults, or none, and what there was when they began.
#[derive(Debug, Default)]
pub(super) struct Spell {
    faults: Vec<Fault>,
    began: Scene,
    asked: u64,
}

/// What they are for one request.
#[derive(Debug)]
pub(super) struct Turn {
    faults: Vec<Fault>,
    began: Scene,
    now: Instant,
}

impl Spell {
    pub(super) fn begin(faults: Vec<Fault>, began: Scene) -> Self {
        Self {
            faults,
            began,
            asked: 0,
        }
    }

    /// The turn of the next request.
    pub(super) fn turn(&mut self, now: Instant) -> Turn {
        let (asked, passed) = (self.asked, now - self.began.now);
        self.asked = asked.saturating_add(1);
        let rests = |fault: &Fault| matches!(fault, Fault::Flap(flap) if flap.rests(asked, passed));
        let rests = self.faults.iter().any(rests);
        Turn {
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

impl Turn {
    /// Whether the page stands in for the site although it need not.
    pub(super) fn is_away(&self) -> bool {
        self.faults.contains(&Fault::Away)
    }

    /// The moment at which the document was right that is served now, if that is not the present.
    pub(super) fn stale(&self) -> Option<&Scene> {
        let is_stale = |fault: &Fault| matches!(fault, Fault::Stale(_));
        self.faults.iter().any(is_stale).then_some(&self.began)
    }

    /// Does to an answer what is asked for.
    pub(super) fn spoil(&self, draft: &mut Draft) {
        for fault in &self.faults {
            self.apply(*fault, draft);
        }
    }

    fn apply(&self, fault: Fault, draft: &mut Draft) {
        match fault {
            Fault::Status(code) => fail(draft, code),
            Fault::RetryAfter(RetryAfter::Seconds(seconds)) => {
                draft.set(RETRY_AFTER, &seconds.to_string());
            }
            Fault::RetryAfter(RetryAfter::Date(seconds)) => {
                draft.set(RETRY_AFTER, &http_date(shifted(self.now, seconds)));
            }
            Fault::Delay(late) => draft.delay = late,
            Fault::Hang => draft.delivery = Delivery::Never,
            Fault::Reset => draft.delivery = Delivery::Half,
            Fault::Huge => draft.delivery = Delivery::Huge,
            Fault::Truncate => draft.halve(),
            Fault::Html => draft.put("text/html; charset=utf-8", Bytes::from_static(PORTAL)),
            Fault::Garbage => draft.body = Bytes::from_static(GZIP),
            Fault::Empty => draft.body = Bytes::new(),
            Fault::Stale(dated) => self.age(dated, draft),
            Fault::Version(version) => draft.body = with_version(&draft.body, version),
            Fault::Date(seconds) => draft.date = shifted(draft.date, seconds),
            Fault::Cors => {
                draft.headers.remove(ACCESS_CONTROL_ALLOW_ORIGIN);
                draft.headers.remove(ACCESS_CONTROL_EXPOSE_HEADERS);
            }
            // The draft was made accordingly; and that there is a turn at all is for `flap` to say.
            Fault::Away | Fault::Flap(_) => {}
        }
    }

    /// Tells how old the document is. One from the future, after a jump back in time, is as good as new.
    fn age(&self, dated: Dated, draft: &mut Draft) {
        let age = (self.now - self.began.now).num_seconds().max(0);
        draft.set(AGE, &age.to_string());
        match dated {
            Dated::Now => {}
            Dated::Then => draft.date = shifted(draft.date, -age),
        }
    }
}

fn fail(draft: &mut Draft, status: StatusCode) {
    let code = status.as_u16();
    draft.fail(
        status,
        format!("HTTP {code}, as asked for in this rehearsal\n"),
    );
}

fn shifted(instant: Instant, seconds: i64) -> Instant {
    let shift = TimeDelta::try_seconds(seconds).unwrap_or_default();
    instant.checked_add_signed(shift).unwrap_or(instant)
}

/// What is no JSON object has no version to change.
fn with_version(body: &Bytes, version: u32) -> Bytes {
    let Ok(Value::Object(mut members)) = serde_json::from_slice(body) else {
        return body.clone();
    };
    members.insert("version".to_owned(), version.into());
    Bytes::from(Value::Object(members).to_string())
}
