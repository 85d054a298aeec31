//! Findings for programs: one JSON object.

use serde_json::{Value, json};

use super::super::locate::Place;
use super::findings::{Findings, refusal};
use super::shown::Shown;
use super::verdict::Verdict;
use super::warnings::Warning;
use crate::model::error::{Problem, ProblemKind};
use crate::model::instant::Instant;

impl Findings {
    /// Returns what was found, and what visitors read at `now`, as one JSON object.
    pub fn to_json(&self, file: &str, now: Instant) -> Value {
        match self {
            Self::Refused(error) => {
                let (message, place) = refusal(error);
                let mut error = json!({ "message": message });
                if let Some(place) = place {
                    error =
                        json!({ "message": message, "line": place.line, "column": place.column });
                }
                json!({ "file": file, "verdict": "refused", "error": error, "problems": [], "warnings": [] })
            }
            Self::Usable {
                format,
                problems,
                warnings,
                snapshot,
                ..
            } => {
                let verdict = if problems.is_empty() {
                    "ok"
                } else {
                    "problems"
                };
                let problems: Vec<_> = problems.iter().map(problem_json).collect();
                let warnings: Vec<_> = warnings.iter().map(warning_json).collect();
                let shown = Shown::of(snapshot).to_json();
                let read = Verdict::of(snapshot, now);
                json!({
                    "file": file, "format": format.word(), "verdict": verdict,
                    "problems": problems, "warnings": warnings, "shown": shown, "at": crate::model::instant::write(now),
                    "situation": read.situation, "badge": read.badge,
                    "headline": read.headline, "sentence": read.sentence,
                })
            }
        }
    }
}

fn warning_json((warning, place): &(Warning, Option<Place>)) -> Value {
    json!({
        "path": warning.path,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "kind": warning.kind.as_str(),
        "message": warning.message,
    })
}

fn problem_json((problem, place): &(Problem, Option<Place>)) -> Value {
    json!({
        "path": problem.path,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "kind": kind(&problem.kind),
        "message": problem.kind.to_string(),
    })
}

/// One word for a program to go by; messages may be worded better one day.
fn kind(kind: &ProblemKind) -> &'static str {
    match kind {
        ProblemKind::BadTime { .. } => "bad_time",
        ProblemKind::BadUrl { .. } => "bad_url",
        ProblemKind::DuplicateId { .. } => "duplicate_id",
        ProblemKind::EndsBeforeStart { .. } => "ends_before_start",
        ProblemKind::Missing { .. } => "missing",
        ProblemKind::OutOfRange { .. } => "out_of_range",
        ProblemKind::UnknownComponent { .. } => "unknown_component",
        ProblemKind::UnknownWord { .. } => "unknown_word",
        ProblemKind::WrongType { .. } => "wrong_type",
    }
}
