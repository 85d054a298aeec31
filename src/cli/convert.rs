//! `intermission convert`: a status document of ours, from anybody's feed.

use std::process::ExitCode;

use super::feed::{Feed, Gathered};
use super::rehearse::clock::real_now;
use super::terminal;
use crate::feeds::read::{Reading, read};

/// Writes the feed in `sources` as one of our documents to standard output, and what is wrong to standard
/// error. 0: nothing is. 1: something is, and the document can be used all the same. 2: there is none.
pub fn run(sources: &[String]) -> ExitCode {
    let gathered = match Gathered::from(sources, real_now()) {
        Ok(gathered) => gathered,
        Err(failure) => {
            terminal::print_error(&failure);
            return ExitCode::from(2);
        }
    };
    match read(&gathered.borrowed(), gathered.context()) {
        Ok(reading) => {
            terminal::print_json(&reading.to_text(true));
            tell(&gathered, reading)
        }
        Err(error) => {
            terminal::print_error(&format!("{}: {error}", sources.join(", ")));
            ExitCode::from(2)
        }
    }
}

fn tell(gathered: &Gathered, reading: Reading) -> ExitCode {
    for (index, error) in &reading.unread {
        let name = gathered.names.get(*index).map_or("", String::as_str);
        terminal::print_error(&format!("{name}: {error}"));
    }
    for failure in &gathered.failures {
        terminal::print_error(failure);
    }
    let is_whole = reading.unread.is_empty() && gathered.failures.is_empty();
    let feed = Feed::from(reading);
    for problem in &feed.problems {
        terminal::print_error(&terminal::escaped_line(&gathered.told(problem)));
    }
    for need in &feed.needs {
        let missing = format!("missing: {}, in `{}`", need.part.brings(), need.url);
        terminal::print_error(&terminal::escaped_line(&missing));
    }
    ExitCode::from(u8::from(
        !(is_whole && feed.problems.is_empty() && feed.needs.is_empty()),
    ))
}
