//! Problem details for programs: the overall status as `application/problem+json` (RFC 9457).

use serde_json::{Map, Value, json};

use super::still::Still;
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::status::situation::Situation;
use crate::model::time::instant::{Instant, write};

/// The response in place of the site, as far as the problem details repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The status code.
    pub status: u16,
    /// The value of `Retry-After`, in seconds.
    pub retry_after_secs: u32,
}

/// The largest number of affected services that are listed.
const MOST_AFFECTED: usize = 100;

impl Still {
    /// Returns the problem details of a response. `expected_end` and `affected` are left out where the document does not
    /// state them.
    pub fn problem(&self, response: ErrorResponse) -> String {
        let detail = [
            Some(self.headline().to_owned()),
            self.ending(|at| self.dated(at)),
            Some(self.as_of(&self.dated(self.at))),
        ];
        let detail = self.joined(&detail);
        let mut problem = response.envelope(&detail);
        let situation = self.derived.overview.situation.as_str().replace('-', "_");
        problem.insert("situation".to_owned(), situation.into());
        problem.insert("as_of".to_owned(), write(self.at).into());
        if let Some(end) = self.expected_end() {
            problem.insert("expected_end".to_owned(), write(end).into());
        }
        let affected = self
            .rows()
            .filter(|it| it.status != ComponentStatus::Operational)
            .map(|it| {
                let mut service = json!({ "name": it.name, "status": it.status.as_str() });
                if let (Some(service), Some(eta)) = (service.as_object_mut(), it.eta) {
                    service.insert("eta".to_owned(), write(eta).into());
                }
                service
            });
        let affected: Vec<Value> = affected.collect();
        if !affected.is_empty() {
            problem.insert("affected_count".to_owned(), affected.len().into());
            let listed = affected.into_iter().take(MOST_AFFECTED).collect();
            problem.insert("affected".to_owned(), Value::Array(listed));
        }
        text(problem)
    }

    /// Returns when the publisher expects the maintenance under way to end; `None` once that time has passed, because it
    /// is no expectation any more.
    fn expected_end(&self) -> Option<Instant> {
        let is_running = matches!(
            self.derived.overview.situation,
            Situation::Running | Situation::Early | Situation::Verifying
        );
        let window = self.headlined().filter(|_| is_running)?.window?;
        window.end().filter(|end| *end > self.at)
    }
}

impl ErrorResponse {
    /// The status code of published files, with which servers answer by default.
    pub const STATUS: u16 = 503;

    /// Returns the problem details where no document says what is wrong.
    pub fn problem(self, detail: &str) -> String {
        text(self.envelope(detail))
    }

    /// Returns the members that every response has. The type `about:blank` has the phrase of the status code as its title
    /// (RFC 9457, 4.2.1).
    fn envelope(self, detail: &str) -> Map<String, Value> {
        let phrase = axum::http::StatusCode::from_u16(self.status).ok();
        let phrase = phrase.and_then(|it| it.canonical_reason());
        let members = [
            ("type", Value::from("about:blank")),
            ("title", phrase.unwrap_or("Unavailable").into()),
            ("status", self.status.into()),
            ("detail", detail.into()),
            ("retry_after", self.retry_after_secs.into()),
        ];
        let named = members.map(|(name, value)| (name.to_owned(), value));
        named.into_iter().collect()
    }
}

fn text(problem: Map<String, Value>) -> String {
    format!("{:#}\n", Value::Object(problem))
}
