//! The entries of news feeds, RSS and Atom, which say in words what they are about.
//!
//! Such a feed lists messages and no services, so it is never evidence that anything works. An entry is over only if its
//! own text says so; otherwise its state is unknown.

use super::builder::{self, DocumentBuilder};
use super::format::Gap;
use super::markup;
use super::messages::{Messages, messages};
use super::node::Node;
use super::references::known_only;
use super::time;
use super::vocabulary::{UNKNOWN, Vocabulary};
use super::xml::TEXT;
use crate::model::document::json::Json;
use crate::model::document::text::{plain_lines, printable_line};
use crate::model::document::wire::{IncidentEntry, MaintenanceEntry, UpdateEntry};
use crate::model::time::instant::{self, Instant, Reading};

/// States of incidents, in lower case.
pub const INCIDENT: Vocabulary = Vocabulary {
    theirs: &[
        "investigating",
        "identified",
        "monitoring",
        "resolved",
        "postmortem",
    ],
    ours: &[
        "investigating",
        "identified",
        "monitoring",
        "resolved",
        "postmortem",
    ],
};
/// States of maintenances, in lower case.
pub const MAINTENANCE: Vocabulary = Vocabulary {
    theirs: &[
        "scheduled",
        "in progress",
        "verifying",
        "completed",
        "canceled",
        "cancelled",
    ],
    ours: &[
        "scheduled",
        "in_progress",
        "verifying",
        "completed",
        "cancelled",
        "cancelled",
    ],
};

/// The marks in titles by which AWS and cState say that an event is over, in lower case.
const OVER: [&str; 2] = ["[resolved]", "[completed]"];
/// The beginnings of titles by which AWS, Google Cloud, Heroku and Hund say the same, in lower case. Hund's are in the
/// language of the page.
const OVER_FIRST: [&str; 8] = [
    "resolved:",
    "completed:",
    "service is operating normally",
    "[ended]",
    "[fixed]",
    "[beendet]",
    "[gel\u{f6}st]",
    "[behoben]",
];

/// One entry.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) node: Node<'a>,
    pub(super) id: Option<String>,
    /// The title as HTML.
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    /// The text as HTML.
    pub(super) html: Option<String>,
    /// The time that the feed gives the entry: of its newest message, its first one, or the start of a maintenance.
    pub(super) at: Option<String>,
}

/// A message of an event, with the entry that it is in.
struct Said {
    state: Option<String>,
    at: Option<Instant>,
    update: Option<UpdateEntry>,
}

