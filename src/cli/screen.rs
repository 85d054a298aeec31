//! A summary of a document as visitors see it, as one screen of text.

use std::sync::Arc;

use chrono_tz::Tz;

use super::columns::Lines;
use super::zone::{self, beside};
use crate::model::document::vocabulary::{Health, PhaseStatus};
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::{self, native};
use crate::model::status::maintenance::{Maintenance, Phase, Window};
use crate::model::status::overall_status::situation;
use crate::model::status::snapshot::{Component, ComponentGroup, Incident, Snapshot};
use crate::model::time::instant::Instant;

/// The maximum number of entries shown of each list.
const ROOM: usize = 8;

/// Returns the content of the page at `now` as indented lines of text.
pub fn screen(snapshot: &Snapshot, now: Instant) -> String {
    let language = native::english();
    let situation = situation(snapshot, now);
    let headline = message::headline(language, situation, snapshot);
    let mut lines = Vec::new();
    lines.extend(snapshot.page.name.clone());
    lines.push(format!(
        "{}: {headline}",
        message::badge(language, situation)
    ));
    lines.extend(message::publisher_summary(language, situation, snapshot));
    let is_notable = |it: &&Arc<Component>| it.status.health() != Health::Healthy;
    let components = snapshot.components.iter().filter(is_notable);
    let groups = snapshot.groups.iter().filter(|it| it.is_notable());
    list(
        "Groups that do not work, or of unknown state",
        groups.map(|it| group(language, it)).collect(),
        &mut lines,
    );
    list(
        "Services that do not work, or of unknown state",
        components
            .map(|it| service(language, snapshot, it))
            .collect(),
        &mut lines,
    );
    let zone = snapshot.page.time_zone.as_deref().and_then(zone::find);
    let open = snapshot
        .open_incidents()
        .map(|it| incident(language, it, zone));
    list("Open incidents", open.collect(), &mut lines);
    let maintenances = snapshot.maintenances.iter();
    let maintenances = maintenances.map(|it| maintenance(language, it, zone, it.is_unclosed(now)));
    list("Maintenance", maintenances.collect(), &mut lines);
    let notice = snapshot.notice.iter().flat_map(|notice| notice.lines());
    lines.extend(notice.map(str::to_owned));
    lines.extend(snapshot.limits.clone());
    let mut text = Lines::default();
    for line in lines {
        // Entries of lists have one more level of indentation, and their continuation lines two.
        match line.strip_prefix("  ") {
            Some(entry) => text.hanging("    ", "      ", entry),
            None => text.wrapped("  ", &line),
        }
    }
    text.into_text()
}

fn list(title: &str, entries: Vec<String>, lines: &mut Vec<String>) {
    if entries.is_empty() {
        return;
    }
    let more = entries.len().saturating_sub(ROOM);
    lines.push(format!("{title}:"));
    lines.extend(
        entries
            .into_iter()
            .take(ROOM)
            .map(|entry| format!("  {entry}")),
    );
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
}

fn group(language: Language, group: &ComponentGroup) -> String {
    let word = message::state_words(
        language,
        group.status.unwrap_or_default(),
        group.word.as_deref(),
    );
    format!("{}: {word}", group.name)
}

fn service(language: Language, snapshot: &Snapshot, component: &Component) -> String {
    let word = message::state_words(language, component.status, component.word.as_deref());
    let group = component.group.and_then(|index| snapshot.groups.get(index));
    let group = group.map_or_else(String::new, |group| format!(" ({})", group.name));
    let mut text = format!("{}{group}: {word}", component.name);
    for (_, line) in component.text_lines() {
        if let Some(line) = line {
            text = format!("{text}, {line}");
        }
    }
    text
}

fn incident(language: Language, incident: &Incident, zone: Option<Tz>) -> String {
    let word = message::incident_words(language, incident);
    let since = incident
        .started_at
        .map(|at| format!(", since {}", beside(at, zone)));
    let updates = match incident.updates.len() {
        0 => String::new(),
        1 => ", 1 update".to_owned(),
        count => format!(", {count} updates"),
    };
    format!(
        "{}: {word}{}{updates}",
        incident.name,
        since.unwrap_or_default()
    )
}

fn maintenance(
    language: Language,
    maintenance: &Maintenance,
    zone: Option<Tz>,
    is_unclosed: bool,
) -> String {
    let word = message::maintenance_words(language, maintenance, is_unclosed);
    let written = |at| beside(at, zone);
    let start = maintenance.window.map(Window::start).map(written);
    let end = maintenance.window.and_then(Window::end).map(written);
    let window = match (start, end) {
        (Some(start), Some(end)) => format!(", {start} to {end}"),
        (Some(start), None) => format!(", from {start}"),
        (None, _) => String::new(),
    };
    let active = maintenance.phases.iter();
    let active = active.filter(|it| it.status == PhaseStatus::Active);
    let phases: String = active.map(phase).collect();
    format!("{}: {word}{window}{phases}", maintenance.name)
}

/// Returns an active phase with its count, to be added to a line.
fn phase(phase: &Phase) -> String {
    let count = phase.count.as_ref().map_or_else(String::new, |count| {
        let unit = count.unit.as_deref();
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        format!(" ({} of {}{unit})", count.done, count.total)
    });
    format!("; {}{count}", phase.name)
}
