//! Keys that tell the entries of one list apart from one document to the next, and the search for a component
//! by its id.

use super::super::document::ComponentEntry;
use super::super::error::ProblemKind;
use super::super::order::order;
use super::super::text::printable_line;
use super::faults::Faults;

/// Hands out keys that no other entry of a list has: names repeat in real feeds, and so, by mistake, do ids.
///
/// Texts are kept sorted, because a set would be the only one in the download. Lists have limits, so that
/// inserting in the middle stays cheap.
#[derive(Default)]
pub(super) struct Keys(Vec<Taken>);

/// A text that is a key, or the beginning of numbered keys.
struct Taken {
    text: String,
    is_key: bool,
    /// How many keys begin with the text and end with a number.
    numbered: usize,
}

impl Keys {
    /// Returns the id, else the name and its ordinal. Notes an id that an earlier entry has as a fault.
    pub(super) fn unique(
        &mut self,
        id: Option<&str>,
        name: &str,
        path: &str,
        faults: &mut Faults<'_>,
    ) -> String {
        if let Some(id) = id {
            let key = printable_line(id);
            if self.take(&key) {
                return key;
            }
            faults.note(path, "id", ProblemKind::DuplicateId { id: id.to_owned() });
        }
        let stem = [name, "#"].concat();
        // The count is kept, so that each ordinal is tried once, whatever ids look like `name#7`.
        loop {
            let ordinal = self.entry(&stem).map_or(0, |stem| {
                stem.numbered += 1;
                stem.numbered
            });
            let key = [&stem, ordinal.to_string().as_str()].concat();
            if self.take(&key) {
                return key;
            }
        }
    }

    /// Takes a key, unless it is taken.
    fn take(&mut self, key: &str) -> bool {
        let is_free = |entry: &mut Taken| !std::mem::replace(&mut entry.is_key, true);
        self.entry(key).is_none_or(is_free)
    }

    /// Finds a text, or adds it. Always returns an entry.
    fn entry(&mut self, text: &str) -> Option<&mut Taken> {
        let at = self.0.partition_point(|taken| taken.text.as_str() < text);
        if self.0.get(at).is_none_or(|taken| taken.text != text) {
            let text = text.to_owned();
            let (is_key, numbered) = (false, 0);
            self.0.insert(
                at,
                Taken {
                    text,
                    is_key,
                    numbered,
                },
            );
        }
        self.0.get_mut(at)
    }
}

/// The components of a document by id. Incidents may name each of them thousands of times, so that the index
/// is built once and searched by halving.
pub(super) struct ComponentsById<'a> {
    by_id: Vec<&'a ComponentEntry>,
    is_empty: bool,
}

impl<'a> ComponentsById<'a> {
    pub(super) fn new(components: &'a [ComponentEntry]) -> Self {
        let id = |index: usize| components.get(index).and_then(|it| it.id.as_deref());
        // Equal ids keep their order: the first one is found.
        let order = order(components.len(), &|one, other| id(one).cmp(&id(other)));
        Self {
            by_id: order
                .into_iter()
                .filter_map(|index| components.get(index))
                .collect(),
            is_empty: components.is_empty(),
        }
    }

    /// Whether the document lists no components at all.
    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Returns the first component with this id.
    pub(super) fn get(&self, id: &str) -> Option<&'a ComponentEntry> {
        let at = self
            .by_id
            .partition_point(|component| component.id.as_deref() < Some(id));
        let found = self.by_id.get(at).copied();
        found.filter(|component| component.id.as_deref() == Some(id))
    }
}
