//! Finds the line and column of values in a document's text, from the paths that problems name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::model::document::error::join;

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Returns the position of the value at `path`, such as `components[3].status`. If a member is missing, it is the
/// position of the entry that should have it. `None` if `text` is not JSON.
///
/// ```
/// use intermission::cli::locate::{Position, locate};
/// let text = "{\n  \"components\": [ {\"name\": 7} ]\n}";
/// assert_eq!(locate(text, "components[0].name"), Some(Position { line: 2, column: 28 }));
/// assert_eq!(locate(text, "components[0].status"), Some(Position { line: 2, column: 19 }));
/// ```
pub fn locate(text: &str, path: &str) -> Option<Position> {
    locate_all(text, &[path]).into_iter().next()?
}

/// Returns the positions of the values at all of `paths`, found in one traversal. One traversal for each path would
/// take minutes for a document of 8 MB with a fault in every entry. The search enters only values on the way to a path
/// and keeps only the current path: the paths of all values may be many thousand times the size of the document.
pub fn locate_all(text: &str, paths: &[&str]) -> Vec<Option<Position>> {
    let mut search = Search {
        text,
        at: String::new(),
        found: vec![None; paths.len()],
    };
    let mut wanted: Vec<Wanted<'_>> = paths.iter().copied().zip(0..).collect();
    wanted.sort_unstable();
    if let Ok(root) = serde_json::from_str::<&RawValue>(text) {
        search.enter(root, &wanted);
    }
    let found = search.found.iter();
    let offsets: Vec<_> = found.map(|it| it.map(|found| found.offset)).collect();
    positions(text, &offsets)
}

/// A path to find, and its index.
type Wanted<'a> = (&'a str, usize);

/// The innermost value found so far on the way to a path.
#[derive(Clone, Copy)]
struct Found {
    /// The length of the part of the path that leads to the value, in bytes.
    length: usize,
    offset: usize,
}

struct Search<'a> {
    text: &'a str,
    /// The path to the current value.
    at: String,
    /// The values found, by the index of the path.
    found: Vec<Option<Found>>,
}

impl Search<'_> {
    /// Records the offset of `value` for all `wanted` paths, which lead to it or into it, and searches it for them.
    fn enter(&mut self, value: &RawValue, wanted: &[Wanted<'_>]) {
        let (raw, length) = (value.get(), self.at.len());
        // A raw value borrows from the text, so its address gives its offset.
        let Some(offset) = raw.as_ptr().addr().checked_sub(self.text.as_ptr().addr()) else {
            return;
        };
        // A member whose name is empty has the path of its object; the object's position counts.
        for (_, index) in wanted {
            if let Some(slot) = self.found.get_mut(*index)
                && slot.is_none_or(|before| before.length < length)
            {
                *slot = Some(Found { length, offset });
            }
        }
        if wanted.iter().all(|(path, _)| path.len() <= length) {
            return;
        }
        if raw.starts_with('{') {
            // Of duplicate names the last one counts, as in the reader.
            let members: BTreeMap<Cow<'_, str>, &RawValue> =
                serde_json::from_str(raw).unwrap_or_default();
            for (name, member) in members {
                self.at = join(&self.at, &name);
                self.approach(member, wanted);
                self.at.truncate(length);
            }
        } else if raw.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
            for (index, item) in items.into_iter().enumerate() {
                self.at = [&self.at, "[", &index.to_string(), "]"].concat();
                self.approach(item, wanted);
                self.at.truncate(length);
            }
        }
    }

    /// Enters a value if any of the `wanted` paths, which are sorted, leads to it or into it.
    fn approach(&mut self, value: &RawValue, wanted: &[Wanted<'_>]) {
        let at = self.at.as_str();
        let first = wanted.partition_point(|(path, _)| *path < at);
        let from_here = wanted.get(first..).unwrap_or_default().iter();
        let from_here = from_here.take_while(|(path, _)| path.starts_with(at));
        let is_on_the_way = |(path, _): &&Wanted<'_>| {
            let rest = path.get(at.len()..).unwrap_or_default();
            rest.is_empty() || rest.starts_with(['.', '[']) || at.ends_with(':')
        };
        let here: Vec<Wanted<'_>> = from_here.filter(is_on_the_way).copied().collect();
        if !here.is_empty() {
            self.enter(value, &here);
        }
    }
}

/// The positions of `offsets`, found in one pass over the text.
fn positions(text: &str, offsets: &[Option<usize>]) -> Vec<Option<Position>> {
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (index, offset) in offsets.iter().enumerate() {
        order.extend(offset.map(|offset| (offset, index)));
    }
    order.sort_unstable();
    let mut positions = vec![None; offsets.len()];
    let (mut at, mut position) = (0, Position { line: 1, column: 1 });
    for (offset, index) in order {
        for character in text.get(at..offset).unwrap_or_default().chars() {
            position.column += 1;
            if character == '\n' {
                position = Position {
                    line: position.line + 1,
                    column: 1,
                };
            }
        }
        at = offset;
        if let Some(slot) = positions.get_mut(index) {
            *slot = Some(position);
        }
    }
    positions
}
