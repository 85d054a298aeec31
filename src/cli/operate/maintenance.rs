//! `begin`, `plan` and `eta`: maintenance, its window and its end.

use super::answers::Doubt;
use super::change::{Change, Message, affected};
use super::draft::{self, Entry, object, text};
use super::names::{NameError, name_of};
use super::phases;
use super::refusal::Refusal;
use super::times::length;
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::time::instant::Instant;

/// The list of maintenances in a document.
pub const LIST: &str = "scheduled_maintenances";
/// The states in which a maintenance is under way.
const UNDER_WAY: [&str; 2] = ["in_progress", "verifying"];

/// A maintenance by its name and window.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Work {
    /// The work, for visitors, such as `Platform upgrade`.
    name: String,
    #[command(flatten)]
    window: Window,
}

/// When work is done, by which steps, and what it affects.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Window {
    /// The end of the window.
    #[arg(long, value_name = "TIME", conflicts_with = "length")]
    until: Option<String>,
    /// The length of the window, such as `2h`.
    #[arg(long = "for", value_name = "LENGTH")]
    length: Option<String>,
    /// A phase of the work with its expected length, such as `Migrate=1h`, in order; may be repeated.
    #[arg(long = "phase", value_name = "NAME=LENGTH")]
    phases: Vec<String>,
    /// The services that it affects, by id or name, separated by commas; may be repeated.
    #[arg(long = "service", value_name = "SERVICE", value_delimiter = ',')]
    services: Vec<String>,
    /// Visitors can read their data meanwhile, but not change it.
    #[arg(long)]
    read_only: bool,
    /// The cause, which completes “because of …”.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    message: Message,
}

impl Window {
    /// Returns the name of the first phase.
    pub fn first_phase(&self) -> Option<String> {
        let first = self.phases.first()?;
        let name = first
            .rsplit_once('=')
            .map_or(first.as_str(), |(name, _)| name);
        Some(name.trim().to_owned())
    }
}

/// A maintenance that is planned.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Plan {
    #[command(flatten)]
    work: Work,
    /// The start of the window, such as `2026-12-05 22:00 Europe/Berlin`.
    #[arg(long, value_name = "TIME")]
    from: String,
}

/// A new end, and why.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Eta {
    /// The new end, such as `23:30`; `+30m` is from now, `end+30m` from the end that is promised.
    time: String,
    /// Why the end moves, for visitors.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// The end comes nearer.
    #[arg(long)]
    earlier: bool,
    /// The maintenance, where several are under way or planned.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
}

/// Begins a maintenance: a planned one of this name, or a new one.
///
/// # Errors
/// Another one is under way and the operator has not confirmed it, or a name or time leads nowhere.
pub fn begin(change: &mut Change<'_>, work: &Work) -> Result<(), Refusal> {
    begin_named(change, &work.name, &work.window)
}

/// Begins a maintenance; see [`begin`].
///
/// # Errors
/// The errors of [`begin`].
pub fn begin_named(change: &mut Change<'_>, name: &str, window: &Window) -> Result<(), Refusal> {
    let entries = change.root().entries(LIST);
    if let Some(running) = entries.iter().find(|it| is_under_way(it)) {
        let running = name_of(running);
        change.unlikely(Doubt::Second(running.clone()), || {
            format!(
                "expected no maintenance under way, found `{running}`: `intermission end` ends it"
            )
        })?;
    }
    let planned: Vec<Entry> = entries.into_iter().filter(is_planned).collect();
    let entry = match change.find("a planned maintenance", name, &planned) {
        Ok(entry) => begin_planned(change, window, entry)?,
        Err(NameError::None { .. }) => {
            let end = end_of(change, window, change.now())?;
            let end = end.ok_or_else(|| missing("`--until` or `--for`, the end of the window"))?;
            add(change, name, window, change.now(), end, "in_progress")?
        }
        Err(error) => return Err(error.into()),
    };
    phases::start_first(change, &entry);
    let status = if window.read_only {
        ComponentStatus::ReadOnly
    } else {
        ComponentStatus::UnderMaintenance
    };
    for service in change.services_of(&entry) {
        change.set_state(&service, status);
    }
    change.say(&entry, &window.message, "in_progress")
}

fn begin_planned(change: &mut Change<'_>, window: &Window, entry: Entry) -> Result<Entry, Refusal> {
    entry.set("status", text("in_progress"));
    change.tell(format!("{}: scheduled → in_progress", name_of(&entry)));
    if let Some(end) = end_of(change, window, change.now())? {
        move_end(change, &entry, end, None);
    }
    if !window.phases.is_empty() {
        entry.set("phases", phases::list(&window.phases)?);
    }
    describe(change, window, &entry)?;
    Ok(entry)
}

/// Plans a maintenance.
///
/// # Errors
/// A name or time leads nowhere, or the window is unlikely and the operator has not confirmed it.
pub fn plan(change: &mut Change<'_>, plan: &Plan) -> Result<(), Refusal> {
    let Plan { work, from } = plan;
    let (name, window) = (work.name.as_str(), &work.window);
    let start = change.time(from, None)?;
    if start < change.now() {
        let written = change.written(start);
        change.unlikely(Doubt::Past(from.clone()), || {
            format!("expected a start ahead, found `{from}`, which is {written}")
        })?;
    }
    let end = end_of(change, window, start)?;
    let end = end.ok_or_else(|| missing("`--until` or `--for`, the end of the window"))?;
    let entry = add(change, name, window, start, end, "scheduled")?;
    change.say(&entry, &window.message, "scheduled")
}

