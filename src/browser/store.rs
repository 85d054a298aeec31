//! Values stored for the visitor's next visit, through `store.js`. If storage is blocked or full they are lost without
//! an error: the page works without them.

use wasm_bindgen::prelude::wasm_bindgen;

/// The prefix of all names, because the site that the page stands in for may use the same storage.
const PREFIX: &str = "intermission.";

#[wasm_bindgen(module = "/src/browser/store.js")]
extern "C" {
    #[wasm_bindgen(js_name = read)]
    fn read_whole(name: &str) -> Option<String>;

    #[wasm_bindgen(js_name = keep)]
    fn keep_whole(name: &str, word: &str);
}

/// Returns the value stored under `name`.
pub fn read(name: &str) -> Option<String> {
    read_whole(&[PREFIX, name].concat())
}

/// Stores a value under `name`.
pub fn keep(name: &str, word: &str) {
    keep_whole(&[PREFIX, name].concat(), word);
}
