//! The report of a drill, for people and for programs.

use chrono_tz::Tz;
use serde_json::{Value, json};

use super::outcome::{Outcome, Played, Told, Untrue};
use super::promises::{self, Promise};
use super::truth::Subject;
use crate::cli::columns::padded;
use crate::cli::terminal;
use crate::model::time::instant::{self, Instant};
use crate::model::time::time_delta::TimeDelta;

/// The widths of the columns of lengths, of when something was said, and of what became of a promise.
const LENGTH: usize = 16;
const TOLD: usize = 24;
const OUTCOME: usize = 11;

/// The subject of a report.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// The name of the maintenance.
    pub name: &'a str,
    /// Whether the drill was played to its end.
    pub is_complete: bool,
    /// The part that was played.
    pub played: Played,
    /// The zone of the times.
    pub zone: Option<Tz>,
}

/// Returns the report in text.
pub fn text(outcome: &Outcome, heading: Heading<'_>) -> String {
    let Heading { played, name, .. } = heading;
    let how = if heading.is_complete {
        "was played to the end"
    } else {
        "was ended before its end"
    };
    let at = |at| clock(at, heading.zone);
    let mut lines = vec![
        format!(
            "The drill `{name}` {how}: {} from {} to {}, in the time of the drill.",
            length(played.end - played.start),
            at(played.start),
            at(played.end)
        ),
        String::new(),
    ];
    untrue(outcome, name, &mut lines);
    events(outcome, heading.zone, &mut lines);
    let kept = outcome.promises.iter();
    list(
        "Promises",
        kept.map(|(about, it)| promise(about, it, heading.zone)),
        &mut lines,
    );
    let said = outcome.verbs.iter();
    list(
        "Verbs",
        said.map(|it| format!("{}  {}", at(it.at), it.verb)),
        &mut lines,
    );
    terminal::lines(&lines)
}

/// Returns a time of day, in `zone` or in UTC.
pub fn clock(at: Instant, zone: Option<Tz>) -> String {
    match zone {
        Some(zone) => at.utc().with_timezone(&zone).format("%H:%M:%S").to_string(),
        None => at.utc().format("%H:%M:%SZ").to_string(),
    }
}

