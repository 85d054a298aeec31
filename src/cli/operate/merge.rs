//! Merges two changes of one document, member by member, and refuses where both touch the same one.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::draft::{Entry, Value};

/// The place that both versions change, with what each of them has there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected nothing else to have changed `{path}`, found `{theirs}` in the document, where this would write `{ours}`"
)]
pub(super) struct Conflict {
    /// The member.
    pub path: String,
    /// The value in the document.
    pub theirs: String,
    /// The value that this change has.
    pub ours: String,
}

/// Returns `theirs` with all that differs between `base` and `ours`.
///
/// # Errors
/// Both differ from `base` in the same member, in different ways.
pub(super) fn merge(base: &Json, ours: &Json, theirs: &Json, path: &str) -> Result<Json, Conflict> {
    if ours == theirs || base == ours {
        return Ok(theirs.clone());
    }
    if base == theirs {
        return Ok(ours.clone());
    }
    if let (Json::Object(base), Json::Object(ours), Json::Object(theirs)) = (base, ours, theirs) {
        return Ok(Json::Object(merge_objects(base, ours, theirs, path)?));
    }
    if let (Some(base), Some(ours), Some(theirs)) = (keyed(base), keyed(ours), keyed(theirs)) {
        return merge_lists(&base, &ours, &theirs, path);
    }
    Err(Conflict {
        path: path.to_owned(),
        theirs: theirs.to_string(),
        ours: ours.to_string(),
    })
}

fn merge_objects(
    base: &Map<String, Json>,
    ours: &Map<String, Json>,
    theirs: &Map<String, Json>,
    path: &str,
) -> Result<Map<String, Json>, Conflict> {
    let names: BTreeSet<&String> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    let mut merged = Map::new();
    for name in names {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        // An absent member is `null`, which means the same to every reader.
        let of = |map: &Map<String, Json>| map.get(name).cloned().unwrap_or(Json::Null);
        let value = merge(&of(base), &of(ours), &of(theirs), &path)?;
        if !value.is_null() || theirs.contains_key(name) && of(theirs).is_null() {
            merged.insert(name.clone(), value);
        }
    }
    Ok(merged)
}

/// The entries of a list by their ids or names.
type Keyed<'a> = Vec<(String, &'a Json)>;

/// Returns the entries of a list by what tells them apart; `None` if nothing does.
fn keyed(list: &Json) -> Option<Keyed<'_>> {
    let key = |entry: &Json| {
        let key = entry.get("id").or_else(|| entry.get("name"));
        key.map(Json::to_string)
    };
    let entries = list.as_array()?.iter();
    let keyed: Keyed<'_> = entries
        .map(|it| Some((key(it)?, it)))
        .collect::<Option<_>>()?;
    let keys: BTreeSet<&String> = keyed.iter().map(|(key, _)| key).collect();
    (keys.len() == keyed.len()).then_some(keyed)
}

fn merge_lists(
    base: &Keyed<'_>,
    ours: &Keyed<'_>,
    theirs: &Keyed<'_>,
    path: &str,
) -> Result<Json, Conflict> {
    let get = |list: &Keyed<'_>, key: &String| {
        let found = list.iter().find(|(it, _)| it == key);
        found.map_or(Json::Null, |(_, value)| (*value).clone())
    };
    let mut merged = Vec::new();
    for (key, value) in theirs {
        let path = format!("{path}[{key}]");
        let value = merge(&get(base, key), &get(ours, key), value, &path)?;
        merged.push(value);
    }
    for (index, (key, value)) in ours.iter().enumerate() {
        if theirs.iter().any(|(it, _)| it == key) {
            continue;
        }
        let path = format!("{path}[{key}]");
        let value = merge(&get(base, key), value, &Json::Null, &path)?;
        merged.insert(index.min(merged.len()), value);
    }
    merged.retain(|it| !it.is_null());
    Ok(Json::Array(merged))
}

/// Writes what differs between two versions of an object into the text, and leaves the rest as it is written.
pub(super) fn write(entry: &Entry, from: &Map<String, Json>, to: &Map<String, Json>) {
    for name in from.keys().filter(|name| !to.contains_key(*name)) {
        entry.remove(name);
    }
    for (name, value) in to {
        match (from.get(name), value) {
            (Some(before), after) if before == after => {}
            (Some(Json::Object(before)), Json::Object(after)) => {
                write(&entry.object(name), before, after);
            }
            (Some(Json::Array(before)), Json::Array(after)) if is_in_step(before, after) => {
                let entries = entry.entries(name);
                for (entry, (before, after)) in entries.iter().zip(before.iter().zip(after)) {
                    if let (Json::Object(before), Json::Object(after)) = (before, after) {
                        write(entry, before, after);
                    }
                }
            }
            (_, after) => entry.set(name, written(after)),
        }
    }
}

/// Returns whether two lists have the same entries in the same order, so that they can be compared one by one.
fn is_in_step(before: &[Json], after: &[Json]) -> bool {
    let keys = |list: &[Json]| {
        let list = Json::Array(list.to_vec());
        keyed(&list).map(|it| it.into_iter().map(|(key, _)| key).collect::<Vec<_>>())
    };
    let before = keys(before);
    before.is_some() && before == keys(after)
}

fn written(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(number.to_string()),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(list) => Value::Array(list.iter().map(written).collect()),
        Json::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), written(value)))
                .collect(),
        ),
    }
}
