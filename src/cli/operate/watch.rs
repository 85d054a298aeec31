//! `watch`: one screen that stays up to date: what visitors see, how old it is, and what comes next.
//!
//! On a terminal the screen is drawn anew each second. Elsewhere, as in a log, it is printed when the document changes.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::Options;
use super::desk;
use super::drill;
use crate::cli::check::Findings;
use crate::cli::overdue::reminders;
use crate::cli::screen::screen;
use crate::cli::terminal;
use crate::cli::zone::{self, beside};
use crate::model::document::vocabulary::MaintenanceStatus;
use crate::model::i18n::message::{self, native};
use crate::model::status::maintenance::Window;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::countdown::Amount;
use crate::model::time::instant::Instant;

const BETWEEN_LOOKS: Duration = Duration::from_secs(1);
/// The sequence of a terminal that puts the cursor at the top and removes all that follows it.
const CLEAR: &[u8] = b"\x1b[H\x1b[J";

/// Shows the document until the process is ended.
pub(super) fn watch(file: &Path, options: &Options) -> ! {
    let is_terminal = io::stdout().is_terminal();
    let mut last = None;
    loop {
        let read = drill::now(file, options).and_then(|now| Ok((now, desk::read(file)?)));
        let read = read.map_err(|error| error.to_string());
        let text = read.clone().map(|(_, text)| text);
        if is_terminal {
            terminal::print_bytes(CLEAR);
        }
        if is_terminal || last.as_ref() != Some(&text) {
            let shown = match read {
                Ok((now, text)) => view(&text, options, now),
                Err(error) => format!("{error}\n"),
            };
            terminal::print(&shown);
            last = Some(text);
        }
        sleep(BETWEEN_LOOKS);
    }
}

/// Returns the screen at an instant.
fn view(text: &str, options: &Options, now: Instant) -> String {
    let snapshot = match Findings::of(text.as_bytes()) {
        Findings::Usable { snapshot, .. } => snapshot,
        Findings::Refused(error) => return format!("{error}\n"),
    };
    let of_page = || zone::find(snapshot.page.time_zone.as_deref()?);
    let zone = options.zone().or_else(of_page);
    let language = native::english();
    let mut lines = vec![String::new()];
    if let Some(at) = snapshot.published.instant() {
        let ago = message::ago(language, Amount::of(now - at));
        lines.push(format!("published {}, {ago}", beside(at, zone)));
    }
    if let Some((at, what)) = next(&snapshot, now) {
        let length = message::amount(language, Amount::of(at - now));
        lines.push(format!("next, in {length}: {what}, {}", beside(at, zone)));
    }
    let late = reminders(text.as_bytes(), now, zone).into_iter();
    lines.extend(late.map(|it| format!("reminder: {it}")));
    [screen(&snapshot, now), terminal::lines(&lines)].concat()
}

/// Returns what the document promises next, and when.
fn next(snapshot: &Snapshot, now: Instant) -> Option<(Instant, String)> {
    let mut edges = Vec::new();
    for it in &snapshot.maintenances {
        let (start, end) = (
            it.window.map(Window::start),
            it.window.and_then(Window::end),
        );
        match it.status {
            MaintenanceStatus::Scheduled => {
                edges.push((start, format!("`{}` is to begin", it.name)));
            }
            MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => {
                edges.push((end, format!("`{}` is to end", it.name)));
            }
            MaintenanceStatus::Completed
            | MaintenanceStatus::Cancelled
            | MaintenanceStatus::Unknown => {}
        }
        edges.push((
            it.next_update_at,
            format!("a message about `{}` is promised", it.name),
        ));
    }
    for it in snapshot.open_incidents() {
        edges.push((
            it.next_update_at,
            format!("a message about `{}` is promised", it.name),
        ));
    }
    for it in &snapshot.components {
        edges.push((it.eta, format!("`{}` is expected back", it.name)));
    }
    let ahead = edges.into_iter().filter_map(|(at, what)| Some((at?, what)));
    ahead.filter(|(at, _)| now < *at).min_by_key(|(at, _)| *at)
}
