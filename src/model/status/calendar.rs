//! Maintenances as calendar entries (RFC 5545), for visitors who want to plan around them.

use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::snapshot::{Published, Snapshot};
use crate::model::time::instant::{self, Instant};

/// The longest line, in bytes without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// The beginning of 2020 in seconds of Unix time, from which sequence numbers count minutes.
const SEQUENCE_EPOCH: i64 = 1_577_836_800;

/// Writes a calendar. A value instead of a call, so that a program that offers none has no code for it.
#[derive(Clone, Copy, Debug)]
pub struct WriteCalendar(pub fn(&Snapshot, &str, Instant) -> Option<String>);

impl Default for WriteCalendar {
    fn default() -> Self {
        Self(|_, _, _| None)
    }
}

/// All values are equal, because function addresses cannot be compared reliably.
impl PartialEq for WriteCalendar {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for WriteCalendar {}

/// Returns a calendar of every maintenance that is ahead or under way; `None` when there is none with a window.
///
/// `host` is where the page is; with a maintenance's key it makes an identifier that stays the same, so that
/// a later file replaces the entry instead of adding another.
///
/// ```
/// # use intermission::model::document::wire::Document;
/// # use intermission::model::i18n::message::language::Language;
/// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
/// # fn read(json: &str) -> Snapshot {
/// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
/// # }
/// use intermission::model::status::calendar::{calendar, has_calendar};
/// use intermission::model::time::instant::Instant;
/// let planned = |status| read(&format!(r#"{{"scheduled_maintenances": [{{
///     "id": "m1", "name": "Move; tests", "status": "{status}", "scheduled_for": "2026-11-23T10:00:00Z"
/// }}]}}"#));
/// let text = calendar(&planned("scheduled"), "example.com", Instant::UNIX_EPOCH).unwrap();
/// assert!(text.contains("UID:m1@example.com\r\n") && text.contains("DTSTART:20261123T100000Z\r\n"));
/// assert!(text.contains("SUMMARY:Move\\; tests\r\n") && !text.contains("DTEND"));
/// assert!(!has_calendar(&planned("completed")));
/// assert_eq!(calendar(&planned("completed"), "example.com", Instant::UNIX_EPOCH), None);
/// ```
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

/// Returns the window of a maintenance that becomes an entry: one that is neither over nor without a window.
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

/// Returns the revision number of the entries (RFC 5545, 3.8.7.4): the minutes from 2020 to the publishing time.
///
/// Calendars keep the entry with the higher number. A count of revisions would have to be stored somewhere; the
/// publishing time grows with each revision by itself.
fn sequence(published: Published, now: Instant) -> String {
    let at = published.instant().unwrap_or(now);
    ((at.timestamp() - SEQUENCE_EPOCH) / 60)
        .clamp(0, i64::from(i32::MAX))
        .to_string()
}

/// Writes an instant as `20261123T100000Z` (RFC 5545, 3.3.5).
fn basic(at: Instant) -> String {
    instant::write(at).replace(['-', ':'], "")
}

/// Escapes a text for a property's value (RFC 5545, 3.3.11).
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

/// Adds a line. A line of more than [`LONGEST_LINE`] bytes is folded: a line end and a space stand within it.
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
