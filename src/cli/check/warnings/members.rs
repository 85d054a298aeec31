//! Members whose names are misspelt or stand twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use strsim::osa_distance;

use super::{Warning, WarningKind};
use crate::model::error::join;
use crate::model::json::{Json, Members};

/// The members that the format has; a test holds it and the reader together.
const SCHEMA: &str = include_str!("../../../../public/status.schema.json");
/// Longer names are no misspelling of anything.
const LONGEST_NAME: usize = 40;

/// Notes the warnings of one document; `before` stands before each path.
pub(super) fn look(root: &Json, before: &str, warnings: &mut Vec<Warning>) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let mut walk = Walk {
        schema: &schema,
        before,
        guesses: BTreeMap::new(),
        warnings,
    };
    walk.value(root, Some(&schema), "");
}

struct Walk<'a> {
    schema: &'a Value,
    before: &'a str,
    /// What was looked up already: the same unknown name stands in each of thousands of entries.
    guesses: BTreeMap<(String, String), Option<&'a str>>,
    warnings: &'a mut Vec<Warning>,
}

impl<'a> Walk<'a> {
    /// Looks at a value and all in it. Without a schema only at what stands twice.
    fn value(&mut self, json: &Json, schema: Option<&'a Value>, path: &str) {
        let schema = schema.and_then(|it| self.resolved(it));
        match json {
            Json::Object(members) => self.object(members, schema, path),
            Json::List(items) => {
                let schema = schema.and_then(|it| it.get("items"));
                for (index, item) in items.iter().enumerate() {
                    self.value(item, schema, &format!("{path}[{index}]"));
                }
            }
            Json::Null | Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => {}
        }
    }

    fn object(&mut self, members: &Members, schema: Option<&'a Value>, path: &str) {
        let known = schema.and_then(|it| it.get("properties")?.as_object());
        let names: BTreeSet<&str> = members.iter().map(|(name, _)| name).collect();
        let mut counts = BTreeMap::new();
        for (name, value) in members.iter() {
            *counts.entry(name).or_insert(0_usize) += 1;
            let path = join(path, name);
            let schema = known.and_then(|known| known.get(name));
            let guess = known.filter(|_| schema.is_none());
            let guess = guess.and_then(|known| self.guess(name, known, &names));
            if let Some(guess) = guess {
                let message = format!(
                    "expected a member of the format, found `{name}`; did you mean `{guess}`?"
                );
                self.warn(&path, WarningKind::MisspeltMember, message);
            }
            self.value(value, schema, &path);
        }
        for (name, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
            let message =
                format!("expected one member `{name}`, found {count}, of which the last counts");
            self.warn(&join(path, name), WarningKind::DuplicateMember, message);
        }
    }

    /// The known name that is most like this unknown one, unless it is there as well.
    fn guess(
        &mut self,
        name: &str,
        known: &'a serde_json::Map<String, Value>,
        there: &BTreeSet<&str>,
    ) -> Option<&'a str> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let kind: String = known.keys().map(String::as_str).collect();
        let guesses = self.guesses.entry((kind, name.to_owned()));
        let guess = *guesses.or_insert_with(|| nearest(name, known.keys().map(String::as_str)));
        guess.filter(|guess| !there.contains(guess))
    }

    fn warn(&mut self, path: &str, kind: WarningKind, message: String) {
        self.warnings.push(Warning {
            path: [self.before, path].concat(),
            kind,
            message,
        });
    }

    /// The schema that a `$ref` names, else itself.
    fn resolved(&self, schema: &'a Value) -> Option<&'a Value> {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return Some(schema);
        };
        self.schema.pointer(reference.strip_prefix('#')?)
    }
}

/// The one of `known` that `name` is most likely a misspelling of: `schedule_until`, `scheduledUntil`.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
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
