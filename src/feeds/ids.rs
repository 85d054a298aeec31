//! Unique ids for the entries of one list.

/// The ids of one list, sorted for binary search.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<String>);

impl Ids {
    /// Returns the number of ids.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0
            .binary_search_by(|taken| taken.as_str().cmp(id))
            .is_ok()
    }

    /// Adds an id and returns it, with a number appended if it is taken: some feeds list a service in two groups.
    pub(super) fn unique(&mut self, id: String) -> String {
        let mut unique = id.clone();
        let mut ordinal = 1;
        loop {
            match self.0.binary_search(&unique) {
                Ok(_) if ordinal == 1 => ordinal = self.beginning_with(&[&id, "#"].concat()) + 2,
                Ok(_) => ordinal += 1,
                Err(at) => {
                    self.0.insert(at, unique.clone());
                    return unique;
                }
            }
            unique = [&id, "#", &ordinal.to_string()].concat();
        }
    }

    /// Returns the number of ids that begin with `stem`, so that numbering thousands of equal ids does not count up
    /// from 1 each time, which would take seconds.
    fn beginning_with(&self, stem: &str) -> usize {
        let from = self.0.partition_point(|taken| taken.as_str() < stem);
        let is_before_end = |taken: &String| taken.as_str() < stem || taken.starts_with(stem);
        self.0.partition_point(is_before_end) - from
    }
}
