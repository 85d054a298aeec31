//! Keys that tell the entries of one list apart, from one document to the next.

use super::super::error::ProblemKind;
use super::faults::Faults;

/// Hands out keys that no other entry of a list has: names repeat in real feeds, and so, by mistake, do ids.
#[derive(Default)]
pub(super) struct Keys(Vec<String>);

impl Keys {
    /// The id, else the name and its ordinal. An id that an earlier entry has is told as a fault.
    pub(super) fn unique(
        &mut self,
        id: Option<&str>,
        name: &str,
        path: &str,
        faults: &mut Faults<'_>,
    ) -> String {
        if let Some(id) = id {
            if self.take(id) {
                return id.to_owned();
            }
            faults.note(path, "id", ProblemKind::DuplicateId { id: id.to_owned() });
        }
        let stem = [name, "#"].concat();
        let mut ordinal = self.count(&stem) + 1;
        loop {
            let key = [&stem, ordinal.to_string().as_str()].concat();
            if self.take(&key) {
                return key;
            }
            ordinal += 1;
        }
    }

    /// How many keys begin like this: where the search for a free ordinal begins, because counting up from 1
    /// for each of 5,000 equal names takes seconds.
    fn count(&self, stem: &str) -> usize {
        let from = self.0.partition_point(|taken| taken.as_str() < stem);
        let is_before_end = |taken: &String| taken.as_str() < stem || taken.starts_with(stem);
        self.0.partition_point(is_before_end) - from
    }

    /// Takes a key, unless it is taken. Keys are kept sorted: 5,000 of them are found in 13 steps, and a set
    /// would be the only one in the download.
    fn take(&mut self, key: &str) -> bool {
        let at = self.0.partition_point(|taken| taken.as_str() < key);
        let is_free = self.0.get(at).is_none_or(|taken| taken != key);
        if is_free {
            self.0.insert(at, key.to_owned());
        }
        is_free
    }
}
