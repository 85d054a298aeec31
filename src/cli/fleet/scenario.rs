//! The simulated scenario: the responses of the servers at each second. They never slow down under load.
//!
//! Time is in milliseconds since the first visitor arrives. The document has a running maintenance until [`OVER`] and a
//! completed one from then on, and fails during [`OUTAGE`]. The site responds from [`OVER`] on.

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
/// Seconds without any event, for comparison.
pub const REST: Range<usize> = 300..600;
/// Seconds in which requests for the document fail.
pub const OUTAGE: Range<usize> = 600..1200;
/// Seconds after the outage, as many as it lasted.
pub const RECOVERY: Range<usize> = 1200..1800;
/// The second at which the window ends as planned, the document says so, and the site responds.
pub const OVER: usize = 1800;
/// Time for the last visitors to return after their random delay, in seconds.
const LAST: usize = 300;
/// The origin of the site.
pub const ORIGIN: &str = "https://www.example.com";
const DOCUMENT: &str = "/status.json";

/// The parameters of a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The number of visitors.
    pub visitors: u32,
    /// The document's `resume.spread_secs`; 0 for none.
    pub spread_secs: u32,
    /// The document's `refresh_secs`.
    pub refresh_secs: u32,
    /// The seed of the random numbers.
    pub seed: u64,
}

/// The responses of the servers over the whole simulation.
#[derive(Clone, Debug)]
pub struct Scenario {
    parameters: Parameters,
    running: Vec<u8>,
    over: Vec<u8>,
}

impl Scenario {
    /// Writes the documents for `parameters`.
    pub fn new(parameters: Parameters) -> Self {
        Self {
            parameters,
            running: document(parameters, 0, "offline", "in_progress"),
            over: document(parameters, OVER, "operational", "completed"),
        }
    }

    /// Returns the parameters of a simulation.
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }

    /// The seconds from the end of the window to the end of the simulation. They suffice for the longest random delay before
    /// each request of a visitor.
    pub fn return_secs(&self) -> Range<usize> {
        let requests = usize::try_from(GOOD_ANSWERS + 1).unwrap_or(1);
        let spread = usize::try_from(self.parameters.spread_secs).unwrap_or(0);
        OVER..OVER + spread * requests + LAST
    }

    /// Returns the number of simulated seconds.
    pub fn secs(&self) -> usize {
        self.return_secs().end
    }

    /// Returns whether the window is over at `at`.
    pub fn is_over(at: i64) -> bool {
        millis(OVER) <= at
    }

    /// Returns whether requests for the document succeed at `at`.
    pub fn has_document(at: i64) -> bool {
        !(millis(OUTAGE.start)..millis(OUTAGE.end)).contains(&at)
    }

    /// Returns the response of the document's host: with a `Date` header, and during the outage without `Retry-After`.
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

    /// Returns the site's response to a probe: good after the end of the window, unless the site is overloaded.
    pub fn site(at: i64, is_good: bool) -> ProbeAnswer {
        let is_over = Self::is_over(at);
        ProbeAnswer {
            status: if is_over && is_good { 200 } else { 503 },
            url: [ORIGIN, "/cart"].concat(),
            is_this_page: !is_over,
        }
    }
}

/// Converts seconds to milliseconds.
pub fn millis(second: usize) -> i64 {
    i64::try_from(second).unwrap_or(i64::MAX / 1000) * 1000
}

/// Returns the time of a correct clock at `at`. The date is fixed, so that nothing depends on when the simulation runs.
pub fn instant(at: i64) -> Instant {
    let start = Instant::from_timestamp(1_795_428_000).unwrap_or_default();
    start + TimeDelta::milliseconds(at)
}

/// Writes the smallest document with a component, a window and a return. Anything more would take time and change no
/// request.
fn document(
    parameters: Parameters,
    published: usize,
    component: &str,
    maintenance: &str,
) -> Vec<u8> {
    let spread_secs = Some(parameters.spread_secs).filter(|secs| *secs > 0);
    let document = json!({
        "published_at": instant::write(instant(millis(published))),
        "refresh_secs": parameters.refresh_secs,
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
