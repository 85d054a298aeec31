//! Finds an entry by what the operator calls it: its id, its name, or the beginning of either.

use strsim::osa_distance;

use super::draft::Entry;

/// The edit distance up to which a name counts as a misspelling of another.
const NEAR: usize = 3;

/// The reason why a name does not lead to an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is called like this.
    #[error("expected {what}, found `{found}`{}{}", did_you_mean(.nearest.as_deref()), there_is(.known))]
    None {
        /// The kind of entry, such as `a service`.
        what: &'static str,
        /// The name.
        found: String,
        /// The name that it is most likely a misspelling of.
        nearest: Option<String>,
        /// The names that there are.
        known: Vec<String>,
    },
    /// Several entries are called like this, or could be meant where no name is given.
    #[error("{} {}", .0.lead(), list(&.0.candidates))]
    Several(Choice),
    /// The entry that the operator has chosen of several is not there any longer, or in another state.
    #[error("expected {what}, found that `{found}` is none any longer")]
    Gone {
        /// The kind of entry.
        what: &'static str,
        /// The name of the entry, with its id.
        found: String,
    },
}

/// Entries of which one is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The kind of entry, such as `a service`.
    pub what: &'static str,
    /// The name that fits all of them; `None` where the operator has named none.
    pub found: Option<String>,
    /// The names of the entries, with their ids.
    pub candidates: Vec<String>,
}

impl Choice {
    /// Returns the beginning of a sentence that ends with the candidates.
    pub fn lead(&self) -> String {
        let what = self.what;
        match &self.found {
            Some(found) => format!("expected {what}, found `{found}`, which may be"),
            None => "expected one of several to be named, found".to_owned(),
        }
    }
}

fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}

fn there_is(names: &[String]) -> String {
    match names {
        [] => ": there is none".to_owned(),
        names => format!("; there is {}", list(names)),
    }
}

/// Returns names in a sentence.
fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// Returns what an entry is called in messages: its name, else its id.
pub fn name_of(entry: &Entry) -> String {
    let name = entry.words("name").into_iter().next();
    name.or_else(|| entry.word("id")).unwrap_or_default()
}

/// Returns the entry that `wanted` names: by its id, then by its name in any language, then by the beginning of either.
///
/// # Errors
/// There is no such entry, or there are several.
pub fn find(what: &'static str, wanted: &str, entries: &[Entry]) -> Result<Entry, NameError> {
    let wanted_folded = folded(wanted);
    let ways: [fn(&str, &str) -> bool; 2] = [
        |name, wanted| name == wanted,
        |name, wanted| name.starts_with(wanted),
    ];
    let by_id = entries
        .iter()
        .filter(|it| it.word("id").as_deref() == Some(wanted));
    let mut found: Vec<&Entry> = by_id.collect();
    for is_called in ways {
        if !found.is_empty() || wanted_folded.is_empty() {
            break;
        }
        let matches = |entry: &&Entry| {
            let mut names = names_of(entry).into_iter();
            names.any(|name| is_called(&folded(&name), &wanted_folded))
        };
        found = entries.iter().filter(matches).collect();
    }
    match found.as_slice() {
        [entry] => Ok((*entry).clone()),
        [] => Err(NameError::None {
            what,
            found: wanted.to_owned(),
            nearest: misspelt(&wanted_folded, entries),
            known: entries.iter().map(name_of).collect(),
        }),
        several => Err(NameError::Several(Choice {
            what,
            found: Some(wanted.to_owned()),
            candidates: several.iter().map(|it| with_id(it)).collect(),
        })),
    }
}

fn names_of(entry: &Entry) -> Vec<String> {
    let mut names = entry.words("name");
    names.extend(entry.word("id"));
    names
}

/// Returns the name with the id, for entries of the same name.
pub fn with_id(entry: &Entry) -> String {
    let name = name_of(entry);
    match entry.word("id") {
        Some(id) if id != name => format!("{name} ({id})"),
        Some(_) | None => name,
    }
}

/// Returns the names of entries in a sentence.
pub fn names_in<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let names: Vec<String> = entries.into_iter().map(name_of).collect();
    list(&names)
}

/// Returns the words of a name in small letters, without anything that is neither letter nor digit, for ids.
pub fn words_of(name: &str) -> Vec<String> {
    let letters = name
        .chars()
        .map(|it| if it.is_alphanumeric() { it } else { ' ' });
    let letters: String = letters.collect::<String>().to_lowercase();
    letters.split_whitespace().map(str::to_owned).collect()
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn misspelt(wanted: &str, entries: &[Entry]) -> Option<String> {
    let names = entries.iter().flat_map(names_of);
    let distances = names.map(|name| (osa_distance(&folded(&name), wanted), name));
    let (distance, name) = distances.min()?;
    let limit = NEAR.min(wanted.chars().count() / 2);
    (distance <= limit).then_some(name)
}
