//! Maintenances as calendar entries (RFC 5545), for visitors who want to plan around them.

use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::snapshot::{Published, Snapshot};
use crate::model::time::instant::{self, Instant};

/// The longest line, in bytes without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// 2020 began at this second of Unix time: sequence numbers count minutes from there.
const SEQUENCE_EPOCH: i64 = 1_577_836_800;

/// A calendar of every maintenance that is ahead or under way; nothing when there is none.
///
/// `host` is where the page is; with a maintenance's key it makes an identifier that stays the same, so that
/// a later file replaces the entry instead of adding another.
pub fn calendar(snapshot: &Snapshot, host: &str, now: Instant) -> Option<String> {
    let entries: Vec<String> = snapshot
        .maintenances
        .iter()
        .filter_map(|maintenance| entry(maintenance, snapshot, host, now))
        .collect();
    if entries.is_empty() {
        return None;
    }
    let head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Intermission//EN",
    ];
    let mut text = String::new();
    for line in head {
        push(&mut text, line);
    }
    text.push_str(&entries.concat());
    push(&mut text, "END:VCALENDAR");
    Some(text)
}

/// Returns whether [`calendar`] has an entry to write.
pub fn has_calendar(snapshot: &Snapshot) -> bool {
    let mut maintenances = snapshot.maintenances.iter();
    maintenances.any(|it| window(it).is_some())
}

/// The window of a maintenance that is an entry.
fn window(maintenance: &Maintenance) -> Option<Window> {
    maintenance.window.filter(|_| maintenance.is_open())
}

fn entry(
    maintenance: &Maintenance,
    snapshot: &Snapshot,
    host: &str,
    now: Instant,
) -> Option<String> {
    let window = window(maintenance)?;
    let mut text = String::new();
    let mut property = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            push(&mut text, &[name, ":", &value].concat());
        }
    };
    property("BEGIN", Some("VEVENT".to_owned()));
    property(
        "UID",
        Some(escaped(&[&maintenance.key, "@", host].concat())),
    );
    property("DTSTAMP", Some(basic(now)));
    property("SEQUENCE", Some(sequence(snapshot.published, now)));
    property("DTSTART", Some(basic(window.start())));
    property("DTEND", window.end().map(basic));
    property("SUMMARY", Some(escaped(&summary(maintenance, snapshot))));
    property("DESCRIPTION", maintenance.reason.as_deref().map(escaped));
    // The entry does not mark the visitor as busy.
    property("TRANSP", Some("TRANSPARENT".to_owned()));
    property("END", Some("VEVENT".to_owned()));
    Some(text)
}

fn summary(maintenance: &Maintenance, snapshot: &Snapshot) -> String {
    match &snapshot.page.name {
        Some(page) => [page, ": ", &maintenance.name].concat(),
        None => maintenance.name.clone(),
    }
}

/// Calendars take the entry with the higher number. Whoever publishes later has the newer word, so the
/// minutes until then are as good a count of revisions as any, and need no memory.
fn sequence(published: Published, now: Instant) -> String {
    let at = published.instant().unwrap_or(now);
    ((at.timestamp() - SEQUENCE_EPOCH) / 60)
        .clamp(0, i64::from(i32::MAX))
        .to_string()
}

/// `20261123T100000Z` (RFC 5545, 3.3.5).
fn basic(at: Instant) -> String {
    instant::write(at).replace(['-', ':'], "")
}

/// A text as a property's value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            control if control.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// Adds a line, folded so that no part of it is too long: what is folded goes on after a line end and a space.
fn push(text: &mut String, line: &str) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}
