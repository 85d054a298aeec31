//! `undo`: a newer document with the former content.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::change::Change;
use super::journal::Line;
use super::merge::{merge, write};
use super::refusal::Refusal;

/// The member that every change writes, which is no part of what is undone.
const PUBLISHED: &str = "published_at";

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
    let (mut former, mut base, present) = (members(before), members(after), members(present));
    // The time of publication is no content: that of the document stays until it is published anew.
    for version in [&mut former, &mut base] {
        copy(PUBLISHED, &present, version);
    }
    let whole = Json::Object(present.clone());
    let merged = merge(&Json::Object(base), &Json::Object(former), &whole, "");
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
