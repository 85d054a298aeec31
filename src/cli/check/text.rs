//! Findings for people: one line each, then what visitors see.

use super::super::locate::Position;
use super::super::return_load;
use super::super::screen::screen;
use super::super::terminal;
use super::findings::Findings;
use super::found::Found;
use super::shown::{Shown, counted};
use crate::model::i18n::message::{self, native};
use crate::model::status::snapshot::{Published, Snapshot};
use crate::model::time::countdown::Amount;
use crate::model::time::instant::{self, Instant};

/// One finding for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The finding without its position, which moves whenever anything before it changes.
    pub finding: String,
    /// The finding with its position.
    pub line: String,
}

impl From<&Found<'_>> for Line {
    fn from(found: &Found<'_>) -> Self {
        let lead = if found.is_warning { "warning: " } else { "" };
        let message = format!("{lead}{}", found.message);
        Self::new(&found.file, found.position, &message)
    }
}

/// Returns a text with the characters escaped that end a message of a workflow.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D");
    text.replace('\n', "%0A")
}

/// Returns a text with the characters escaped that end a property of a message of a workflow.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl Line {
    fn new(file: &str, position: Option<Position>, message: &str) -> Self {
        Self {
            finding: format!("{file}: {message}"),
            line: format!("{file}{}: {message}", suffix(position)),
        }
    }
}

impl From<String> for Line {
    fn from(line: String) -> Self {
        Self {
            finding: line.clone(),
            line,
        }
    }
}

impl Findings {
    /// Returns one line for each finding, in the order of the text, then what visitors see and the verdict.
    pub fn to_text(&self, file: &str) -> String {
        self.to_text_of(&[file.to_owned()])
    }

    /// Returns [`Self::to_text`] of several documents of one feed, by their names.
    pub fn to_text_of(&self, files: &[String]) -> String {
        let lines = self.lines(files).into_iter().map(|it| it.line);
        let lines: Vec<String> = lines.collect();
        terminal::lines(&lines) + &self.to_summary(files)
    }

    /// Returns what visitors see and the verdict, in lines.
    pub(super) fn to_summary(&self, files: &[String]) -> String {
        let file = files.first().map_or("", String::as_str);
        let mut lines = Vec::new();
        let verdict = match self {
            Self::Refused(_) => "refused; visitors keep the last good document".to_owned(),
            Self::Usable {
                problems,
                warnings,
                snapshot,
                unread,
                ..
            } => {
                lines.push(format!("{file}: {}", Shown::of(snapshot)));
                lines.push(format!("{file}: {}", return_load::line(&snapshot.resume)));
                let problems = match problems.len() {
                    0 => "no problems".to_owned(),
                    count => counted(count, "problem"),
                };
                let verdict = match warnings.len() {
                    0 => problems,
                    count => format!("{problems}, {}", counted(count, "warning")),
                };
                match unread.len() {
                    0 => verdict,
                    count => {
                        let count = counted(count, "document");
                        format!("{verdict}, {count} that cannot be used")
                    }
                }
            }
        };
        lines.push(format!("{file}: {verdict}"));
        terminal::lines(&lines)
    }

    /// Returns the findings as lines in the order of the text, problems first.
    pub fn lines(&self, files: &[String]) -> Vec<Line> {
        self.found(files).iter().map(Line::from).collect()
    }

    /// Returns the problems as lines in the order of the text, without the warnings.
    pub fn problem_lines(&self, files: &[String]) -> Vec<Line> {
        let found = self.found(files);
        let problems = found.iter().filter(|it| !it.is_warning);
        problems.map(Line::from).collect()
    }

    /// Returns the findings as annotations of GitHub's workflows, which stand beside the lines of the files.
    pub fn to_annotations(&self, files: &[String]) -> String {
        let annotation = |it: Found<'_>| {
            let kind = if it.is_warning { "warning" } else { "error" };
            let place = it.position.map_or_else(String::new, |at| {
                format!(",line={},col={}", at.line, at.column)
            });
            let (file, message) = (property(&it.file), data(&it.message));
            format!("::{kind} file={file}{place}::{message}")
        };
        let lines: Vec<String> = self.found(files).into_iter().map(annotation).collect();
        terminal::lines(&lines)
    }

    /// Returns the format, whether the data is too old, the missing parts, and what visitors see at `now`, as text.
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
        if let Some(too_old) = too_old(snapshot, now) {
            lines.push(format!("{file}: {too_old}"));
        }
        for need in needs {
            let (what, url) = (need.part.brings(), &need.url);
            lines.push(format!("{file}: missing so far: {what}, in `{url}`"));
        }
        lines.push(String::new());
        [terminal::lines(&lines), screen(snapshot, now)].concat()
    }
}

/// Returns why the services of a feed are unknown, if the newest check of them is too old at `now`.
fn too_old(snapshot: &Snapshot, now: Instant) -> Option<String> {
    let stale_at = snapshot.stale_at.filter(|it| *it <= now)?;
    let Published::Checked(at) = snapshot.published else {
        return Some(format!(
            "too old since {}: the services are unknown",
            instant::write(stale_at)
        ));
    };
    let ago = message::ago(native::english(), Amount::of(now - at));
    let at = instant::write(at);
    Some(format!(
        "last checked {ago}, at {at}: too old, so the services are unknown"
    ))
}

/// Returns `:LINE:COLUMN`, or an empty text without a position.
fn suffix(position: Option<Position>) -> String {
    position.map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column))
}
