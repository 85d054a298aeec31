//! `intermission check`: reports the problems of a document with their positions, and what visitors read.
//!
//! [`findings`] checks the documents; `text`, `snippets` and `json` format the findings. [`mod@reference`] knows where
//! the documentation describes a member.

pub mod findings;
mod found;
mod history;
mod json;
pub mod reference;
mod shown;
mod snippets;
mod text;
mod verdict;
pub mod warnings;

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;

pub use findings::Findings;
pub use snippets::are_coloured;
pub use text::Line;

use super::feed::{Gathered, SourceError};
use super::other_formats::advice;
use super::publish::{edition::DOCUMENT, stale};
use super::rehearse::clock::real_now;
use super::terminal;
use crate::model::time::instant::Instant;

/// The arguments of `intermission check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if there are no problems, 1 if there are problems but the document can be used, \
                        2 if it cannot be read or used"
)]
pub struct Arguments {
    /// The document or feed: a file, a URL, a folder, or `-` for standard input; several are documents of one feed.
    ///
    /// Of a folder that is served, its `status.json` is checked, that each compressed copy belongs to the file beside
    /// it, and the files of its history.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// Print the findings in this format; by default `text`, on a terminal `snippets`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Evaluate the document as of this instant, such as `2026-11-23T10:27:00Z`; now by default.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    /// Let warnings count as problems in the exit status.
    #[arg(long)]
    strict: bool,
    /// Print the findings, and not what visitors would see.
    #[arg(short, long)]
    quiet: bool,
}

/// The format of the findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: one line for each finding, `FILE:LINE:COLUMN: …`.
    #[default]
    Text,
    /// For people: each finding with its line and where its member is documented; on a terminal by default.
    Snippets,
    /// For workflows of GitHub: annotations that stand beside the lines of the files.
    Github,
    /// For programs: one object with `file`, `verdict`, `problems`, `warnings`, `shown`, the situation that visitors
    /// read, and, for a folder that has some, `stale_copies` and `history`, the faults of its history.
    Json,
}

/// The reason why there is nothing to check.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The machine: the folder cannot be read.
    #[error("{folder}: expected a folder that can be read, found: {error}")]
    Folder {
        /// The folder.
        folder: String,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The operator, the server or the network: a document cannot be read.
    #[error(transparent)]
    Source(SourceError),
}

/// Checks the document, or the documents of one feed; `-` is standard input.
pub fn run(arguments: &Arguments) -> ExitCode {
    let now = arguments.at.unwrap_or_else(real_now);
    let (gathered, served) = match gather(&arguments.sources, now) {
        Ok(gathered) => gathered,
        Err(error) => {
            terminal::print_error(&error.to_string());
            return ExitCode::from(2);
        }
    };
    let findings = Findings::of_feed(&gathered.borrowed(), gathered.context());
    let by_default = || {
        if io::stdout().is_terminal() {
            Format::Snippets
        } else {
            Format::Text
        }
    };
    let format = arguments.format.unwrap_or_else(by_default);
    match format {
        Format::Text | Format::Snippets => {
            print_findings(&findings, &gathered, format);
            if !arguments.quiet {
                terminal::print(&findings.to_summary(&gathered.names));
            }
            print_served(&served);
            if !arguments.quiet {
                print_shown(&findings, &gathered, now);
            }
        }
        Format::Github => {
            terminal::print(&findings.to_annotations(&gathered.names));
            let served = served.stale_copies.iter().chain(&served.history);
            let lines: Vec<String> = served.map(|it| format!("::error::{it}")).collect();
            terminal::print(&terminal::lines(&lines));
        }
        Format::Json => {
            let mut json = findings.to_json(&gathered.names, now);
            let lists = [
                ("stale_copies", &served.stale_copies),
                ("history", &served.history),
            ];
            for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
                if let Some(object) = json.as_object_mut() {
                    object.insert(name.to_owned(), list.iter().map(String::as_str).collect());
                }
            }
            terminal::print_json(&format!("{json:#}"));
        }
    }
    for failure in &gathered.failures {
        terminal::print_error(failure);
    }
    let is_refused_by_strict = arguments.strict && findings.has_warnings();
    let is_served_badly = !served.stale_copies.is_empty() || !served.history.is_empty();
    let is_refused = is_refused_by_strict || is_served_badly;
    ExitCode::from(findings.status().max(u8::from(is_refused)))
}

/// Prints the findings for people.
fn print_findings(findings: &Findings, gathered: &Gathered, format: Format) {
    if format == Format::Snippets {
        let documents: Vec<&[u8]> = gathered
            .documents
            .iter()
            .map(|it| it.1.as_slice())
            .collect();
        let snippets = findings.to_snippets(
            &gathered.names,
            &documents,
            are_coloured(io::stdout().is_terminal()),
        );
        terminal::print_bytes(snippets.as_bytes());
    } else {
        let lines = findings.lines(&gathered.names).into_iter();
        let lines: Vec<String> = lines.map(|it| it.line).collect();
        terminal::print(&terminal::lines(&lines));
    }
}

/// Prints the faults of folders that are served.
fn print_served(served: &Served) {
    for file in &served.stale_copies {
        terminal::print(&format!(
            "{file}: expected compressed copies of this file, found those of another text: `intermission publish` makes \
             them anew\n"
        ));
    }
    terminal::print(&terminal::lines(&served.history));
}

/// Prints what visitors would see at an instant.
fn print_shown(findings: &Findings, gathered: &Gathered, now: Instant) {
    let file = gathered.names.first().map_or("-", String::as_str);
    terminal::print(&findings.to_screen(file, now));
    if let Findings::Refused(error) = findings {
        terminal::print(&advice(error, gathered.first()));
    }
}

/// The faults of folders that are served, beside those of the document.
#[derive(Debug, Default)]
struct Served {
    /// The files whose compressed copies do not match them. Servers send the copies, so that visitors do not get an
    /// operator's edits.
    stale_copies: Vec<String>,
    /// The faults of the history, one line each.
    history: Vec<String>,
}

/// Returns the documents to check, and the faults of the folders that they are in.
fn gather(sources: &[String], now: Instant) -> Result<(Gathered, Served), CheckError> {
    let (mut documents, mut served) = (Vec::new(), Served::default());
    for source in sources {
        let folder = Path::new(source);
        if !folder.is_dir() {
            documents.push(source.clone());
            continue;
        }
        let unreadable = |error| CheckError::Folder {
            folder: source.clone(),
            error,
        };
        let path = |name: &Path| folder.join(name).display().to_string();
        let stale = stale::find(folder).map_err(unreadable)?;
        served
            .stale_copies
            .extend(stale.iter().map(|stale| path(&stale.name)));
        served
            .history
            .extend(history::faults(folder).map_err(unreadable)?);
        documents.push(path(Path::new(DOCUMENT)));
    }
    let gathered = Gathered::from(&documents, now).map_err(CheckError::Source)?;
    Ok((gathered, served))
}
