//! The night that is simulated: what the servers answer at which second. They never slow down under load.
//!
//! Time is in milliseconds from the moment the first visitor arrives. The document says one thing until
//! [`OVER`], another from then on, and cannot be had during [`OUTAGE`]; the site answers from [`OVER`] on.

use std::ops::Range;

use crate::model::time::time_delta::TimeDelta;
use serde_json::json;

use crate::model::document::error::FetchError;
use crate::model::policy::answer::Answer;
use crate::model::policy::resume::GOOD_ANSWERS;
use crate::model::state::ProbeAnswer;
use crate::model::time::instant::{self, Instant};

/// Seconds in which all visitors arrive.
pub const ARRIVALS: Range<usize> = 0..300;
/// Seconds in which nothing happens.
pub const REST: Range<usize> = 300..600;
/// Seconds in which the document cannot be had.
pub const OUTAGE: Range<usize> = 600..1200;
/// Seconds from the end of the outage on: as many as it had.
pub const RECOVERY: Range<usize> = 1200..1800;
/// The second at which the window ends, as planned: the document says so and the site answers.
pub const OVER: usize = 1800;
/// How long the last visitors in view may take besides what is drawn for them, in seconds.
const LAST: usize = 300;
/// Where the site lives.
pub const ORIGIN: &str = "https://www.example.com";
const DOCUMENT: &str = "/status.json";

/// What is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many visitors there are.
    pub visitors: u32,
    /// The document's `resume.spread_secs`; 0 where it says none.
    pub spread_secs: u32,
    /// The document's `refresh_secs`.
    pub refresh_secs: u32,
    /// Where the dice begin.
    pub seed: u64,
}

/// The servers' side of a plan.
#[derive(Clone, Debug)]
pub struct Night {
    plan: Plan,
    running: Vec<u8>,
    over: Vec<u8>,
}

impl Night {
    /// Writes the documents.
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            running: document(plan, 0, "offline", "in_progress"),
            over: document(plan, OVER, "operational", "completed"),
        }
    }

    /// What is simulated.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// From the second at which it is over to the end of the simulation: what a visitor may wait for the site,
    /// each of the requests that he costs it counted, and then some.
    pub fn comeback(&self) -> Range<usize> {
        let requests = usize::try_from(GOOD_ANSWERS + 1).unwrap_or(1);
        let spread = usize::try_from(self.plan.spread_secs).unwrap_or(0);
        OVER..OVER + spread * requests + LAST
    }

    /// How many seconds are simulated.
    pub fn secs(&self) -> usize {
        self.comeback().end
    }

    /// Whether it is over.
    pub fn is_over(at: i64) -> bool {
        millis(OVER) <= at
    }

    /// Whether the document can be had.
    pub fn has_document(at: i64) -> bool {
        !(millis(OUTAGE.start)..millis(OUTAGE.end)).contains(&at)
    }

    /// What the host of the document answers: with a `Date` header, and in the outage without `Retry-After`.
    pub fn answer(&self, at: i64) -> Answer {
        let body = if !Self::has_document(at) {
            Err(FetchError::HttpStatus { code: 503 })
        } else if Self::is_over(at) {
            Ok(self.over.clone())
        } else {
            Ok(self.running.clone())
        };
        Answer {
            date: Some(instant(at - at.rem_euclid(1000))),
            ..Answer::new(DOCUMENT, body)
        }
    }

    /// The site's answer to a probe, good once it is over unless it has too much to do.
    pub fn site(at: i64, is_good: bool) -> ProbeAnswer {
        let is_over = Self::is_over(at);
        ProbeAnswer {
            status: if is_over && is_good { 200 } else { 503 },
            url: [ORIGIN, "/cart"].concat(),
            is_this_page: !is_over,
        }
    }
}

/// A second of the night in its milliseconds.
pub fn millis(second: usize) -> i64 {
    i64::try_from(second).unwrap_or(i64::MAX / 1000) * 1000
}

/// What a right clock shows then. The night is a fixed one: nothing may depend on when it is simulated.
pub fn instant(at: i64) -> Instant {
    let start = Instant::from_timestamp(1_795_428_000).unwrap_or_default();
    start + TimeDelta::milliseconds(at)
}

/// As small as a document can be that has an edge to look at and says how visitors return: what else it says
/// costs time and changes no request.
fn document(plan: Plan, published: usize, component: &str, maintenance: &str) -> Vec<u8> {
    let spread_secs = Some(plan.spread_secs).filter(|secs| *secs > 0);
    let document = json!({
        "published_at": instant::write(instant(millis(published))),
        "refresh_secs": plan.refresh_secs,
        "resume": { "url": "/cart", "spread_secs": spread_secs },
        "components": [{ "name": "Shop", "status": component }],
        "scheduled_maintenances": [{
            "name": "Upgrade",
            "status": maintenance,
            "scheduled_for": instant::write(instant(0)),
            "scheduled_until": instant::write(instant(millis(OVER))),
        }],
    });
    document.to_string().into_bytes()
}
