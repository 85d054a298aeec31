//! Where in a document's text values stand, from the paths that problems name.

use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    locate_all(text, &[path]).into_iter().next()?
}

/// Finds the values at all of `paths` in one walk: a document of 8 MB with a fault in every entry would take
/// minutes when it was walked, and its lines counted, for each.
pub fn locate_all(text: &str, paths: &[&str]) -> Vec<Option<Place>> {
    let mut offsets = HashMap::new();
    if let Ok(root) = serde_json::from_str::<&RawValue>(text) {
        collect(text, root, String::new(), &mut offsets);
    }
    let offsets: Vec<_> = paths.iter().map(|path| nearest(&offsets, path)).collect();
    places(text, &offsets)
}

/// Notes where `value` and everything in it begins.
fn collect(text: &str, value: &RawValue, path: String, offsets: &mut HashMap<String, usize>) {
    let raw = value.get();
    if raw.starts_with('{') {
        // The last one where a name stands twice, as the reader has it.
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(raw).unwrap_or_default();
        for (name, member) in members {
            collect(
                text,
                member,
                crate::model::error::join(&path, &name),
                offsets,
            );
        }
    } else if raw.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
        for (index, item) in items.into_iter().enumerate() {
            collect(text, item, format!("{path}[{index}]"), offsets);
        }
    }
    // A raw value borrows from the text, so its address tells where it stands.
    if let Some(offset) = raw.as_ptr().addr().checked_sub(text.as_ptr().addr()) {
        offsets.insert(path, offset);
    }
}

/// The offset of the value at `path`, else of the innermost value around it.
fn nearest(offsets: &HashMap<String, usize>, path: &str) -> Option<usize> {
    let mut path = path;
    loop {
        if let Some(offset) = offsets.get(path) {
            return Some(*offset);
        }
        let end = path.rfind(['.', '[']).unwrap_or(0);
        if path.is_empty() {
            return None;
        }
        path = path.get(..end)?;
    }
}

/// The places of `offsets`, found in one pass over the text.
fn places(text: &str, offsets: &[Option<usize>]) -> Vec<Option<Place>> {
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (index, offset) in offsets.iter().enumerate() {
        order.extend(offset.map(|offset| (offset, index)));
    }
    order.sort_unstable();
    let mut places = vec![None; offsets.len()];
    let (mut at, mut place) = (0, Place { line: 1, column: 1 });
    for (offset, index) in order {
        for character in text.get(at..offset).unwrap_or_default().chars() {
            place.column += 1;
            if character == '\n' {
                place = Place {
                    line: place.line + 1,
                    column: 1,
                };
            }
        }
        at = offset;
        if let Some(slot) = places.get_mut(index) {
            *slot = Some(place);
        }
    }
    places
}
