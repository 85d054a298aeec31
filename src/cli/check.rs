//! `intermission check`: what is wrong with a document, where, and what was expected.

use std::fmt;
use std::process::ExitCode;

use serde_json::json;

use super::feed::{Feed, Gathered, document_of};
use super::locate::{Place, locate_all};
use super::rehearse::clock::real_now;
use super::screen::screen;
use crate::feeds;
use crate::feeds::draft::Context;
use crate::feeds::part::Part;
use crate::feeds::parts::Need;
use crate::model::error::{DocumentError, Problem, ProblemKind};
use crate::model::instant::Instant;
use crate::model::snapshot::{Snapshot, Tally};
use crate::model::words::Indicator;

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
        /// The format that it is in.
        format: feeds::format::Format,
        /// What of it is still wanted.
        needs: Vec<Need>,
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
        Self::of_feed(&[(None, bytes)], Context::default())
    }

    /// Looks through the documents of one feed.
    pub fn of_feed(documents: &[(Option<Part>, &[u8])], context: Context<'_>) -> Self {
        match Feed::of(documents, context) {
            Ok(feed) => Self::Usable {
                format: feed.format,
                needs: feed.needs,
                problems: placed(documents, feed.problems),
                snapshot: Box::new(feed.snapshot),
            },
            Err(error) => Self::Refused(error),
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

    /// One line for each finding, in the order of the text, then what visitors see and the verdict.
    pub fn to_text(&self, file: &str) -> String {
        self.to_text_of(&[file.to_owned()])
    }

    /// The same of several documents of one feed, by their names.
    pub fn to_text_of(&self, files: &[String]) -> String {
        let name = |index: usize| files.get(index).map_or("", String::as_str);
        let file = name(0);
        let mut lines = Vec::new();
        match self {
            Self::Refused(error) => {
                let (message, place) = refusal(error);
                lines.push(format!("{file}{}: {message}", suffix(place)));
                let verdict = "refused; visitors keep the last good document";
                lines.push(format!("{file}: {verdict}"));
            }
            Self::Usable {
                problems, snapshot, ..
            } => {
                for (problem, place) in problems {
                    let (index, path) = document_of(&problem.path);
                    let (file, place) = (name(index), suffix(*place));
                    lines.push(format!("{file}{place}: `{path}`: {}", problem.kind));
                }
                lines.push(format!("{file}: {}", Shown::of(snapshot)));
                let verdict = match problems.len() {
                    0 => "no problems".to_owned(),
                    count => counted(count, "problem"),
                };
                lines.push(format!("{file}: {verdict}"));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// Which format it is, what is missing of it, and what visitors see at `now`.
    pub fn to_screen(&self, file: &str, now: Instant) -> String {
        let Self::Usable {
            format,
            needs,
            snapshot,
            ..
        } = self
        else {
            return String::new();
        };
        let mut lines = vec![format!("{file}: recognised as {}", format.name())];
        for need in needs {
            let (what, url) = (need.part.brings(), &need.url);
            lines.push(format!("{file}: missing so far: {what}, in `{url}`"));
        }
        lines.push(String::new());
        [lines.join("\n").as_str(), "\n", &screen(snapshot, now)].concat()
    }

    /// The same as one JSON object.
    pub fn to_json(&self, file: &str) -> serde_json::Value {
        match self {
            Self::Refused(error) => {
                let (message, place) = refusal(error);
                let mut error = json!({ "message": message });
                if let Some(place) = place {
                    error =
                        json!({ "message": message, "line": place.line, "column": place.column });
                }
                json!({ "file": file, "verdict": "refused", "error": error, "problems": [] })
            }
            Self::Usable {
                format,
                problems,
                snapshot,
                ..
            } => {
                let verdict = if problems.is_empty() {
                    "ok"
                } else {
                    "problems"
                };
                let problems: Vec<_> = problems.iter().map(problem_json).collect();
                let shown = Shown::of(snapshot).to_json();
                json!({
                    "file": file, "format": format.word(), "verdict": verdict,
                    "problems": problems, "shown": shown,
                })
            }
        }
    }
}

/// Finds where each problem stands, and puts them in the order of the texts.
fn placed(
    documents: &[(Option<Part>, &[u8])],
    problems: Vec<Problem>,
) -> Vec<(Problem, Option<Place>)> {
    let mut found = Vec::new();
    for (index, (_, bytes)) in documents.iter().enumerate() {
        let is_here = |problem: &&Problem| document_of(&problem.path).0 == index;
        let here: Vec<&Problem> = problems.iter().filter(is_here).collect();
        if here.is_empty() {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let paths: Vec<&str> = here.iter().map(|it| document_of(&it.path).1).collect();
        let places = locate_all(text, &paths);
        let mut pairs: Vec<_> = here.into_iter().cloned().zip(places).collect();
        pairs.sort_by_key(|(_, place)| *place);
        found.extend(pairs);
    }
    found
}

/// What is wrong with a document that cannot be used, and where, when it is one place.
fn refusal(error: &DocumentError) -> (String, Option<Place>) {
    let message = error.to_string();
    let DocumentError::Json { line, column, .. } = *error else {
        return (message, None);
    };
    // The message ends with the place, which stands in front here.
    let told = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&told).unwrap_or(&message).to_owned();
    (message, Some(Place { line, column }))
}

fn suffix(place: Option<Place>) -> String {
    place.map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column))
}

fn problem_json((problem, place): &(Problem, Option<Place>)) -> serde_json::Value {
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

/// What visitors see of a document, in numbers.
struct Shown {
    tally: Tally,
    maintenances: usize,
    phases: usize,
    open_incidents: usize,
    worst: Indicator,
}

impl Shown {
    fn of(snapshot: &Snapshot) -> Self {
        let open = snapshot.incidents.iter().filter(|it| it.is_open());
        Self {
            tally: snapshot.tally(),
            maintenances: snapshot.maintenances.len(),
            phases: snapshot.maintenances.iter().map(|it| it.phases.len()).sum(),
            open_incidents: open.count(),
            worst: snapshot.worst(),
        }
    }

    fn to_json(&self) -> serde_json::Value {
        json!({
            "services": self.tally.total(),
            "affected": self.tally.affected,
            "healthy": self.tally.healthy,
            "unknown": self.tally.unknown,
            "maintenances": self.maintenances,
            "phases": self.phases,
            "open_incidents": self.open_incidents,
            "worst": if self.worst == Indicator::Unknown { "unknown" } else { self.worst.word() },
        })
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (services, tally) = (counted(self.tally.total(), "service"), self.tally);
        write!(
            f,
            "{services}, {} affected, {} healthy",
            tally.affected, tally.healthy
        )?;
        if tally.unknown > 0 {
            write!(f, ", {} unknown", tally.unknown)?;
        }
        write!(f, "; {}", counted(self.maintenances, "maintenance"))?;
        if self.phases > 0 {
            write!(f, " with {}", counted(self.phases, "phase"))?;
        }
        write!(f, "; {}", counted(self.open_incidents, "open incident"))
    }
}

/// `1 phase`, `7 phases`.
fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// Checks the document, or the documents of one feed, in `sources`; `-` is standard input.
pub fn run(sources: &[String], format: Format) -> ExitCode {
    let gathered = match Gathered::from(sources) {
        Ok(gathered) => gathered,
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::from(2);
        }
    };
    let findings = Findings::of_feed(&gathered.borrowed(), gathered.context());
    let file = gathered.names.first().map_or("-", String::as_str);
    match format {
        Format::Text => {
            print!("{}", findings.to_text_of(&gathered.names));
            print!("{}", findings.to_screen(file, real_now()));
        }
        Format::Json => println!("{:#}", findings.to_json(file)),
    }
    for failure in &gathered.failures {
        eprintln!("{failure}");
    }
    ExitCode::from(findings.status())
}
