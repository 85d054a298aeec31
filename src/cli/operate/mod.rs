//! The verbs by which an operator says what happens: each changes the status document, shows what visitors will see, and
//! publishes it.
//!
//! `desk` carries a verb out: it locks the document, has the verb change a `draft`, checks the result, notes it in the
//! `journal` and replaces the document. The verbs themselves stand in `maintenance`, `ending`, `phases`, `services`,
//! `incidents` and `undo`; `run` says them for a command. In a `drill`, they take its time. `change` has what they
//! share, `times` and `names` read what an operator types, and `answers` asks where that is ambiguous. `report` prints
//! the outcome.

pub mod answers;
pub mod change;
pub mod desk;
pub mod draft;
mod drill;
pub mod ending;
mod finish;
pub mod incidents;
pub mod journal;
pub mod maintenance;
mod merge;
pub mod names;
pub mod new;
pub mod phases;
pub mod refusal;
mod report;
pub mod run;
pub mod services;
mod speaker;
pub mod times;
mod undo;
mod waiting;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono_tz::Tz;

use super::config::ConfigOption;
use super::option_values::read_zone;
use super::terminal;
use super::zone;
use crate::model::time::instant::Instant;
use answers::Answers;
use change::Change;
use desk::Saying;
use refusal::Refusal;
use speaker::Speaker;

/// The verbs, by the names that operators type.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Verb {
    /// Write a status document to start from, by options or by questions.
    New(Verbal<new::New>),
    /// Begin a maintenance: a planned one of this name, or a new one.
    Begin(Verbal<maintenance::Work>),
    /// Plan a maintenance.
    Plan(Verbal<maintenance::Plan>),
    /// Say how far the phases of the maintenance are.
    Phase(Choice<phases::Step>),
    /// Say how many units of the active phase are finished.
    Progress(Verbal<phases::Progress>),
    /// Set the state of services.
    Service(Verbal<services::Service>),
    /// Move the end of the maintenance.
    Eta(Verbal<maintenance::Eta>),
    /// Write a message to visitors about what is going on.
    Say(Verbal<services::Say>),
    /// Open, update or resolve an incident.
    Incident(Choice<incidents::Incident>),
    /// End the maintenance, and let its services work again.
    End(Verbal<ending::Over>),
    /// Cancel a maintenance that is planned or under way.
    Cancel(Verbal<ending::Over>),
    /// Run a command whose beginning, progress and end visitors see.
    Run(Verbal<run::Run>),
    /// Take the last change back, by a newer document.
    Undo(Options),
    /// Print who has said what, and when.
    Log(Options),
    /// Print what visitors see of the document now.
    Show(Options),
    /// Show what visitors see until Ctrl-C, with its age and what comes next.
    Watch(Options),
}

/// The arguments of a verb, and the options of all verbs.
#[derive(Clone, Debug, clap::Args)]
pub struct Verbal<T: clap::Args> {
    #[command(flatten)]
    what: T,
    #[command(flatten)]
    options: Options,
}

/// One of several things that a verb can say, and the options of all verbs.
#[derive(Clone, Debug, clap::Args)]
pub struct Choice<T: clap::Subcommand> {
    #[command(subcommand)]
    what: T,
    #[command(flatten)]
    options: Options,
}

/// The options of all verbs.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(
    next_help_heading = "Options of all verbs",
    after_help = "Exit status: 0 if it is said, 1 if it is refused, 2 if the arguments or settings are wrong"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Options {
    /// Change this document; by default that of the setting `publish.document`, else `status.json`.
    #[arg(long, value_name = "FILE", global = true)]
    document: Option<PathBuf>,
    /// Publish to this folder, in place of that of the setting `publish.to`.
    #[arg(long, value_name = "DIR", global = true)]
    to: Option<PathBuf>,
    /// Change the document, but publish nothing.
    #[arg(long, global = true, conflicts_with = "to")]
    no_publish: bool,
    /// Print what would change, and write nothing.
    #[arg(long, global = true)]
    dry_run: bool,
    /// Print the outcome in this format.
    #[arg(long, value_enum, default_value_t, global = true)]
    format: report::Format,
    /// Do nothing if something was said with this id before, as in a script that is run again.
    #[arg(long, value_name = "ID", global = true)]
    id: Option<String>,
    /// Say it as of this instant, for tests; now by default.
    #[arg(long, value_name = "INSTANT", global = true)]
    at: Option<Instant>,
    /// Read and print local times in this zone, in place of the document's `page.time_zone`.
    #[arg(long, value_name = "ZONE", value_parser = read_zone, global = true)]
    zone: Option<String>,
    /// Say what is most likely a mistake, such as a time that is past.
    #[arg(short, long, global = true)]
    yes: bool,
    /// Say it although the document has problems.
    #[arg(long, global = true)]
    despite_problems: bool,
    /// Print only why nothing was said.
    #[arg(short, long, global = true)]
    quiet: bool,
    #[command(flatten)]
    config: ConfigOption,
}

