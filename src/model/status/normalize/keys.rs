//! The keys by which an entry of a list is found again in the next document, and the search for a component by its id.

use std::collections::BTreeMap;

use super::faults::Faults;
use crate::model::document::error::ProblemKind;
use crate::model::document::text::printable_line;
use crate::model::document::wire::ComponentEntry;
use crate::model::index::Index;

/// The keys of one list, each of which belongs to one entry. Names repeat in real feeds, and so, by mistake, do ids.
///
/// The map has every key, and the text before the number of every numbered key.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<String, Taken>);

/// The uses of a text as a key or as the beginning of numbered keys.
#[derive(Default)]
struct Taken {
    is_key: bool,
    /// The last ordinal that was tried after this text.
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
            let entry = self.0.entry(stem.clone()).or_default();
            entry.numbered += 1;
            let ordinal = entry.numbered;
            let key = [&stem, ordinal.to_string().as_str()].concat();
            if self.take(&key) {
                return key;
            }
        }
    }

    /// Takes a key, unless it is taken.
    fn take(&mut self, key: &str) -> bool {
        let entry = self.0.entry(key.to_owned()).or_default();
        !std::mem::replace(&mut entry.is_key, true)
    }
}

/// The components of a document by id. Incidents may name each of them thousands of times, so the index is built once.
pub(crate) struct ComponentsById<'a> {
    components: &'a [ComponentEntry],
    by_id: Index<'a>,
}

impl<'a> ComponentsById<'a> {
    pub(crate) fn new(components: &'a [ComponentEntry]) -> Self {
        let places = components.iter().zip(0..);
        let places =
            places.filter_map(|(component, place)| Some((component.id.as_deref()?, place)));
        Self {
            components,
            by_id: places.collect(),
        }
    }

    /// Returns whether the document lists no components.
    pub(crate) fn is_empty(&self) -> bool {
        self.components.is_empty()
    }

    /// Returns the first component with this id.
    pub(crate) fn get(&self, id: &str) -> Option<&'a ComponentEntry> {
        self.components.get(self.by_id.get(id)?)
    }
}
