//! `intermission convert`: converts another service's feed to a status document.

use std::process::ExitCode;

use super::feed::{Feed, Gathered};
use super::other_formats::advice;
use super::page_facts::PageFacts;
use super::rehearse::clock::real_now;
use super::terminal;
use crate::feeds::read::{ConvertedFeed, read};

/// The arguments of `intermission convert`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if there are no problems, 1 if there are problems but the document can be used, \
                        2 if it cannot be read or used"
)]
pub struct Arguments {
    /// The feed: a file, a URL, or `-` for standard input; several are documents of one feed.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    #[command(flatten)]
    facts: PageFacts,
    /// Do not print the problems of a document that can be used.
    #[arg(short, long)]
    quiet: bool,
}

/// Writes a feed as a status document to standard output, and its problems to standard error. Exit status 0: no
/// problems. 1: there are problems, but the document can be used. 2: there is no usable document, or one of the sources
/// cannot be used.
pub fn run(arguments: &Arguments) -> ExitCode {
    let gathered = match Gathered::from(&arguments.sources, real_now()) {
        Ok(gathered) => gathered,
        Err(error) => {
            terminal::print_error(&error.to_string());
            return ExitCode::from(2);
        }
    };
    let reading = read(&gathered.borrowed(), gathered.context());
    match reading.and_then(ConvertedFeed::checked) {
        Ok(reading) if !reading.unread.is_empty() => {
            for (index, error) in &reading.unread {
                let name = gathered.names.get(*index).map_or("", String::as_str);
                terminal::print_error(&format!("{name}: {error}"));
            }
            ExitCode::from(2)
        }
        Ok(mut reading) => {
            arguments.facts.apply(&mut reading.document);
            terminal::print_json(&reading.to_text(true));
            tell(&gathered, reading, arguments.quiet)
        }
        Err(error) => {
            let name = gathered.names.first().map_or("-", String::as_str);
            terminal::print_error(&format!("{name}: {error}"));
            terminal::print_error_lines(&advice(&error, gathered.first()));
            ExitCode::from(2)
        }
    }
}

/// Prints the problems unless `quiet`, and returns the exit status.
fn tell(gathered: &Gathered, reading: ConvertedFeed, quiet: bool) -> ExitCode {
    let mut lines = Vec::new();
    lines.extend(gathered.failures.iter().cloned());
    let feed = Feed::from(reading);
    lines.extend(feed.problems.iter().map(|it| gathered.told(it)));
    for need in &feed.needs {
        let (what, url) = (need.part.brings(), &need.url);
        lines.push(format!("missing: {what}, in `{url}`"));
    }
    if !quiet {
        for line in &lines {
            terminal::print_error(&terminal::escaped_line(line));
        }
    }
    ExitCode::from(u8::from(!lines.is_empty()))
}
