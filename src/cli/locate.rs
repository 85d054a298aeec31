//! Where in a document's text values stand, from the paths that problems name.

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

/// Finds the value at `path`, such as `components[3].status`; of a member that is missing, the entry that
/// should have it. `None` when `text` is not JSON.
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

/// Finds the values at all of `paths` in one walk: a document of 8 MB with a fault in every entry would take
/// minutes when it was walked, and its lines counted, for each. Only values on the way to a path are entered, and only
/// the path to the present one is kept: the paths of all values of a document may be many thousand times its size.
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

/// A path that is looked for, and its index.
type Wanted<'a> = (&'a str, usize);

/// The innermost value that has been found on the way to a path.
#[derive(Clone, Copy)]
struct Found {
    /// How much of the path leads to it.
    length: usize,
    offset: usize,
}

struct Search<'a> {
    text: &'a str,
    /// The path to the present value.
    at: String,
    /// By the index of the path.
    found: Vec<Option<Found>>,
}

impl Search<'_> {
    /// Notes where `value` begins for all that are `wanted`, which lie at it or in it, and looks for them in it.
    fn enter(&mut self, value: &RawValue, wanted: &[Wanted<'_>]) {
        let (raw, length) = (value.get(), self.at.len());
        // A raw value borrows from the text, so its address tells where it stands.
        let Some(offset) = raw.as_ptr().addr().checked_sub(self.text.as_ptr().addr()) else {
            return;
        };
        // A member without a name has the path of the object that it is in, which counts.
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
            // The last one where a name stands twice, as the reader has it.
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

    /// Enters a value if anything that is wanted, which is sorted, lies at it or in it.
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
