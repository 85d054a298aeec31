//! `phase` and `progress`: the steps of a maintenance.

use super::answers::Doubt;
use super::change::{Change, Message, seconds};
use super::draft::{self, Entry, Value, number, object, text};
use super::maintenance::under_way;
use super::names::{name_of, names_in};
use super::refusal::Refusal;
use super::times::length;

/// An event in the life of a phase.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Step {
    /// End the active phase, and begin the one after it.
    Next(Words),
    /// Begin a phase.
    Start(Named),
    /// End a phase.
    Done(Named),
    /// Say that a phase has failed.
    Fail(Named),
    /// Say that a phase is not needed.
    Skip(Named),
}

/// A message about a phase.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Words {
    /// The maintenance, where several are under way.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    #[command(flatten)]
    message: Message,
}

/// A phase, with a message about it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Named {
    /// The phase, by its name or the beginning of it; the active one if there is none.
    name: Option<String>,
    #[command(flatten)]
    words: Words,
}

/// How far a phase has come.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Progress {
    /// The number of finished units and of all units, such as `3/7`.
    #[arg(value_name = "DONE/TOTAL")]
    count: String,
    /// The phase; the active one by default.
    #[arg(long, value_name = "NAME")]
    phase: Option<String>,
    /// The units in words, such as `regions`.
    #[arg(long, value_name = "TEXT")]
    unit: Option<String>,
    #[command(flatten)]
    words: Words,
}

impl Step {
    /// Returns the beginning of a phase.
    pub fn start(name: String) -> Self {
        Self::Start(Named {
            name: Some(name),
            ..Named::default()
        })
    }

    /// Returns the end of the active phase.
    pub fn done() -> Self {
        Self::Done(Named::default())
    }

    /// Returns the failure of the active phase.
    pub fn fail(message: Message) -> Self {
        let words = Words { of: None, message };
        Self::Fail(Named { name: None, words })
    }
}

impl Progress {
    /// Returns the progress of the active phase.
    pub fn of(count: String) -> Self {
        Self {
            count,
            ..Self::default()
        }
    }
}

/// Returns the active phase of the maintenance under way, if it has one.
///
/// # Errors
/// There is no maintenance under way, or there are several.
pub fn active(change: &Change<'_>) -> Result<Option<Entry>, Refusal> {
    let mut phases = under_way(change, None)?.entries("phases").into_iter();
    Ok(phases.find(|it| is(it, "active")))
}

/// Returns the phases that the options describe, all ahead.
///
/// # Errors
/// A length is none.
pub fn list(phases: &[String]) -> Result<Value, Refusal> {
    let phase = |text_of_it: &String| {
        let (name, expected) = match text_of_it.rsplit_once('=') {
            Some((name, expected)) => (name, Some(seconds(length(expected)?))),
            None => (text_of_it.as_str(), None),
        };
        Ok(object([
            ("name", Some(text(name.trim()))),
            ("status", Some(text("pending"))),
            ("expected_secs", expected),
        ]))
    };
    let phases: Result<Vec<Value>, Refusal> = phases.iter().map(phase).collect();
    Ok(Value::Array(phases?))
}

/// Returns [`list`], or nothing where there are no phases.
///
/// # Errors
/// A length is none.
pub fn list_if_any(phases: &[String]) -> Result<Option<Value>, Refusal> {
    if phases.is_empty() {
        return Ok(None);
    }
    list(phases).map(Some)
}

fn is(phase: &Entry, status: &str) -> bool {
    let found = phase.word("status");
    found.as_deref().unwrap_or("pending") == status
}

/// Begins the first phase of a maintenance if none has begun.
pub fn start_first(change: &mut Change<'_>, entry: &Entry) {
    let phases = entry.entries("phases");
    if phases.iter().all(|it| is(it, "pending"))
        && let Some(first) = phases.first()
    {
        start(change, first);
    }
}

fn start(change: &mut Change<'_>, phase: &Entry) {
    phase.set("status", text("active"));
    phase.set("started_at", draft::at(change.now()));
    phase.remove("ended_at");
    change.tell(format!("phase {}: active", name_of(phase)));
}

fn stop(change: &mut Change<'_>, phase: &Entry, status: &str) {
    phase.set("status", text(status));
    if phase.has("started_at") {
        phase.set("ended_at", draft::at(change.now()));
    }
    if let (Some(total), "done") = (phase.count("total"), status) {
        phase.set("done", number(total));
    }
    change.tell(format!("phase {}: {status}", name_of(phase)));
}

