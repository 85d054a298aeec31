//! The messages that status pages write into the HTML of one news entry.
//!
//! Statuspage begins each with its time and its state: `<p><small>Nov 24, 10:05 UTC</small><br>
//! <strong>Resolved</strong> - Fixed.</p>`, newest first. Instatus does the same, oldest first. incident.io writes
//! `<b>Status: Resolved</b>` before the newest message only.

use super::markup::{tag_length, tag_name};
use super::time;
use crate::model::time::instant::Instant;

/// The beginning of the label over a planned maintenance; its window follows.
const SCHEDULED_EVENT: &str = "THIS IS A SCHEDULED EVENT";
/// The longest state, in characters; a longer label is the beginning of a text.
const LONGEST_STATE: usize = 40;
/// The number of tags that a label may contain.
const MOST_TAGS: usize = 12;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The state, in the publisher's words.
    pub state: String,
    /// The time, if it is stated with a time zone.
    pub at: Option<Instant>,
    /// The text, as HTML.
    pub html: String,
}

/// The messages of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// The messages, in the order of the entry.
    pub all: Vec<Message>,
    /// The window of a planned maintenance, in words such as `Nov 28, 08:00 - 10:00 UTC`.
    pub window: Option<String>,
}

/// A label at the beginning of a message.
struct Label {
    /// The place where its first tag begins.
    start: usize,
    /// The place where its last tag ends.
    end: usize,
    text: String,
}

/// Returns the messages in the HTML of an entry that was written around the time `near`: the times of messages have no
/// year.
///
/// ```
/// use intermission::feeds::messages::messages;
/// let html = "<p><small>Nov 24, 10:05 UTC</small><br><strong>Resolved</strong> - Fixed.</p>\
///             <p><small>Nov 24, 09:00 UTC</small><br><strong>Identified</strong> - Disk <strong>full</strong> - sorry.</p>";
/// let near = "2026-11-24T10:05:31Z".parse().ok();
/// let all = messages(html, near).all;
/// let states: Vec<_> = all.iter().map(|it| (it.state.as_str(), it.at.map(|at| at.to_string()))).collect();
/// assert_eq!(states, [
///     ("Resolved", Some("2026-11-24T10:05:00Z".to_owned())),
///     ("Identified", Some("2026-11-24T09:00:00Z".to_owned())),
/// ]);
/// assert_eq!(all[0].html, "Fixed.</p>");
/// assert!(messages("All is <strong>resolved</strong> - really.", near).all.is_empty(), "within a sentence");
/// ```
pub fn messages(html: &str, near: Option<Instant>) -> Messages {
    let mut messages = Messages::default();
    let mut until = 0;
    for label in labels(html) {
        let between = html.get(until..label.start).unwrap_or_default();
        let head = between.rfind("<p").or_else(|| between.rfind("<small"));
        let head = head.unwrap_or(between.len());
        let (before, head) = between.split_at(head);
        if let Some(last) = messages.all.last_mut() {
            before.clone_into(&mut last.html);
        }
        until = label.end;
        if let Some(window) = label.text.strip_prefix(SCHEDULED_EVENT) {
            messages.window = Some(window.trim().to_owned());
        } else if let Some(state) = state(&label, html) {
            messages.all.push(Message {
                state,
                at: near.and_then(|near| time::near(&without_tags(head), near)),
                html: String::new(),
            });
        }
    }
    if let Some(last) = messages.all.last_mut() {
        html.get(until..)
            .unwrap_or_default()
            .clone_into(&mut last.html);
    }
    for message in &mut messages.all {
        let text = message.html.trim_start();
        message.html = text.trim_start_matches(is_dash).trim_start().to_owned();
    }
    messages
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2013}' | '\u{2014}')
}

/// Returns the state that a label names.
fn state(label: &Label, html: &str) -> Option<String> {
    let text = label.text.as_str();
    let prefix = text
        .get(..7)
        .filter(|it| it.eq_ignore_ascii_case("status:"));
    if prefix.is_some() {
        return Some(text.get(7..)?.trim().to_owned());
    }
    let after = html.get(label.end..)?.trim_start();
    let is_state = after.starts_with(is_dash) && text.chars().count() <= LONGEST_STATE;
    (is_state && !text.is_empty()).then(|| text.to_owned())
}

/// Returns the labels in bold type at the beginning of a text or right after another tag, if they are about a state or a
/// window.
fn labels(html: &str) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut at = 0;
    while let Some(start) = next_tag(html, at) {
        let from = html.get(start..).unwrap_or_default();
        at = start + tag_length(from);
        let tag = html.get(start..at).unwrap_or_default();
        let name = tag_name(tag);
        if name != "strong" && name != "b" {
            continue;
        }
        let before = html.get(..start).unwrap_or_default();
        let is_first = is_beginning(before);
        if let Some(label) = label(html, start, at, &name).filter(|_| is_first) {
            at = label.end;
            if label.text.starts_with(SCHEDULED_EVENT) || state(&label, html).is_some() {
                labels.push(label);
            }
        }
    }
    labels
}

fn next_tag(html: &str, at: usize) -> Option<usize> {
    Some(at + html.get(at..)?.find('<')?)
}

/// Returns whether nothing or a tag is before a label. Only a few bytes are looked at, however much space there is.
fn is_beginning(before: &str) -> bool {
    let last = before.bytes().rev().take(64);
    let mut last = last.skip_while(u8::is_ascii_whitespace);
    match last.next() {
        Some(byte) => byte == b'>',
        None => before.len() < 64,
    }
}

/// Returns the label whose first tag is from `start` to `at`.
fn label(html: &str, start: usize, at: usize, name: &str) -> Option<Label> {
    let mut from = at;
    for _ in 0..MOST_TAGS {
        let close = next_tag(html, from)?;
        let tag = html.get(close..)?;
        let tag = tag.get(..tag_length(tag))?;
        from = close + tag.len();
        if tag_name(tag).strip_prefix('/') == Some(name) {
            let text = without_tags(html.get(at..close)?);
            return Some(Label {
                start,
                end: from,
                text,
            });
        }
    }
    None
}

/// Returns the words of HTML, with single spaces between them.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let length = tag_length(from);
        rest = from.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(" ,", ",")
}
