//! Findings for programs: one JSON object.

use serde_json::{Value, json};

use super::super::locate::Position;
use super::super::return_load;
use super::findings::{Findings, refusal};
use super::shown::Shown;
use super::verdict::Verdict;
use super::warnings::Warning;
use crate::model::document::error::{DocumentError, Problem, ProblemKind};
use crate::model::time::instant::Instant;

impl Findings {
    /// Returns the findings in the documents in `files`, and the verdict at `now`, as one JSON object.
    pub fn to_json(&self, files: &[String], now: Instant) -> Value {
        let file = files.first().map_or("-", String::as_str);
        match self {
            Self::Refused(error) => {
                let error = refusal_json(error);
                json!({
                    "file": file, "verdict": "refused", "error": error,
                    "problems": [], "warnings": [], "unread": [],
                })
            }
            Self::Usable {
                format,
                problems,
                warnings,
                snapshot,
                unread,
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
                let unread = unread.iter().map(|(index, error)| {
                    let name = files.get(*index).map_or("", String::as_str);
                    json!({ "file": name, "error": refusal_json(error) })
                });
                let unread: Vec<_> = unread.collect();
                json!({
                    "file": file, "format": format.as_str(), "verdict": verdict,
                    "problems": problems, "warnings": warnings, "unread": unread, "shown": shown, "at": crate::model::time::instant::write(now),
                    "situation": read.situation, "badge": read.badge,
                    "headline": read.headline, "sentence": read.sentence,
                    "return": return_load::to_json(&snapshot.resume),
                })
            }
        }
    }
}

fn refusal_json(error: &DocumentError) -> Value {
    let (message, position) = refusal(error);
    match position {
        Some(Position { line, column }) => {
            json!({ "message": message, "line": line, "column": column })
        }
        None => json!({ "message": message }),
    }
}

fn warning_json((warning, position): &(Warning, Option<Position>)) -> Value {
    json!({
        "path": warning.path,
        "line": position.map(|position| position.line),
        "column": position.map(|position| position.column),
        "kind": warning.kind.as_str(),
        "message": warning.message,
    })
}

fn problem_json((problem, position): &(Problem, Option<Position>)) -> Value {
    json!({
        "path": problem.path,
        "line": position.map(|position| position.line),
        "column": position.map(|position| position.column),
        "kind": kind(&problem.kind),
        "message": problem.kind.to_string(),
    })
}

/// Returns the stable name of a kind of problem for programs; messages may change.
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
