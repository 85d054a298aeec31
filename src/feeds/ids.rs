//! Ids that tell the entries of one list apart.

/// The ids of one list, in order, so that a second one is found soon.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<String>);

impl Ids {
    /// How many there are.
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

    /// The id, with a number after it when it is taken: some feeds list a service in two groups.
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

    /// How many begin like this: counting up from 1 for each of thousands of equal ids takes seconds.
    fn beginning_with(&self, stem: &str) -> usize {
        let from = self.0.partition_point(|taken| taken.as_str() < stem);
        let is_before_end = |taken: &String| taken.as_str() < stem || taken.starts_with(stem);
        self.0.partition_point(is_before_end) - from
    }
}
