//! Words kept for the visitor's next visit. Where storage is blocked or full they are lost, quietly: the
//! page works without them.

use web_sys::Storage;

use super::window;

/// The site that this page stands in for has its own words in the same storage.
const PREFIX: &str = "intermission.";

/// The word kept under `name`.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&[PREFIX, name].concat()).ok()?
}

/// Keeps a word.
pub fn keep(name: &str, word: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(&[PREFIX, name].concat(), word));
    }
}

/// Blocked storage throws on access rather than on use.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
