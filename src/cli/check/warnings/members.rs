//! Warnings about members whose names are misspelt or occur twice.

use std::collections::BTreeMap;

use serde_json::Value;
use strsim::osa_distance;

use super::{Warning, WarningKind};
use crate::cli::SCHEMA;
use crate::model::document::error::join;
use crate::model::document::json::{Json, Members};

/// The maximum length of a name, in bytes, that is tested for misspelling.
const LONGEST_NAME: usize = 40;

/// Adds the warnings of one document; `before` is the prefix of each path.
pub(super) fn look(root: &Json, before: &str, warnings: &mut Vec<Warning>) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let mut walk = Walk {
        schema: &schema,
        before,
        guesses: BTreeMap::new(),
        warnings,
    };
    walk.value(root, Some(&schema), &Path::Root);
}

/// The path of a value. It is converted to text only for warnings: a document has hundreds of thousands of values.
enum Path<'p> {
    Root,
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn write(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(around, name) => join(&around.write(), name),
            Self::Item(around, index) => format!("{}[{index}]", around.write()),
        }
    }
}

struct Walk<'a> {
    schema: &'a Value,
    before: &'a str,
    /// The guesses made so far, because the same unknown name may occur in thousands of entries.
    guesses: BTreeMap<usize, BTreeMap<String, Option<&'a str>>>,
    warnings: &'a mut Vec<Warning>,
}

impl<'a> Walk<'a> {
    /// Checks a value and everything in it. Without a schema, only duplicate names are found.
    fn value(&mut self, json: &Json, schema: Option<&'a Value>, path: &Path<'_>) {
        let schema = schema.and_then(|it| self.resolved(it));
        match json {
            Json::Object(members) => self.object(members, schema, path),
            Json::List(items) => {
                // Resolved once: there may be 300,000 items.
                let schema = schema.and_then(|it| self.resolved(it.get("items")?));
                for (index, item) in items.iter().enumerate() {
                    self.value(item, schema, &Path::Item(path, index));
                }
            }
            Json::Null | Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => {}
        }
    }

    fn object(&mut self, members: &Members, schema: Option<&'a Value>, path: &Path<'_>) {
        let known = schema.and_then(|it| it.get("properties")?.as_object());
        for (name, value) in members.iter() {
            let path = Path::Member(path, name);
            let schema = known.and_then(|known| known.get(name));
            let guess = known.filter(|_| schema.is_none());
            let guess = guess.and_then(|known| self.guess(name, known));
            // If the object also has the guessed member, the unknown one is no misspelling of it.
            if let Some(guess) = guess.filter(|guess| members.get(guess).is_none()) {
                let message = format!(
                    "expected a member of the format, found `{name}`; did you mean `{guess}`?"
                );
                self.warn(&path, WarningKind::MisspeltMember, message);
            }
            self.value(value, schema, &path);
        }
        self.duplicates(members, path);
    }

    fn duplicates(&mut self, members: &Members, path: &Path<'_>) {
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        for same in names.chunk_by(|one, other| one == other) {
            if let [name, _, ..] = same {
                let count = same.len();
                let message = format!(
                    "expected one member `{name}`, found {count}, of which the last counts"
                );
                let path = Path::Member(path, name);
                self.warn(&path, WarningKind::DuplicateMember, message);
            }
        }
    }

    /// Returns the known name that is most similar to an unknown one.
    fn guess(&mut self, name: &str, known: &'a serde_json::Map<String, Value>) -> Option<&'a str> {
        // A schema has the same address wherever it is used.
        let guesses = self
            .guesses
            .entry(std::ptr::from_ref(known).addr())
            .or_default();
        if let Some(guess) = guesses.get(name) {
            return *guess;
        }
        let guess = nearest(name, known.keys().map(String::as_str));
        guesses.insert(name.to_owned(), guess);
        guess
    }

    fn warn(&mut self, path: &Path<'_>, kind: WarningKind, message: String) {
        self.warnings.push(Warning {
            path: [self.before, &path.write()].concat(),
            kind,
            message,
        });
    }

    /// Returns the schema that `$ref` refers to, or the schema itself without one.
    fn resolved(&self, schema: &'a Value) -> Option<&'a Value> {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return Some(schema);
        };
        self.schema.pointer(reference.strip_prefix('#')?)
    }
}

/// Returns the name in `known` of which `name` is most likely a misspelling, such as `schedule_until` or
/// `scheduledUntil`; `None` for one that is longer than 40 bytes.
pub(in crate::cli::check) fn nearest<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let plain = |name: &str| {
        let letters = name.chars().filter(|it| it.is_alphanumeric());
        letters.collect::<String>().to_lowercase()
    };
    let wanted = plain(name);
    let near = known.filter_map(|known| {
        let candidate = plain(known);
        let shorter = wanted.len().min(candidate.len());
        let limit = match shorter {
            0..3 => 0,
            3..5 => 1,
            5..10 => 2,
            _ => 3,
        };
        let distance = osa_distance(&wanted, &candidate);
        (distance <= limit).then_some((distance, known))
    });
    near.min().map(|(_, known)| known)
}