/// Adds a maintenance to the document.
fn add(
    change: &mut Change<'_>,
    name: &str,
    window: &Window,
    start: Instant,
    end: Instant,
    status: &str,
) -> Result<Entry, Refusal> {
    change.check_window(start, end)?;
    let id = change.id_for(name, LIST);
    let value = object([
        ("id", Some(text(id.as_str()))),
        ("name", Some(text(name))),
        ("status", Some(text(status))),
        ("scheduled_for", Some(draft::at(start))),
        ("scheduled_until", Some(draft::at(end))),
        ("created_at", Some(draft::at(change.now()))),
        ("updated_at", Some(draft::at(change.now()))),
        ("phases", phases::list_if_any(&window.phases)?),
    ]);
    change.root().add(LIST, value, false);
    let mut entries = change.root().entries(LIST);
    let entry = entries
        .pop()
        .ok_or_else(|| missing("a list of maintenances"))?;
    change.tell(format!(
        "{}: {status}, {} to {}",
        name,
        change.written(start),
        change.written(end)
    ));
    describe(change, window, &entry)?;
    Ok(entry)
}

/// Writes what the options say of a maintenance, and leaves the rest.
fn describe(change: &mut Change<'_>, window: &Window, entry: &Entry) -> Result<(), Refusal> {
    if let Some(reason) = &window.reason {
        entry.set("reason", text(reason.as_str()));
    }
    if window.read_only {
        entry.object("access").set("mode", text("read_only"));
    }
    let services = change.services_named(&window.services)?;
    if !services.is_empty() {
        entry.set("components", affected(&services));
    }
    Ok(())
}

fn end_of(
    change: &Change<'_>,
    window: &Window,
    start: Instant,
) -> Result<Option<Instant>, Refusal> {
    if let Some(until) = &window.until {
        return Ok(Some(change.time(until, None)?));
    }
    let Some(text) = &window.length else {
        return Ok(None);
    };
    let end = start.checked_add_signed(length(text)?);
    end.map(Some)
        .ok_or_else(|| missing("an end before the year 10000"))
}

fn missing(what: &str) -> Refusal {
    Refusal::Misused(format!("expected {what}, found none"))
}

/// Moves the end of a maintenance.
///
/// # Errors
/// No maintenance is meant, or the new end is past, or comes nearer without `--earlier`.
pub fn eta(change: &mut Change<'_>, eta: &Eta) -> Result<(), Refusal> {
    let entry = open(change, eta.of.as_deref())?;
    let before = entry.instant("scheduled_until");
    let end = change.ahead(&eta.time, before)?;
    if let Some(before) = before.filter(|before| end < *before && !eta.earlier) {
        let mut hint = String::new();
        if let Some(length) = eta.time.strip_prefix('+') {
            hint = format!("; `end+{length}` is that long after the promised end");
        }
        return Err(Refusal::Impossible(format!(
            "expected an end after the promised one, {}, found `{}`, which is {}{hint}; with `--earlier` the end comes nearer",
            change.written(before),
            eta.time,
            change.written(end)
        )));
    }
    let start = entry.instant("scheduled_for").unwrap_or(change.now());
    change.check_window(start, end)?;
    move_end(change, &entry, end, eta.because.as_deref());
    entry.set("updated_at", draft::at(change.now()));
    Ok(())
}

/// Writes a new end, and keeps the former one.
fn move_end(change: &mut Change<'_>, entry: &Entry, end: Instant, because: Option<&str>) {
    let before = entry.instant("scheduled_until");
    if before == Some(end) {
        return;
    }
    if let Some(before) = before {
        let former = object([
            ("until", Some(draft::at(before))),
            ("moved_at", Some(draft::at(change.now()))),
            ("reason", because.map(text)),
        ]);
        entry.add("former_ends", former, false);
    }
    entry.set("scheduled_until", draft::at(end));
    let from = before.map_or_else(String::new, |before| {
        format!(", not {}", change.written(before))
    });
    change.tell(format!(
        "{}: ends {}{from}",
        name_of(entry),
        change.written(end)
    ));
}

fn is_one_of(status: &str, wanted: &[&str]) -> bool {
    wanted.contains(&status)
}

/// Returns whether a maintenance is under way.
pub fn is_under_way(entry: &Entry) -> bool {
    is_one_of(&entry.word("status").unwrap_or_default(), &UNDER_WAY)
}

fn is_planned(entry: &Entry) -> bool {
    entry.word("status").as_deref() == Some("scheduled")
}

/// Returns the maintenance that is under way: the one that is named, else the only one.
///
/// # Errors
/// There is none, or there are several.
pub fn under_way(change: &Change<'_>, name: Option<&str>) -> Result<Entry, Refusal> {
    let entries = change.root().entries(LIST).into_iter();
    let running: Vec<Entry> = entries.filter(is_under_way).collect();
    change.one("a maintenance that is under way", name, &running)
}

/// Returns the maintenance that is meant: the one that is named, else the only one under way, else the only planned one.
///
/// # Errors
/// There is none, or there are several.
pub fn open(change: &Change<'_>, name: Option<&str>) -> Result<Entry, Refusal> {
    let entries = change.root().entries(LIST);
    let open = entries
        .iter()
        .filter(|it| is_under_way(it) || is_planned(it));
    let open: Vec<Entry> = open.cloned().collect();
    let running: Vec<Entry> = open.iter().filter(|it| is_under_way(it)).cloned().collect();
    let what = "a maintenance that is under way or planned";
    if name.is_none() && !running.is_empty() {
        return change.one(what, name, &running);
    }
    change.one(what, name, &open)
}
