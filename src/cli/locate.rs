//! Where in a document's text a value stands, from the path that a problem names.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Finds the value at `path`, such as `components[3].status`; of a member that is missing, the entry that
/// should have it. `None` when `text` is not JSON.
///
/// ```
/// use intermission::cli::locate::{Place, locate};
/// let text = "{\n  \"components\": [ {\"name\": 7} ]\n}";
/// assert_eq!(locate(text, "components[0].name"), Some(Place { line: 2, column: 28 }));
/// assert_eq!(locate(text, "components[0].status"), Some(Place { line: 2, column: 19 }));
/// ```
pub fn locate(text: &str, path: &str) -> Option<Place> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        match descend(value, step) {
            Some(inner) => value = inner,
            None => break,
        }
    }
    // A raw value borrows from the text, so its address tells where it stands.
    let offset = value
        .get()
        .as_ptr()
        .addr()
        .checked_sub(text.as_ptr().addr())?;
    place(text, offset)
}

fn descend<'a>(value: &'a RawValue, step: &str) -> Option<&'a RawValue> {
    if let Some(index) = step.strip_suffix(']') {
        let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
        items.get(index.parse::<usize>().ok()?).copied()
    } else {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
        members.get(step).copied()
    }
}

fn place(text: &str, offset: usize) -> Option<Place> {
    let before = text.get(..offset)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..)?.chars().count() + 1;
    Some(Place {
        line: before.matches('\n').count() + 1,
        column,
    })
}
