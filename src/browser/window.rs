//! Parts of the window outside the views, through `window.js`: title, icon, address, console, downloads and printing.
//! Refusals of the browser are ignored.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Place;
use crate::model::state::Theme;
use crate::model::status::situation::Symbol;

#[wasm_bindgen(module = "/src/browser/window.js")]
extern "C" {
    /// Returns the placeholder for the page in `index.html`, and removes its content.
    #[wasm_bindgen(js_name = clearPlaceholder)]
    pub fn clear_placeholder() -> Option<Place>;

    /// Sets the title of the window.
    #[wasm_bindgen(js_name = setTitle)]
    pub fn set_title(title: &str);

    #[wasm_bindgen(js_name = setIcon)]
    fn set_icon_named(name: &str);

    #[wasm_bindgen(js_name = setTheme)]
    fn set_theme_named(word: &str);

    /// Sets the language and the writing direction of the whole page.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(tag: &str, direction: &str);

    /// Moves the focus to the first element that matches a selector.
    #[wasm_bindgen(js_name = focusOn)]
    pub fn focus(selector: &str);

    #[wasm_bindgen(catch, js_name = replaceQuery)]
    fn try_replace_query(query: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = leave)]
    fn try_leave(url: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = reload)]
    fn try_reload() -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = download)]
    fn try_download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = print)]
    fn try_print() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = console)]
    fn warn(text: &str);
}

/// Sets the icon of the page to the shape of the state.
pub fn set_icon(symbol: Symbol) {
    set_icon_named(symbol.name());
}

/// Sets the theme of the whole page.
pub fn set_theme(theme: Theme) {
    set_theme_named(match theme {
        Theme::System => "",
        Theme::Light | Theme::Dark => theme.as_str(),
    });
}

/// Replaces the query in the page's address, without a new entry in the history.
pub fn replace_query(query: &str) {
    drop(try_replace_query(query));
}

/// Opens `url`, which replaces this page in the history.
pub fn leave(url: &str) {
    drop(try_leave(url));
}

/// Reloads the page.
pub fn reload() {
    drop(try_reload());
}

/// Opens the print dialogue.
pub fn print() {
    drop(try_print());
}

/// Writes a message for the operator to the console.
pub fn report(text: &str) {
    warn(&["intermission: ", text].concat());
}

/// Saves a file on the visitor's device.
pub fn download(name: &str, kind: &str, bytes: &[u8]) {
    drop(try_download(name, kind, bytes));
}