/// Adds an event, which one or several entries are about, newest first.
pub(super) fn add(items: &[Item<'_>], impact: Option<String>, draft: &mut DocumentBuilder<'_>) {
    let Some(newest) = items.first() else { return };
    let found: Vec<Messages> = items.iter().map(found).collect();
    let window = found.iter().find_map(|it| it.window.clone());
    let mut said: Vec<Said> = items.iter().zip(found).flat_map(said).collect();
    if said.first().map(|it| it.at) < said.last().map(|it| it.at)
        && said.iter().all(|it| it.at.is_some())
    {
        said.reverse();
    }
    let state = state(&said, newest.title.as_deref());
    let is_planned = |it: &Said| {
        it.state
            .as_deref()
            .is_some_and(|it| MAINTENANCE.ours(it).is_some())
    };
    if window.is_some() || said.iter().any(is_planned) {
        maintenance(newest, said, state.as_deref(), window.as_deref(), draft);
    } else {
        incident(newest, said, state.as_deref(), impact, draft);
    }
}

fn found(item: &Item<'_>) -> Messages {
    let html = item.html.as_deref().unwrap_or_default();
    let near = instant_of(item.at.as_deref());
    // Instatus escapes its markup twice.
    if html.contains("&lt;small&gt;") {
        let html = html.replace("&lt;", "<").replace("&gt;", ">");
        return messages(&html, near);
    }
    messages(html, near)
}

fn said((item, found): (&Item<'_>, Messages)) -> Vec<Said> {
    let update = |html: &str, at: Option<String>, state: Option<String>| {
        builder::update(&item.node, Some(plain(html)), at, state)
    };
    if found.all.is_empty() {
        let html = item.html.as_deref().unwrap_or_default();
        return vec![Said {
            state: None,
            at: instant_of(item.at.as_deref()),
            update: update(html, item.at.clone(), None),
        }];
    }
    let messages = found.all.into_iter();
    let said = messages.map(|it| Said {
        update: update(&it.html, it.at.map(instant::write), Some(it.state.clone())),
        state: Some(it.state.to_lowercase()),
        at: it.at,
    });
    said.collect()
}

/// Returns HTML as text. What looks like markup in the text is escaped, since the reader of status documents removes
/// markup.
fn plain(html: &str) -> String {
    // The items of a list begin on a line of their own.
    let html = html.replace("<ul>", "<br>");
    let text = plain_lines(&markup::html(&known_only(&html)));
    if plain_lines(&text) == text {
        return text;
    }
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Returns the state of an event, in the words of its newest message that names one, else by the title of its newest
/// entry; nothing if neither names one.
fn state(said: &[Said], title: Option<&str>) -> Option<String> {
    let mut states = said.iter().filter_map(|it| it.state.as_deref());
    let states: Vec<&str> = states.by_ref().filter(|it| *it != "update").collect();
    let (Some(first), Some(last)) = (states.first(), states.last()) else {
        return is_over_by_title(title?).then(|| "resolved".to_owned());
    };
    // Without times, the order of the messages is a guess.
    let is_dated = said.iter().all(|it| it.at.is_some());
    let is_clear = is_dated || is_over(first) || !is_over(last);
    is_clear.then(|| (*first).to_owned())
}

fn is_over(state: &str) -> bool {
    matches!(
        state,
        "resolved" | "postmortem" | "completed" | "canceled" | "cancelled"
    )
}

fn is_over_by_title(title: &str) -> bool {
    let title = title.to_lowercase();
    OVER.iter().any(|mark| title.contains(mark))
        || OVER_FIRST.iter().any(|start| title.starts_with(start))
}

fn incident(
    newest: &Item<'_>,
    said: Vec<Said>,
    state: Option<&str>,
    impact: Option<String>,
    draft: &mut DocumentBuilder<'_>,
) {
    let status = state.and_then(|it| INCIDENT.ours(it)).unwrap_or(UNKNOWN);
    if status == UNKNOWN {
        draft.cannot_tell(Gap::Ends);
    }
    let is_over = matches!(status, "resolved" | "postmortem");
    let has_states = said.iter().any(|it| it.state.is_some());
    let time = |it: Option<&Said>| it.and_then(|it| it.at).map(instant::write);
    let entry = IncidentEntry {
        id: newest.id.clone(),
        name: title(newest).map(Into::into),
        status: Some(status.to_owned()),
        impact: impact.or_else(|| Some(UNKNOWN.to_owned())),
        // The time of an entry alone may be that of its first or of its newest message.
        started_at: time(said.last()).filter(|_| has_states || said.len() > 1),
        resolved_at: time(said.first()).filter(|_| is_over),
        shortlink: newest.url.clone(),
        incident_updates: said.into_iter().filter_map(|it| it.update).collect(),
        ..IncidentEntry::default()
    };
    draft.incident(&newest.node, entry);
}

fn maintenance(
    newest: &Item<'_>,
    said: Vec<Said>,
    state: Option<&str>,
    window: Option<&str>,
    draft: &mut DocumentBuilder<'_>,
) {
    let status = state.and_then(|it| MAINTENANCE.ours(it));
    let window = window.zip(instant_of(newest.at.as_deref()));
    let window = window.and_then(|(window, near)| ends(window, near));
    if window.is_none() {
        draft.cannot_tell(Gap::Windows);
    }
    let (start, end) = window.unzip();
    let entry = MaintenanceEntry {
        id: newest.id.clone(),
        name: title(newest).map(Into::into),
        status: Some(status.unwrap_or(UNKNOWN).to_owned()),
        scheduled_for: start.map(instant::write),
        scheduled_until: end.map(instant::write),
        shortlink: newest.url.clone(),
        incident_updates: said.into_iter().filter_map(|it| it.update).collect(),
        ..MaintenanceEntry::default()
    };
    draft.maintenance(&newest.node, entry);
}

/// Returns the start and end of `Nov 28, 08:00 - 10:00 UTC` or `Nov 28, 22:00 - Nov 29, 02:00 UTC`.
fn ends(window: &str, near: Instant) -> Option<(Instant, Instant)> {
    let (start, end) = window.split_once(" - ")?;
    let zone = end.rsplit(' ').next()?;
    let date = start.rsplit_once(' ')?.0;
    let end = if end.contains(',') {
        end.to_owned()
    } else {
        [date, " ", end].concat()
    };
    let start = time::near(&[start, " ", zone].concat(), near)?;
    let end = time::near(&end, near)?;
    (start < end).then_some((start, end))
}

fn title(item: &Item<'_>) -> Option<String> {
    let title = plain_lines(&known_only(item.title.as_deref()?));
    Some(printable_line(&title)).filter(|it| !it.is_empty())
}

fn instant_of(time: Option<&str>) -> Option<Instant> {
    match time.map(instant::read) {
        Some(Reading::At(at)) => Some(at),
        Some(Reading::Absent | Reading::Unreadable) | None => None,
    }
}

/// Returns the text of an element, with or without attributes.
pub(super) fn text(node: &Node<'_>, name: &str) -> Option<String> {
    let element = node.at(name);
    match element.json() {
        Json::Object(_) => element.text(TEXT),
        Json::Null
        | Json::Flag(_)
        | Json::Count(_)
        | Json::Number
        | Json::Text(_)
        | Json::List(_) => element.as_text(),
    }
}

/// Records what the feed says about itself: its name, its address, and when it was written.
pub(super) fn page(
    title: Option<String>,
    url: Option<String>,
    written: Option<&str>,
    draft: &mut DocumentBuilder<'_>,
) {
    const HISTORY: &str = " - incident history";
    let name = title.map(|title| {
        let start = title.len().saturating_sub(HISTORY.len());
        let is_history = title
            .get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(HISTORY));
        let name = if is_history { title.get(..start) } else { None };
        name.unwrap_or(&title).to_owned()
    });
    draft.page().name = name.map(Into::into);
    draft.page().url = url;
    let at = instant_of(written);
    // The time of a feed may be that of a planned maintenance.
    if draft.context.now.is_none_or(|now| at <= Some(now)) {
        draft.not_before(written);
    }
}