/// Ends the phases of a maintenance that is over: active ones are done, those that are left are skipped.
///
/// # Errors
/// Phases are left, and the operator has not confirmed it.
pub fn end_all(change: &mut Change<'_>, entry: &Entry) -> Result<(), Refusal> {
    let phases = entry.entries("phases");
    let left: Vec<&Entry> = phases.iter().filter(|it| is(it, "pending")).collect();
    if !left.is_empty() {
        let names = names_in(left.iter().copied());
        change.unlikely(Doubt::PhasesLeft(names.clone()), || {
            format!("expected no phase ahead, found {names}, which would count as skipped")
        })?;
    }
    for phase in &phases {
        if is(phase, "active") {
            stop(change, phase, "done");
        } else if is(phase, "pending") {
            stop(change, phase, "skipped");
        }
    }
    Ok(())
}

/// Carries out what happens to a phase.
///
/// # Errors
/// No maintenance or phase is meant.
pub fn step(change: &mut Change<'_>, step: &Step) -> Result<(), Refusal> {
    let words = match step {
        Step::Next(words) => words,
        Step::Start(named) | Step::Done(named) | Step::Fail(named) | Step::Skip(named) => {
            &named.words
        }
    };
    let entry = under_way(change, words.of.as_deref())?;
    match step {
        Step::Next(_) => next(change, &entry)?,
        Step::Start(named) => {
            let phase = ahead(change, &entry, named.name.as_deref())?;
            start(change, &phase);
        }
        Step::Done(named) => {
            let phase = meant(change, &entry, named.name.as_deref())?;
            stop(change, &phase, "done");
        }
        Step::Fail(named) => {
            let phase = meant(change, &entry, named.name.as_deref())?;
            stop(change, &phase, "failed");
        }
        Step::Skip(named) => {
            let phase = meant(change, &entry, named.name.as_deref())?;
            stop(change, &phase, "skipped");
        }
    }
    let status = entry.word("status").unwrap_or_default();
    change.say(&entry, &words.message, &status)
}

/// Ends the active phases, and begins the first one that is ahead.
fn next(change: &mut Change<'_>, entry: &Entry) -> Result<(), Refusal> {
    let phases = entry.entries("phases");
    let active: Vec<&Entry> = phases.iter().filter(|it| is(it, "active")).collect();
    let ahead = phases.iter().find(|it| is(it, "pending"));
    if active.is_empty() && ahead.is_none() {
        return Err(Refusal::Impossible(
            "expected a phase that is active or ahead, found none: `intermission end` ends the maintenance".to_owned(),
        ));
    }
    for phase in active {
        stop(change, phase, "done");
    }
    match ahead {
        Some(phase) => start(change, phase),
        None => change.tell("that was the last phase: `intermission end` ends the maintenance"),
    }
    Ok(())
}

/// Returns the phase that is named, else the only active one.
fn meant(change: &Change<'_>, entry: &Entry, name: Option<&str>) -> Result<Entry, Refusal> {
    let phases = entry.entries("phases").into_iter();
    let open: Vec<Entry> = phases
        .filter(|it| name.is_some() || is(it, "active"))
        .collect();
    change.one(
        if name.is_some() {
            "a phase"
        } else {
            "an active phase"
        },
        name,
        &open,
    )
}

/// Returns the phase that is named, else the first one ahead.
fn ahead(change: &Change<'_>, entry: &Entry, name: Option<&str>) -> Result<Entry, Refusal> {
    if name.is_some() {
        return meant(change, entry, name);
    }
    let phases = entry.entries("phases").into_iter();
    let first: Vec<Entry> = phases.filter(|it| is(it, "pending")).take(1).collect();
    change.one("a phase that is ahead", None, &first)
}

/// Writes how far a phase has come.
///
/// # Errors
/// No phase is meant, or the numbers are none.
pub fn progress(change: &mut Change<'_>, progress: &Progress) -> Result<(), Refusal> {
    let (done, total) = counts(&progress.count)?;
    let entry = under_way(change, progress.words.of.as_deref())?;
    let phase = meant(change, &entry, progress.phase.as_deref())?;
    phase.set("done", number(done));
    phase.set("total", number(total));
    if let Some(unit) = &progress.unit {
        phase.set("unit", text(unit.as_str()));
    }
    change.tell(format!("phase {}: {done} of {total}", name_of(&phase)));
    let status = entry.word("status").unwrap_or_default();
    change.say(&entry, &progress.words.message, &status)
}

fn counts(count: &str) -> Result<(u64, u64), Refusal> {
    let numbers = count.split_once('/').and_then(|(done, total)| {
        let (done, total) = (done.trim().parse().ok()?, total.trim().parse().ok()?);
        (done <= total && 1 <= total).then_some((done, total))
    });
    numbers.ok_or_else(|| {
        Refusal::Misused(format!(
            "expected finished and all units such as `3/7`, found `{count}`"
        ))
    })
}
