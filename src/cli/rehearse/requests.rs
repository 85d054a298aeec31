//! The number of requests for each path, so that tests can check which were not made.

use std::collections::BTreeMap;

/// The most paths that are counted, so that a client cannot fill the memory.
const MAX_PATHS: usize = 1_000;
/// The longest path that is counted, in bytes; those of the page are shorter.
const MAX_PATH: usize = 2_000;
/// The prefix of the control endpoints, which are not counted.
const CONTROLS: &str = "/__rehearsal/";

/// The number of requests by path; queries are left out, and so are the control endpoints.
#[derive(Debug, Default)]
pub(super) struct Requests(BTreeMap<String, u64>);

impl Requests {
    pub(super) fn count(&mut self, path: &str) {
        if path.starts_with(CONTROLS) || path.len() > MAX_PATH {
            return;
        }
        if let Some(count) = self.0.get_mut(path) {
            *count = count.saturating_add(1);
        } else if self.0.len() < MAX_PATHS {
            self.0.insert(path.to_owned(), 1);
        }
    }

    /// Returns the counts as a JSON object, in the order of the paths.
    pub(super) fn to_json(&self) -> String {
        let counts = self
            .0
            .iter()
            .map(|(path, count)| (path.clone(), (*count).into()));
        serde_json::Value::Object(counts.collect()).to_string()
    }
}
