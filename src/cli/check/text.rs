//! Findings for people: one line each, then what visitors see.

use super::super::feed::document_of;
use super::super::locate::Place;
use super::super::screen::screen;
use super::super::terminal;
use super::findings::{Findings, refusal};
use super::shown::{Shown, counted};
use crate::model::instant::Instant;

impl Findings {
    /// Returns one line for each finding, in the order of the text, then what visitors see and the verdict.
    pub fn to_text(&self, file: &str) -> String {
        self.to_text_of(&[file.to_owned()])
    }

    /// Returns [`Self::to_text`] of several documents of one feed, by their names.
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
                problems,
                warnings,
                snapshot,
                ..
            } => {
                for (problem, place) in problems {
                    let (index, path) = document_of(&problem.path);
                    let (file, place) = (name(index), suffix(*place));
                    lines.push(format!("{file}{place}: `{path}`: {}", problem.kind));
                }
                for (warning, place) in warnings {
                    let (index, path) = document_of(&warning.path);
                    let (file, place) = (name(index), suffix(*place));
                    lines.push(format!(
                        "{file}{place}: warning: `{path}`: {}",
                        warning.message
                    ));
                }
                lines.push(format!("{file}: {}", Shown::of(snapshot)));
                let mut verdict = match problems.len() {
                    0 => "no problems".to_owned(),
                    count => counted(count, "problem"),
                };
                if !warnings.is_empty() {
                    verdict = format!("{verdict}, {}", counted(warnings.len(), "warning"));
                }
                lines.push(format!("{file}: {verdict}"));
            }
        }
        terminal::lines(&lines)
    }

    /// Returns which format it is, what is missing of it, and what visitors see at `now`.
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
        [terminal::lines(&lines), screen(snapshot, now)].concat()
    }
}

/// `:LINE:COLUMN`, or nothing.
fn suffix(place: Option<Place>) -> String {
    place.map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column))
}
