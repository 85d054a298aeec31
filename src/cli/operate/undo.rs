//! `undo`: a newer document with the former content.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::change::Change;
use super::journal::Line;
use super::merge::{merge, write};
use super::refusal::Refusal;

/// Members that every change writes, and that are no part of what is undone.
const WRITTEN_ALWAYS: [&str; 1] = ["published_at"];

/// Takes back what a line of the journal has changed, and keeps what others have changed since.
///
/// # Errors
/// Others have changed the same since, or the line has no document.
pub(super) fn undo(
    change: &mut Change<'_>,
    line: &Line,
    present: &str,
    file: &Path,
) -> Result<(), Refusal> {
    let (Some(before), Some(after)) = (&line.before, &line.after) else {
        return Err(Refusal::Impossible(format!(
            "expected a document from before `{}`, found none: it began the document",
            line.verb
        )));
    };
    let (before, after, present) = (members(before), members(after), members(present));
    let mut former = before.clone();
    // Times of publication are no content: those of the document stay until it is published anew.
    for name in WRITTEN_ALWAYS {
        copy(name, &present, &mut former);
    }
    let mut base = after;
    for name in WRITTEN_ALWAYS {
        copy(name, &present, &mut base);
    }
    let object = |members: &Map<String, Json>| Json::Object(members.clone());
    let merged = merge(&object(&base), &object(&former), &object(&present), "");
    let merged = merged.map_err(|conflict| Refusal::Conflict {
        file: file.to_owned(),
        conflict: conflict.to_string(),
    })?;
    if let Json::Object(merged) = merged {
        write(change.root(), &present, &merged);
    }
    change.tell(format!("undone: {}", line.verb));
    for line in &line.changes {
        change.tell(format!("  no longer: {line}"));
    }
    Ok(())
}

fn members(text: &str) -> Map<String, Json> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json = serde_json::from_str(text);
    match json {
        Ok(Json::Object(members)) => members,
        Ok(_) | Err(_) => Map::new(),
    }
}

fn copy(name: &str, from: &Map<String, Json>, to: &mut Map<String, Json>) {
    match from.get(name) {
        Some(value) => drop(to.insert(name.to_owned(), value.clone())),
        None => drop(to.remove(name)),
    }
}
