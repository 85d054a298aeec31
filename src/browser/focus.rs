//! The focus, through `focus.js`.

use wasm_bindgen::prelude::wasm_bindgen;

use super::Place;

#[wasm_bindgen(module = "/src/browser/focus.js")]
extern "C" {
    /// Gives the focus to the element in whose shadow root `place` is, until the visitor goes on from there.
    #[wasm_bindgen(js_name = focusHost)]
    pub fn focus_host(place: &Place);
}
