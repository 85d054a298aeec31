//! Words kept for the visitor's next visit, by way of `store.js`. Where storage is blocked or full they are lost,
//! quietly: the page works without them.

use wasm_bindgen::prelude::wasm_bindgen;

/// The site that this page stands in for has its own words in the same storage.
const PREFIX: &str = "intermission.";

#[wasm_bindgen(module = "/src/browser/store.js")]
extern "C" {
    #[wasm_bindgen(js_name = read)]
    fn read_whole(name: &str) -> Option<String>;

    #[wasm_bindgen(js_name = keep)]
    fn keep_whole(name: &str, word: &str);
}

/// The word kept under `name`.
pub fn read(name: &str) -> Option<String> {
    read_whole(&[PREFIX, name].concat())
}

/// Keeps a word.
pub fn keep(name: &str, word: &str) {
    keep_whole(&[PREFIX, name].concat(), word);
}
