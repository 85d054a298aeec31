//! The differences between two documents of one publisher, one line each.

use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::Window;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The largest number of changes that are kept, so that the list stays a summary.
pub const MOST: usize = 12;

/// Changes, newest first: the time at which this page learnt of each, and its text. A change without a time happened
/// between the visitor's last visit and this one.
pub type Changes = Vec<(Option<Instant>, String)>;

/// Looks for changes. A value instead of a call, so that a program that shows none has no code for them.
#[derive(Clone, Copy, Debug)]
pub struct Compare(pub fn(Language, &Snapshot, &Snapshot) -> Vec<String>);

impl Default for Compare {
    fn default() -> Self {
        Self(|_, _, _| Vec::new())
    }
}

/// All values are equal, because function addresses cannot be compared reliably.
impl PartialEq for Compare {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Compare {}

/// Returns the differences between `before` and `now`: maintenances, incidents, phases, components, then removals.
///
/// The comparison is of the texts that visitors read: an entry with equal text has not changed.
///
/// ```
/// # use intermission::model::document::wire::Document;
/// # use intermission::model::i18n::message::language::Language;
/// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
/// # fn read(json: &str) -> Snapshot {
/// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
/// # }
/// use intermission::model::status::changes::compare;
/// let before = read(r#"{"components": [{"name": "API", "status": "operational"}]}"#);
/// let now = read(r#"{"components": [{"name": "API", "status": "major_outage"}]}"#);
/// let changes = compare(Language::default(), &before, &now);
/// assert_eq!(changes.len(), 1);
/// assert!(changes[0].contains("API"));
/// assert!(compare(Language::default(), &now, &now).is_empty());
/// ```
pub fn compare(language: Language, before: &Snapshot, now: &Snapshot) -> Vec<String> {
    let (before, now) = (facts(language, before), facts(language, now));
    let mut lines = Vec::new();
    for (place, fact) in now.iter().enumerate() {
        match find(&before, place, fact) {
            None if fact.key == END => {}
            None => lines.push(Phrase::ChangeAdded.fill(language, &[fact.name, &fact.words])),
            Some(was) if was.words != fact.words => {
                let change = if fact.key == END {
                    Phrase::ChangeEnd
                } else {
                    Phrase::ChangeState
                };
                lines.push(change.fill(language, &[fact.name, &fact.words, &was.words]));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().enumerate();
    let gone = gone.filter(|(place, it)| it.key != END && find(&now, *place, it).is_none());
    lines.extend(gone.map(|(_, it)| Phrase::ChangeRemoved.fill(language, &[it.name])));
    lines
}

/// Returns the fact with the key and name of `wanted`, looking at `place` first, where it usually is.
fn find<'a, 'b>(facts: &'a [Fact<'b>], place: usize, wanted: &Fact<'_>) -> Option<&'a Fact<'b>> {
    let is_it = |it: &&Fact<'_>| it.key == wanted.key && it.name == wanted.name;
    let there = facts.get(place).filter(is_it);
    there.or_else(|| facts.iter().find(is_it))
}

/// The key of the fact of when a maintenance ends. The control character keeps it apart from a publisher's keys.
const END: &str = "\u{0}end";

/// The state of one entry as visitors read it.
struct Fact<'a> {
    /// Distinguishes entries with the same name.
    key: &'a str,
    name: &'a str,
    words: String,
}

fn facts(language: Language, snapshot: &Snapshot) -> Vec<Fact<'_>> {
    let mut facts = Vec::new();
    let mut state = |key, name, word: &Option<String>, known: &str| {
        let words = word.as_deref().unwrap_or(known).to_owned();
        facts.push(Fact { key, name, words });
    };
    for it in &snapshot.maintenances {
        state(
            &it.key,
            &it.name,
            &it.word,
            message::maintenance_status(language, it.status),
        );
        let end = it.window.and_then(Window::end);
        let end = end.map(|it| message::with_zone(language, it, it, None));
        state(END, &it.name, &end, Phrase::OpenEnd.text(language));
    }
    for it in &snapshot.incidents {
        state(
            &it.key,
            &it.name,
            &it.word,
            message::incident_status(language, it.status),
        );
    }
    for it in snapshot.maintenances.iter().flat_map(|it| &it.phases) {
        state(
            "",
            &it.name,
            &it.word,
            message::phase_status(language, it.status),
        );
    }
    for it in &snapshot.components {
        state(
            &it.key,
            &it.name,
            &it.word,
            message::component_status(language, it.status),
        );
    }
    facts
}