/// Returns a length in hours, minutes and seconds: `1 h 4 min 10 s`.
///
/// ```
/// use intermission::cli::rehearse::drill::report::length;
/// use intermission::model::time::time_delta::TimeDelta;
/// assert_eq!(length(TimeDelta::seconds(3850)), "1 h 4 min 10 s");
/// assert_eq!(length(TimeDelta::minutes(60)), "1 h");
/// assert_eq!(length(TimeDelta::zero()), "0 s");
/// ```
pub fn length(length: TimeDelta) -> String {
    let seconds = length.num_seconds();
    let parts = [
        (seconds / 3600, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number != 0);
    let parts: Vec<String> = parts
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect();
    if parts.is_empty() {
        "0 s".to_owned()
    } else {
        parts.join(" ")
    }
}

fn list(title: &str, entries: impl Iterator<Item = String>, lines: &mut Vec<String>) {
    lines.extend([String::new(), title.to_owned()]);
    let before = lines.len();
    lines.extend(entries.map(|it| format!("  {it}")));
    if lines.len() == before {
        lines.push("  none".to_owned());
    }
}

fn named(subject: &Subject, maintenance: &str) -> String {
    match subject {
        Subject::Service(name) => name.clone(),
        Subject::Maintenance => format!("{maintenance}: its state"),
        Subject::Phases => format!("{maintenance}: its phases"),
        Subject::End => format!("{maintenance}: its end"),
    }
}

fn untrue(outcome: &Outcome, maintenance: &str, lines: &mut Vec<String>) {
    let row = |name: &str, it: &Untrue| {
        let cells = [it.better, it.worse].map(|it| padded(&length(it), LENGTH));
        let [better, worse] = cells;
        format!("{name}  {better}{worse}{}", length(it.unknown))
    };
    let subjects = outcome.subjects.iter();
    let names: Vec<String> = subjects.map(|(it, _)| named(it, maintenance)).collect();
    let title = "How long visitors read";
    let widths = names.iter().map(|it| it.chars().count());
    let width = widths.chain([title.len()]).max().unwrap_or_default();
    let head = [
        padded(title, width),
        padded("better", LENGTH),
        padded("worse", LENGTH),
    ];
    let [title, better, worse] = head;
    lines.push(format!("{title}  {better}{worse}unknown"));
    for (name, (_, it)) in names.iter().zip(&outcome.subjects) {
        lines.push(row(&padded(name, width), it));
    }
    lines.push(row(&padded("any of these", width), &outcome.any));
    if !outcome.unusable.is_zero() {
        lines.push(format!(
            "For {} the document could not be used: visitors went on reading the last good one.",
            length(outcome.unusable)
        ));
    }
}

fn events(outcome: &Outcome, zone: Option<Tz>, lines: &mut Vec<String>) {
    let entries = outcome.events.iter().map(|(event, told)| {
        let told = match told {
            Told::After(after) => format!("after {}", length(*after)),
            Told::Before => "already".to_owned(),
            Told::Never => "never".to_owned(),
        };
        let alert = event.alert.as_deref().unwrap_or_default();
        format!("{}  {}{alert}", clock(event.at, zone), padded(&told, TOLD))
    });
    list("What happened, and when visitors read it", entries, lines);
}

fn promise(about: &str, promise: &Promise, zone: Option<Tz>) -> String {
    let (word, more) = match promise.outcome {
        promises::Outcome::Kept(at) => ("kept", format!("at {}", clock(at, zone))),
        promises::Outcome::Late(by) => ("missed", format!("by {}", length(by))),
        promises::Outcome::Missed(by) => {
            let more = format!("by {} at the end of the drill", length(by));
            ("missed", more)
        }
        promises::Outcome::Moved(to) => (
            "moved",
            format!("before it was due, to {}", clock(to, zone)),
        ),
        promises::Outcome::Withdrawn => ("withdrawn", "before it was due".to_owned()),
        promises::Outcome::Open => ("open", "not due before the end of the drill".to_owned()),
    };
    let due = clock(promise.due, zone);
    format!("{}{about} by {due}: {more}", padded(word, OUTCOME))
}

/// Returns the report as JSON. Lengths are in whole seconds.
pub fn json(outcome: &Outcome, heading: Heading<'_>) -> Value {
    let events = outcome.events.iter().map(|(event, told)| {
        let (word, after) = match told {
            Told::After(after) => ("after", Some(after.num_seconds())),
            Told::Before => ("already", None),
            Told::Never => ("never", None),
        };
        json!({
            "at": instant::write(event.at),
            "alert": event.alert,
            "told": word,
            "after_secs": after,
        })
    });
    let subjects = outcome.subjects.iter().map(|(subject, it)| {
        let (kind, name) = match subject {
            Subject::Service(name) => ("service", name.as_str()),
            Subject::Maintenance => ("maintenance", heading.name),
            Subject::Phases => ("phases", heading.name),
            Subject::End => ("end", heading.name),
        };
        json!({ "kind": kind, "name": name, "untrue": seconds(it) })
    });
    let verbs = outcome.verbs.iter();
    let verbs = verbs.map(|it| json!({ "at": instant::write(it.at), "verb": it.verb }));
    let promises = outcome.promises.iter();
    json!({
        "name": heading.name,
        "complete": heading.is_complete,
        "started_at": instant::write(heading.played.start),
        "ended_at": instant::write(heading.played.end),
        "untrue": seconds(&outcome.any),
        "unusable_secs": outcome.unusable.num_seconds(),
        "subjects": subjects.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "promises": promises.map(|(about, it)| promise_json(about, it)).collect::<Vec<_>>(),
        "verbs": verbs.collect::<Vec<_>>(),
    })
}

fn seconds(untrue: &Untrue) -> Value {
    json!({
        "better_secs": untrue.better.num_seconds(),
        "worse_secs": untrue.worse.num_seconds(),
        "unknown_secs": untrue.unknown.num_seconds(),
    })
}

fn promise_json(about: &str, promise: &Promise) -> Value {
    let (word, at, late) = match promise.outcome {
        promises::Outcome::Kept(at) => ("kept", Some(at), None),
        promises::Outcome::Late(by) => ("missed", Some(promise.due + by), Some(by)),
        promises::Outcome::Missed(by) => ("missed", None, Some(by)),
        promises::Outcome::Moved(to) => ("moved", Some(to), None),
        promises::Outcome::Withdrawn => ("withdrawn", None, None),
        promises::Outcome::Open => ("open", None, None),
    };
    json!({
        "about": about,
        "made_at": instant::write(promise.made_at),
        "due": instant::write(promise.due),
        "outcome": word,
        "at": at.map(instant::write),
        "late_secs": late.map(TimeDelta::num_seconds),
    })
}
