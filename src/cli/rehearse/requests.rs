//! How often each path was asked for, so that tests can tell what was not.

use std::collections::BTreeMap;

/// A client that asks for ever new paths would otherwise fill the memory.
const MAX_PATHS: usize = 1_000;
/// Longer ones than any of the page's, in bytes; they are not counted.
const MAX_PATH: usize = 2_000;
/// Whoever counts, or changes what happens, is not part of it.
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

    /// As a JSON object, in the order of the paths.
    pub(super) fn to_json(&self) -> String {
        let counts = self
            .0
            .iter()
            .map(|(path, count)| (path.clone(), (*count).into()));
        serde_json::Value::Object(counts.collect()).to_string()
    }
}
