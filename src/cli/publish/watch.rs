//! Publishes continuously: files whenever they change, and documents from hosts at an interval.
//!
//! Files are polled rather than watched by the operating system: polling works on network file systems, for documents
//! that are replaced as well as for those that are written in place, and does not depend on clocks. The modification
//! time of a file may stay the same over two changes. docs/decisions/0025-publishing.md states the cost.

use std::collections::BTreeSet;
use std::thread::sleep;
use std::time::Duration;

use super::{Arguments, Done, PublishError, confirm, gather, publish};
use crate::cli::check::Line;
use crate::cli::feed::{Asked, is_url};
use crate::cli::terminal;

const LOOKS_PER_SECOND: u64 = 4;
const BETWEEN_LOOKS: Duration = Duration::from_millis(1000 / LOOKS_PER_SECOND);
const BEFORE_RETRY: Duration = Duration::from_secs(5);
/// The longest pause before a failing host is asked again, unless the operator's interval is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Publishes until the process is ended. Problems with a document are printed, and the published files stay.
pub(super) fn run(arguments: &Arguments) -> ! {
    let teller = Teller {
        quiet: arguments.quiet,
        last: BTreeSet::new(),
        returns: String::new(),
    };
    if arguments.sources.iter().any(|source| is_url(source)) {
        watch_hosts(arguments, teller)
    } else {
        watch_files(arguments, teller)
    }
}

/// Prints what happens; a problem that persists is printed once and not at each attempt.
struct Teller {
    quiet: bool,
    /// The findings of the last attempt, without positions.
    last: BTreeSet<String>,
    /// The last line that was printed about the return.
    returns: String,
}

impl Teller {
    fn done(&mut self, done: &Done, is_news: bool) {
        if !self.quiet {
            self.once(&done.lines);
            if is_news {
                terminal::print(&format!("{done}\n"));
            }
            if is_news && self.returns != done.returns {
                self.returns.clone_from(&done.returns);
                terminal::print(&format!("{}\n", done.returns));
            }
        }
    }

    /// Prints what is wrong with the history.
    fn confirmed(&mut self, warnings: &[String]) {
        if !self.quiet && !warnings.is_empty() {
            let lines: Vec<Line> = warnings.iter().cloned().map(Line::from).collect();
            self.once(&lines);
        }
    }

    fn failed(&mut self, error: &PublishError) {
        self.once(&[Line::from(error.to_string())]);
    }

    /// Prints the lines whose findings the last attempt did not have.
    fn once(&mut self, lines: &[Line]) {
        for line in lines {
            if !self.last.contains(&line.finding) {
                terminal::print_error(&line.line);
            }
        }
        self.last = lines.iter().map(|line| line.finding.clone()).collect();
    }
}

fn watch_hosts(arguments: &Arguments, mut teller: Teller) -> ! {
    let interval = Duration::from_secs(arguments.every);
    let mut pause = interval;
    loop {
        match gather(arguments).and_then(|gathered| publish(arguments, &gathered)) {
            Ok(done) => {
                pause = interval;
                teller.done(&done, done.is_news());
            }
            Err(error) => {
                teller.failed(&error);
                pause = match error {
                    PublishError::Unreadable(_) | PublishError::Interrupted { .. } => {
                        (pause * 2).min(LONGEST_PAUSE).max(interval)
                    }
                    PublishError::Folder { .. } => interval.min(BEFORE_RETRY),
                    PublishError::Faulty { .. }
                    | PublishError::Backwards { .. }
                    | PublishError::Page { .. }
                    | PublishError::Config(_)
                    | PublishError::NoPage(_)
                    | PublishError::OtherPage(_)
                    | PublishError::Edited { .. } => interval,
                };
            }
        }
        sleep(pause);
    }
}

/// The content of the files when they were last read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::cli) enum Look {
    /// They have not been read yet.
    #[default]
    Never,
    /// They were read, with this content.
    Read(Vec<Asked>),
    /// One could not be read, for this reason.
    Failed(String),
}

/// Decides when files are to be published: once they have changed and two consecutive reads agree, because many editors
/// write a file in several steps.
#[derive(Debug, Default)]
pub(in crate::cli) struct Watcher {
    handled: Look,
    last: Look,
}

impl Watcher {
    /// Returns whether `found`, the result of the latest read, is to be published or reported.
    pub(in crate::cli) fn is_news(&mut self, found: Look) -> bool {
        let is_settled = found == self.last;
        let is_news = is_settled && found != self.handled;
        self.last = found;
        is_news
    }

    /// Returns whether the latest read has been published or reported.
    fn is_handled(&self) -> bool {
        self.last == self.handled
    }

    /// Notes that the latest read has been published or reported.
    pub(in crate::cli) fn handle(&mut self) {
        self.handled = std::mem::take(&mut self.last);
    }
}

fn watch_files(arguments: &Arguments, mut teller: Teller) -> ! {
    let mut watcher = Watcher::default();
    // The interval after which the clock alone may have changed the result of a document, and after which the history
    // notes that the document still holds.
    let patience = arguments.every.saturating_mul(LOOKS_PER_SECOND);
    let mut looks_left = None;
    let mut is_converted = false;
    loop {
        let gathered = gather(arguments);
        let found = match &gathered {
            Ok(gathered) => Look::Read(gathered.documents.clone()),
            Err(error) => Look::Failed(error.to_string()),
        };
        looks_left = looks_left.map(|left: u64| left.saturating_sub(1));
        let is_news = watcher.is_news(found);
        let is_due = looks_left == Some(0);
        if is_news || is_due && is_converted {
            looks_left = None;
            match gathered.and_then(|gathered| publish(arguments, &gathered)) {
                Ok(done) => {
                    teller.done(&done, is_news || done.is_news());
                    is_converted = done.is_converted;
                    looks_left = Some(patience);
                }
                Err(error) => {
                    teller.failed(&error);
                    // The fault is not the document's: a full
                    if matches!(error, PublishError::Folder { .. }) {
                        sleep(BEFORE_RETRY);
                        continue;
                    }
                }
            }
            if is_news {
                watcher.handle();
            }
        } else if is_due && watcher.is_handled() {
            looks_left = Some(patience);
            teller.confirmed(&confirm(arguments));
        }
        sleep(BETWEEN_LOOKS);
    }
}
