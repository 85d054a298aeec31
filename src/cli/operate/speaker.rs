//! Says something of the document that the options and settings name, and publishes it.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Options;
use super::change::{self, Change};
use super::desk::{self, Desk, Said, Saying};
use super::draft::Draft;
use super::drill;
use super::journal::Journal;
use super::refusal::Refusal;
use crate::cli::config::Settings;
use crate::cli::publish;
use crate::cli::terminal;
use crate::cli::zone::beside;

/// The document that the verbs change where nothing names one.
const DOCUMENT: &str = "status.json";

/// A document, and where it is published.
#[derive(Debug)]
pub(super) struct Speaker<'a> {
    options: &'a Options,
    settings: Settings,
    pub(super) file: PathBuf,
    /// Whether the operator was told that this is a drill.
    has_told: AtomicBool,
}

impl<'a> Speaker<'a> {
    /// Reads the settings.
    ///
    /// # Errors
    /// The settings have faults.
    pub(super) fn new(options: &'a Options) -> Result<Self, Refusal> {
        let settings = options.config.settings()?;
        let named = options.document.clone();
        let by_default = PathBuf::from(DOCUMENT);
        let file = match named {
            Some(named) => named,
            // In the folder of a drill, the operator practises: no setting leads to the real document.
            None if drill::is_beside(&by_default) => by_default,
            None => settings.document.clone().unwrap_or(by_default),
        };
        Ok(Self {
            options,
            settings,
            file,
            has_told: AtomicBool::new(false),
        })
    }

    /// Changes the document. `verb` returns the number of the line of the journal that it takes back, if it does.
    ///
    /// Where something is ambiguous or unlikely, and `saying` allows it, the operator is asked; the verb is then
    /// carried out again, as of the time of the answer.
    ///
    /// # Errors
    /// The verb is refused, or the document is, or a file cannot be written.
    pub(super) fn change(
        &self,
        saying: &mut Saying,
        verb: impl Fn(&mut Change<'_>, &str, &Journal) -> Result<Option<u64>, Refusal>,
    ) -> Result<Said, Refusal> {
        loop {
            // A missing document is reported before a lock file is created.
            let document = desk::read(&self.file)?;
            if drill::admit(&self.file, self.options)? {
                self.tell_of_drill(saying, &document);
            }
            let desk = Desk::open(&self.file)?;
            // The drill may have ended while another process had the lock.
            drill::admit(&self.file, self.options)?;
            let said = desk.say(saying, &verb);
            drop(desk);
            // Here the lock is released: a question may stay open for hours.
            match said {
                Err(refusal) if saying.may_ask => saying.answers.ask(refusal)?,
                Ok(_) | Err(_) => return said,
            }
            saying.now = drill::now(&self.file, self.options)?;
        }
    }

    /// Prints the time of the drill, once, in the operator's zone or that of the document.
    fn tell_of_drill(&self, saying: &Saying, document: &str) {
        if self.options.quiet || saying.is_dry || self.has_told.swap(true, Ordering::Relaxed) {
            return;
        }
        let of_document = || change::zone_of(&Draft::open(document).ok()?);
        let now = beside(saying.now, saying.zone.or_else(of_document));
        terminal::print_error(&format!("drill: it is {now} there; nothing is published"));
    }

    /// Changes and publishes the document, and tells what has changed on standard error.
    ///
    /// # Errors
    /// The change is refused, or the document is written and not published.
    pub(super) fn say(
        &self,
        verb: &str,
        change: impl Fn(&mut Change<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.write(verb, false, change)?;
        self.publish().map(drop)
    }

    /// Changes the document, and tells what has changed on standard error. `may_ask` lets the operator be asked on a
    /// terminal.
    ///
    /// # Errors
    /// The change is refused.
    pub(super) fn write<T>(
        &self,
        verb: &str,
        may_ask: bool,
        change: impl Fn(&mut Change<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let saying = self.options.saying(drill::now(&self.file, self.options)?);
        let mut saying = Saying {
            verb: verb.to_owned(),
            id: None,
            may_ask: may_ask && saying.may_ask,
            ..saying
        };
        let outcome = Cell::new(None);
        let said = self.change(&mut saying, |draft, _, _| {
            outcome.set(Some(change(draft)?));
            Ok(None)
        })?;
        if !self.options.quiet {
            terminal::print_error_lines(&terminal::lines(&said.lines));
        }
        outcome
            .take()
            .ok_or_else(|| Refusal::Impossible("expected an outcome, found a bug".to_owned()))
    }

    /// Publishes the document where the options or settings say, and returns what was published.
    ///
    /// # Errors
    /// The document is not published.
    pub(super) fn publish(&self) -> Result<Option<String>, Refusal> {
        let to = self.options.to.clone();
        let to = to.or_else(|| self.settings.publish_to.clone());
        let is_drill = drill::clock(&self.file)?.is_some();
        let Some(to) = to.filter(|_| !self.options.no_publish && !is_drill) else {
            return Ok(None);
        };
        let published = publish::document(&publish::Single {
            file: &self.file,
            to: &to,
            dist: self.settings.publish_dist.as_deref(),
            config: &self.options.config,
            despite_problems: self.options.despite_problems,
        });
        published.map(Some).map_err(|error| Refusal::Unpublished {
            file: self.file.clone(),
            error: Box::new(error),
        })
    }
}
