//! A drill that is played: what the operator hears, and what is observed of the document.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Tz;

use super::Format;
use super::compare::Comparison;
use super::outcome::{Outcome, Played};
use super::report::{self, Heading, clock};
use super::truth::Truth;
use super::watched::Watched;
use crate::cli::operate::journal::Journal;
use crate::cli::rehearse::clock::Clock;
use crate::cli::rehearse::server::{Options, Practice};
use crate::cli::terminal;
use crate::cli::zone;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The time of the drill that the operator has after the end of the work to say everything that is true then.
const LAST_WORDS: TimeDelta = TimeDelta::minutes(15);
/// The pause between two looks at the document, in real time.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// A drill that is played.
pub(super) struct Play {
    truth: Truth,
    clock: Arc<Clock>,
    file: PathBuf,
    watched: Watched,
    start: Instant,
    /// When the work is over.
    completed: Instant,
    zone: Option<Tz>,
    /// Whether standard output is kept for the report.
    is_quiet: bool,
    /// Up to when the operator has heard of the events.
    heard: Instant,
    /// The number of verbs that were printed.
    printed: usize,
}

impl Play {
    /// Begins to observe the document `file`, of which visitors read the present version from the start on.
    pub(super) fn new(options: &Options, truth: Truth, clock: Arc<Clock>, file: PathBuf) -> Self {
        let schedule = clock.schedule();
        let start = schedule.instant(options.start_at.since_start());
        let zone = options.plan.page.time_zone.as_deref();
        let mut watched = Watched::default();
        watched.observe(&file, start);
        Self {
            truth,
            clock,
            file,
            watched,
            start,
            completed: schedule.instant(options.plan.completed_at().since_start()),
            zone: zone.and_then(zone::find),
            is_quiet: false,
            heard: start,
            printed: 0,
        }
    }

    /// Returns the present of the drill as its end, in whole seconds as documents and journals have them.
    pub(super) fn end(&self) -> Instant {
        let now = self.clock.now();
        let end = Instant::from_timestamp(now.timestamp()).unwrap_or(self.start);
        end.max(self.start)
    }

    /// Returns the document and the clock for the server.
    pub(super) fn practice(&self) -> Practice {
        Practice {
            document: self.file.clone(),
            clock: Arc::clone(&self.clock),
        }
    }

    /// Prints what the operator has to know to begin.
    pub(super) fn introduce(
        &mut self,
        options: &Options,
        folder: &Path,
        port: u16,
        format: Format,
    ) {
        self.is_quiet = format == Format::Json;
        let speed = options.speed.to_words();
        let name = &options.plan.maintenance.name;
        let start = clock(self.start, self.zone);
        let last = LAST_WORDS.num_minutes();
        // The quotation is that of POSIX shells, in which a quotation mark ends it.
        let folder = folder.display().to_string().replace('\'', r"'\''");
        self.tell(&format!(
            "Drill `{name}`, {speed}; it is {start}.

  http://127.0.0.1:{port}/             the page in place of the site while it is away
  http://127.0.0.1:{port}/index.html   the page itself

Below you hear what happens. Say it in another shell, by the verbs of `intermission`:

  cd '{folder}'
  intermission show

Only the document in that folder changes, and nothing is published. The drill ends when the work is over and
the document says all that is true then, at most {last} minutes later. Ctrl-C ends it before.
"
        ));
    }

    fn tell(&self, text: &str) {
        if self.is_quiet {
            terminal::print_error(text);
        } else {
            terminal::print(&format!("{text}\n"));
        }
    }

    /// Plays until the work is over and the document says so, at most [`LAST_WORDS`] later.
    pub(super) async fn until_over(&mut self) {
        loop {
            let now = self.clock.now();
            self.look(now);
            let is_over = self.completed + LAST_WORDS <= now;
            if is_over || (self.completed <= now && self.is_all_true(now)) {
                return;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Observes the document, and prints what has happened and what was said.
    fn look(&mut self, now: Instant) {
        let problem = self.watched.observe(&self.file, now);
        let at = clock(now, self.zone);
        if let Some(problem) = problem {
            let problem = terminal::escaped_line(&problem);
            self.tell(&format!(
                "{at}  visitors cannot use the document: {problem}"
            ));
        }
        let events = self.truth.events.iter();
        let new = events.filter(|it| self.heard < it.at && it.at <= now);
        for event in new {
            if let Some(alert) = &event.alert {
                let (at, alert) = (clock(event.at, self.zone), terminal::escaped_line(alert));
                self.tell(&format!("{at}  {alert}"));
            }
        }
        self.heard = now.max(self.heard);
        // A journal that cannot be read is an error of the report, which reads it again.
        let said = Journal::read(&self.file).map(|it| self.watched.verbs(&it));
        let said = said.unwrap_or_default();
        for verb in said.iter().skip(self.printed) {
            let (at, verb) = (
                clock(verb.at, self.zone),
                terminal::escaped_line(&verb.verb),
            );
            self.tell(&format!("{at}  you: {verb}"));
        }
        self.printed = said.len().max(self.printed);
    }

    fn is_all_true(&self, now: Instant) -> bool {
        let subjects = 0..self.truth.subjects.len();
        let compared = subjects.map(|it| self.watched.compared(&self.truth, it, now));
        compared.into_iter().all(|it| it == Comparison::True)
    }

    /// Observes the document at the `end` of the drill, and returns its journal.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(super) fn last_look(&mut self, end: Instant) -> io::Result<Journal> {
        self.look(end);
        Journal::read(&self.file)
    }

    /// Prints the report of a drill that has ended at `end` with this journal.
    pub(super) fn report(
        &self,
        is_complete: bool,
        end: Instant,
        journal: &Journal,
        format: Format,
    ) {
        let played = Played {
            start: self.start,
            end,
        };
        let versions = self.watched.versions(journal);
        let verbs = self.watched.verbs(journal);
        let outcome = Outcome::of(&self.truth, &versions, verbs, played);
        let heading = Heading {
            name: &self.truth.maintenance,
            is_complete,
            played,
            zone: self.zone,
        };
        match format {
            Format::Text => terminal::print(&format!("\n{}", report::text(&outcome, heading))),
            Format::Json => {
                terminal::print_json(&format!("{:#}", report::json(&outcome, heading)));
            }
        }
    }
}