impl Verb {
    fn options(&self) -> &Options {
        match self {
            Self::New(it) => &it.options,
            Self::Begin(it) => &it.options,
            Self::Plan(it) => &it.options,
            Self::Phase(it) => &it.options,
            Self::Progress(it) => &it.options,
            Self::Service(it) => &it.options,
            Self::Eta(it) => &it.options,
            Self::Say(it) => &it.options,
            Self::Incident(it) => &it.options,
            Self::End(it) | Self::Cancel(it) => &it.options,
            Self::Run(it) => &it.options,
            Self::Undo(options)
            | Self::Log(options)
            | Self::Show(options)
            | Self::Watch(options) => options,
        }
    }

    /// Changes a document. Returns the number of the line of the journal that is undone, if one is.
    fn change(
        &self,
        change: &mut Change<'_>,
        document: &str,
        journal: &journal::Journal,
        file: &Path,
    ) -> Result<Option<u64>, Refusal> {
        match self {
            Self::Begin(it) => maintenance::begin(change, &it.what)?,
            Self::Plan(it) => maintenance::plan(change, &it.what)?,
            Self::Phase(it) => phases::step(change, &it.what)?,
            Self::Progress(it) => phases::progress(change, &it.what)?,
            Self::Service(it) => services::service(change, &it.what)?,
            Self::Eta(it) => maintenance::eta(change, &it.what)?,
            Self::Say(it) => services::say(change, &it.what)?,
            Self::Incident(it) => incidents::incident(change, &it.what)?,
            Self::End(it) => ending::end(change, &it.what)?,
            Self::Cancel(it) => ending::cancel(change, &it.what)?,
            Self::Undo(_) => {
                let line = journal.last_to_undo().ok_or_else(|| {
                    Refusal::Impossible("expected something to undo, found nothing".to_owned())
                })?;
                undo::undo(change, line, document, file)?;
                return Ok(Some(line.number));
            }
            Self::New(_) | Self::Run(_) | Self::Log(_) | Self::Show(_) | Self::Watch(_) => {}
        }
        Ok(None)
    }
}

/// Carries a verb out, and prints the outcome.
pub fn run(verb: &Verb) -> ExitCode {
    if let Verb::Run(it) = verb {
        return run::run(&it.what, &it.options);
    }
    match carry_out(verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            report::refused(&refusal, verb.options());
            ExitCode::from(refusal.status())
        }
    }
}

fn carry_out(verb: &Verb) -> Result<(), Refusal> {
    let options = verb.options();
    let speaker = Speaker::new(options)?;
    let file = &speaker.file;
    if let Verb::New(it) = verb {
        return new::new(&it.what, options, file);
    }
    if matches!(verb, Verb::Log(_)) {
        return report::log(file, options);
    }
    let mut saying = options.saying(drill::now(file, options)?);
    if matches!(verb, Verb::Watch(_)) {
        watch::watch(file, options);
    }
    if matches!(verb, Verb::Show(_)) {
        return report::show(file, options, saying.now, saying.zone);
    }
    if let Verb::End(it) | Verb::Cancel(it) = verb
        && let Some(url) = &it.what.when
    {
        // A verb that the document does not allow is refused before the waiting, and not after it.
        let mut trial = Saying {
            is_dry: true,
            ..saying.clone()
        };
        speaker.change(&mut trial, |change, document, journal| {
            verb.change(change, document, journal, file)
        })?;
        saying.answers = trial.answers;
        waiting::until_well(url)?;
        saying.now = drill::now(file, options)?;
    }
    let said = speaker.change(&mut saying, |change, document, journal| {
        verb.change(change, document, journal, file)
    })?;
    let published = if saying.is_dry || said.is_repeated {
        None
    } else {
        speaker.publish()?
    };
    report::said(&said, options, &saying, file, published.as_deref());
    Ok(())
}

impl Options {
    /// Returns what all verbs need, as of `now`.
    fn saying(&self, now: Instant) -> Saying {
        Saying {
            verb: command_line(),
            id: self.id.clone(),
            now,
            zone: self.zone(),
            answers: Answers::new(self.yes),
            may_ask: !self.quiet && self.format == report::Format::Text && answers::can_ask(),
            despite_problems: self.despite_problems,
            is_dry: self.dry_run,
        }
    }

    fn zone(&self) -> Option<Tz> {
        self.zone.as_deref().and_then(zone::find)
    }

    fn tell(&self, text: &str) {
        if !self.quiet {
            terminal::print(text);
        }
    }
}

/// Returns the arguments of the process, with quotation marks where they are needed to tell them apart.
fn command_line() -> String {
    let quoted = |argument: String| {
        let is_plain = |it: char| it.is_alphanumeric() || "-_+:/.,=@%".contains(it);
        if argument.is_empty() || !argument.chars().all(is_plain) {
            format!("'{}'", argument.replace('\'', r"'\''"))
        } else {
            argument
        }
    };
    let arguments = std::env::args_os().skip(1);
    let words = arguments.map(|it| quoted(it.to_string_lossy().into_owned()));
    words.collect::<Vec<_>>().join(" ")
}
