//! The outcome of a verb, for people and for programs.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use chrono_tz::Tz;
use serde_json::json;
use similar::TextDiff;

use super::Options;
use super::desk::{self, Said, Saying};
use super::journal::Journal;
use super::refusal::Refusal;
use crate::cli::check::Findings;
use crate::cli::overdue::reminders;
use crate::cli::screen::screen;
use crate::cli::terminal;
use crate::model::time::instant::{self, Instant};

/// The format of the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people: what has changed, and what visitors see.
    #[default]
    Text,
    /// For programs: one object with `changes`, `written`, `published`, `shown` and, with `--dry-run`, `diff`; after a
    /// refusal one with `error`.
    Json,
}

/// Prints what was said.
pub(super) fn said(
    said: &Said,
    options: &Options,
    saying: &Saying,
    file: &Path,
    published: Option<&str>,
) {
    let name = file.display().to_string();
    let reminders = reminders(said.after.as_bytes(), said.now, saying.zone);
    if options.format == Format::Json {
        let mut found = said.findings.to_json(std::slice::from_ref(&name), said.now);
        let mut outcome = json!({
            "document": name,
            "at": instant::write(said.now),
            "changes": said.lines,
            "written": !saying.is_dry && !said.is_repeated,
            "published": published.is_some(),
            "reminders": reminders,
            "shown": found.get_mut("shown").map(serde_json::Value::take),
        });
        if let (true, Some(object)) = (saying.is_dry, outcome.as_object_mut()) {
            object.insert("diff".to_owned(), diff(said, &name).into());
        }
        options.tell(&terminal::escaped_json(&format!("{outcome:#}\n")));
        return;
    }
    let outcome = match published {
        Some(published) => published.to_owned(),
        None if saying.is_dry => "nothing was written\n".to_owned(),
        None if said.is_repeated => String::new(),
        None => format!("written to {name}, published nowhere\n"),
    };
    let diff = if saying.is_dry {
        format!("\n{}", diff(said, &name))
    } else {
        String::new()
    };
    options.tell(&format!(
        "{}{diff}\nvisitors will see:\n{}\n{outcome}",
        terminal::lines(&said.lines),
        shown(&said.findings, said.now)
    ));
    if !options.quiet {
        for reminder in reminders {
            terminal::print_error(&format!("reminder: {reminder}"));
        }
    }
}

/// Prints that a document was begun.
pub(super) fn begun(findings: &Findings, options: &Options, file: &Path, now: Instant) {
    let name = file.display().to_string();
    if options.format == Format::Json {
        let outcome = json!({ "document": name, "written": !options.dry_run });
        options.tell(&terminal::escaped_json(&format!("{outcome:#}\n")));
        return;
    }
    let outcome = if options.dry_run {
        "would write"
    } else {
        "wrote"
    };
    options.tell(&format!(
        "{outcome} {name}\n\nvisitors will see:\n{}\nnext: `intermission plan NAME --from TIME --for LENGTH`, or \
         `intermission begin NAME --for LENGTH`\n",
        shown(findings, now)
    ));
}

fn shown(findings: &Findings, now: Instant) -> String {
    match findings {
        Findings::Usable { snapshot, .. } => screen(snapshot, now),
        Findings::Refused(error) => format!("  {error}\n"),
    }
}

/// Returns the lines in which the document changes.
fn diff(said: &Said, name: &str) -> String {
    let before = said.before.as_deref().unwrap_or_default();
    let diff = TextDiff::from_lines(before, &said.after);
    diff.unified_diff().header(name, name).to_string()
}

/// Prints why nothing was said.
pub(super) fn refused(refusal: &Refusal, options: &Options) {
    if options.format == Format::Json {
        let outcome = json!({ "error": refusal.to_string(), "status": refusal.status() });
        terminal::print_json(&format!("{outcome:#}"));
    } else {
        refused_text(refusal);
    }
}

/// Prints why nothing was said, for people; on a terminal with the faulty lines of the document, as `check` does.
pub(super) fn refused_text(refusal: &Refusal) {
    let snippets = refusal.to_snippets();
    match snippets.filter(|_| io::stderr().is_terminal()) {
        Some(snippets) => terminal::print_error_bytes(snippets.as_bytes()),
        None => terminal::print_error(&refusal.to_string()),
    }
}

/// Prints the journal of a document.
pub(super) fn log(file: &Path, options: &Options) -> Result<(), Refusal> {
    let journal = Journal::read(file).map_err(|error| Refusal::File {
        file: Journal::path_of(file),
        error,
    })?;
    if options.format == Format::Json {
        let lines = json!(journal.lines);
        terminal::print_json(&format!("{lines:#}"));
        return Ok(());
    }
    let mut lines = Vec::new();
    for line in &journal.lines {
        lines.push(format!(
            "{:>4}  {}  {}: {}",
            line.number, line.at, line.by, line.verb
        ));
        lines.extend(
            line.changes
                .iter()
                .map(|change| format!("        {change}")),
        );
    }
    if lines.is_empty() {
        lines.push("nothing was said yet".to_owned());
    }
    terminal::print(&terminal::lines(&lines));
    if journal.damaged > 0 {
        terminal::print_error(&format!(
            "{}: {} lines cannot be read: a process was ended while it wrote them",
            Journal::path_of(file).display(),
            journal.damaged
        ));
    }
    Ok(())
}

/// Prints what visitors see of a document.
pub(super) fn show(
    file: &Path,
    options: &Options,
    now: Instant,
    zone: Option<Tz>,
) -> Result<(), Refusal> {
    let text = desk::read(file)?;
    let name = file.display().to_string();
    let findings = Findings::of(text.as_bytes());
    if let Findings::Refused(error) = &findings {
        return Err(Refusal::Document {
            file: name,
            error: error.clone(),
            text,
        });
    }
    if options.format == Format::Json {
        let found = findings.to_json(std::slice::from_ref(&name), now);
        terminal::print_json(&format!("{found:#}"));
        return Ok(());
    }
    terminal::print(&shown(&findings, now));
    for reminder in reminders(text.as_bytes(), now, zone) {
        terminal::print_error(&format!("reminder: {reminder}"));
    }
    Ok(())
}
