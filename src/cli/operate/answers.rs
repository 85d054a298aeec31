//! Questions to an operator on a terminal, where a name fits several entries or something is most likely a mistake.
//!
//! A verb that needs an answer is refused first, which releases the lock of the document; then the question is asked,
//! and the verb is carried out again with the answer. A question that stays open for hours thus holds up no other verb.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};

use super::draft::Entry;
use super::names::{Choice, NameError, with_id};
use super::refusal::Refusal;
use crate::cli::terminal;

/// The most entries to choose from. With more, nothing is asked and the verb is refused.
const MOST: usize = 30;

/// A kind of likely mistake, with the part of it that does not depend on the time of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A time that is past, as the operator wrote it.
    Past(String),
    /// A time more than a day ahead, as the operator wrote it.
    Far(String),
    /// A beginning that is not past.
    NotBegun,
    /// A window of more than a day.
    LongWindow,
    /// A second maintenance beside the one of this name.
    Second(String),
    /// The end of a maintenance before these phases.
    PhasesLeft(String),
}

/// A choice among entries that the operator has made.
#[derive(Clone, Debug)]
struct Chosen {
    what: &'static str,
    /// The name that fits several; `None` where the operator has named none.
    found: Option<String>,
    /// The chosen one, with its id.
    candidate: String,
}

/// The answers that the operator has given, in options or to questions.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Whether all unlikely things are meant.
    is_sure: bool,
    confirmed: Vec<Doubt>,
    chosen: Vec<Chosen>,
}

impl Answers {
    /// Returns the answers that the options give: whether all unlikely things are meant.
    pub fn new(is_sure: bool) -> Self {
        Self {
            is_sure,
            ..Self::default()
        }
    }

    /// Lets all unlikely things count as meant.
    pub fn confirm_all(&mut self) {
        self.is_sure = true;
    }

    /// Returns whether something unlikely is meant.
    pub fn is_confirmed(&self, doubt: &Doubt) -> bool {
        self.is_sure || self.confirmed.contains(doubt)
    }

    /// Returns the entry that the operator has chosen among those that `found` fits; `None` without such a choice.
    ///
    /// # Errors
    /// The chosen entry is none of `entries` any longer: another one must not take its place.
    pub fn chosen(
        &self,
        what: &'static str,
        found: Option<&str>,
        entries: &[Entry],
    ) -> Result<Option<Entry>, NameError> {
        let is_about_it = |it: &&Chosen| it.what == what && it.found.as_deref() == found;
        let Some(chosen) = self.chosen.iter().find(is_about_it) else {
            return Ok(None);
        };
        let is_chosen = |entry: &&Entry| with_id(entry) == chosen.candidate;
        let mut present = entries.iter().filter(is_chosen);
        match (present.next(), present.next()) {
            (Some(entry), None) => Ok(Some(entry.clone())),
            (Some(_) | None, _) => Err(NameError::Gone {
                what,
                found: chosen.candidate.clone(),
            }),
        }
    }

    /// Asks the question behind a refusal, and keeps the answer.
    ///
    /// # Errors
    /// The refusal itself: it is no question, or the operator does not answer it, or does not mean what is unlikely.
    pub(super) fn ask(&mut self, refusal: Refusal) -> Result<(), Refusal> {
        match &refusal {
            Refusal::Name(NameError::Several(choice)) => {
                let Some(candidate) = choose(choice) else {
                    return Err(refusal);
                };
                self.chosen.push(Chosen {
                    what: choice.what,
                    found: choice.found.clone(),
                    candidate,
                });
                Ok(())
            }
            Refusal::Unlikely { doubt, question } => {
                if !is_meant(question) {
                    return Err(refusal);
                }
                self.confirmed.push(doubt.clone());
                Ok(())
            }
            Refusal::Name(NameError::None { .. } | NameError::Gone { .. })
            | Refusal::Time(_)
            | Refusal::Misused(_)
            | Refusal::Impossible(_)
            | Refusal::Config(_)
            | Refusal::Document { .. }
            | Refusal::Missing(_)
            | Refusal::Faulty { .. }
            | Refusal::File { .. }
            | Refusal::Locked { .. }
            | Refusal::Conflict { .. }
            | Refusal::Unpublished { .. } => Err(refusal),
        }
    }
}

/// Returns whether there is somebody to ask: standard input and standard error are a terminal.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks which of several entries is meant, until the answer is one of their numbers; `None` without an answer.
fn choose(choice: &Choice) -> Option<String> {
    let candidates = &choice.candidates;
    let distinct: BTreeSet<&String> = candidates.iter().collect();
    if distinct.len() < candidates.len() || MOST < candidates.len() {
        return None;
    }
    let numbered = (1..).zip(candidates);
    let numbered = numbered.map(|(number, it)| format!("{number:>4}  {it}"));
    let mut lines = vec![format!("{}:", choice.lead())];
    lines.extend(numbered);
    terminal::print_error_lines(&terminal::lines(&lines));
    let last = candidates.len();
    loop {
        let line = answer(&format!("Which one, 1 to {last}? "))?;
        let number = line.parse::<usize>().ok();
        let candidate = number.and_then(|it| candidates.get(it.checked_sub(1)?));
        if let Some(candidate) = candidate {
            return Some(candidate.clone());
        }
        terminal::print_error(&format!(
            "expected a number from 1 to {last}, or nothing to change nothing, found `{line}`"
        ));
    }
}

/// Asks whether something unlikely is meant; without an answer it is not.
fn is_meant(question: &str) -> bool {
    terminal::print_error(question);
    let line = answer("Say it all the same? [y/N] ").unwrap_or_default();
    ["y", "yes"].contains(&line.to_lowercase().as_str())
}

/// Prints a question, and returns the line that answers it; `None` if it is empty or there is no more input.
fn answer(question: &str) -> Option<String> {
    terminal::print_error_lines(question);
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line);
    if !line.ends_with('\n') {
        // The terminal has not ended the line of the question.
        terminal::print_error("");
    }
    let line = line.trim();
    (read.is_ok() && !line.is_empty()).then(|| line.to_owned())
}
