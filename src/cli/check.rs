//! `intermission check`: what is wrong with a document, where, and what was expected.

use std::io::Read as _;
use std::process::ExitCode;

use serde_json::json;

use super::locate::{Place, locate};
use crate::model::document::Document;
use crate::model::error::{DocumentError, Problem};
use crate::model::normalize::normalize;
use crate::model::snapshot::Snapshot;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: one line a finding, `FILE:LINE:COLUMN: …`.
    #[default]
    Text,
    /// For programs: one object with `file`, `verdict`, `error`, `problems` and `shown`.
    Json,
}

/// What was found in a document.
#[derive(Clone, Debug)]
pub enum Findings {
    /// It can be used; what is wrong with some of its entries, and what visitors see.
    Usable {
        /// Each fault, and where it stands.
        problems: Vec<(Problem, Option<Place>)>,
        /// The document, understood.
        snapshot: Box<Snapshot>,
    },
    /// It cannot be used.
    Refused(DocumentError),
}

impl Findings {
    /// Looks through a document.
    pub fn of(bytes: &[u8]) -> Self {
        let (document, mut problems) = match Document::read(bytes) {
            Ok(read) => read,
            Err(error) => return Self::Refused(error),
        };
        let (snapshot, more) = normalize(&document, &[]);
        problems.extend(more);
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let placed = |problem: Problem| {
            let place = locate(text, &problem.path);
            (problem, place)
        };
        let problems = problems.into_iter().map(placed).collect();
        Self::Usable {
            problems,
            snapshot: Box::new(snapshot),
        }
    }

    /// 0: nothing is wrong. 1: something is, and the document can be used all the same. 2: it cannot.
    pub fn status(&self) -> u8 {
        match self {
            Self::Usable { problems, .. } if problems.is_empty() => 0,
            Self::Usable { .. } => 1,
            Self::Refused(_) => 2,
        }
    }

    /// One line for each finding, then what visitors see and the verdict.
    pub fn to_text(&self, file: &str) -> String {
        let mut text = String::new();
        match self {
            Self::Refused(error) => {
                let place = if let DocumentError::Json { line, column, .. } = error {
                    format!(":{line}:{column}")
                } else {
                    String::new()
                };
                line(&mut text, format_args!("{file}{place}: {error}"));
                line(
                    &mut text,
                    format_args!("{file}: refused; visitors keep the last good document"),
                );
            }
            Self::Usable { problems, snapshot } => {
                for (problem, place) in problems {
                    let place =
                        place.map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column));
                    line(&mut text, format_args!("{file}{place}: {problem}"));
                }
                line(&mut text, format_args!("{file}: {}", shown(snapshot)));
                let count = problems.len();
                match count {
                    0 => line(&mut text, format_args!("{file}: no problems")),
                    1 => line(&mut text, format_args!("{file}: 1 problem")),
                    _ => line(&mut text, format_args!("{file}: {count} problems")),
                }
            }
        }
        text
    }

    /// The same as one JSON object.
    pub fn to_json(&self, file: &str) -> serde_json::Value {
        match self {
            Self::Refused(error) => {
                json!({ "file": file, "verdict": "refused", "error": error.to_string(), "problems": [] })
            }
            Self::Usable { problems, snapshot } => {
                let verdict = if problems.is_empty() {
                    "ok"
                } else {
                    "problems"
                };
                let problems: Vec<_> = problems.iter().map(problem_json).collect();
                let shown = shown(snapshot);
                json!({ "file": file, "verdict": verdict, "problems": problems, "shown": shown })
            }
        }
    }
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.push_str(&std::fmt::format(line));
    text.push('\n');
}

fn problem_json((problem, place): &(Problem, Option<Place>)) -> serde_json::Value {
    json!({
        "path": problem.path,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "message": problem.kind.to_string(),
    })
}

/// What visitors see of a document, in one line.
fn shown(snapshot: &Snapshot) -> String {
    let tally = snapshot.tally();
    let phases: usize = snapshot.maintenances.iter().map(|it| it.phases.len()).sum();
    let open = snapshot
        .incidents
        .iter()
        .filter(|incident| incident.is_open())
        .count();
    format!(
        "{} services, {} affected, {} healthy, {} unknown; {} maintenances with {phases} phases; \
         {open} open incidents",
        tally.total(),
        tally.affected,
        tally.healthy,
        tally.unknown,
        snapshot.maintenances.len(),
    )
}

/// Checks the document in `file`; `-` is standard input.
pub fn run(file: &str, format: Format) -> ExitCode {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: expected a readable file, found: {error}");
            return ExitCode::from(2);
        }
    };
    let findings = Findings::of(&bytes);
    match format {
        Format::Text => print!("{}", findings.to_text(file)),
        Format::Json => println!("{:#}", findings.to_json(file)),
    }
    ExitCode::from(findings.status())
}

fn read(file: &str) -> std::io::Result<Vec<u8>> {
    if file != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}
