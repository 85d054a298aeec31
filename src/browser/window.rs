//! What lies outside the views: the title, the icon, the address, the console, files and paper; by way of
//! `window.js`. What a browser refuses stays undone, quietly.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Place;
use crate::model::state::Theme;
use crate::model::status::situation::Symbol;

#[wasm_bindgen(module = "/src/browser/window.js")]
extern "C" {
    /// The element that `index.html` keeps for the page, emptied of what stood in until now.
    #[wasm_bindgen(js_name = clearPlaceholder)]
    pub fn clear_placeholder() -> Option<Place>;

    /// Sets the title of the window.
    #[wasm_bindgen(js_name = setTitle)]
    pub fn set_title(title: &str);

    #[wasm_bindgen(js_name = setIcon)]
    fn set_icon_named(name: &str);

    #[wasm_bindgen(js_name = setTheme)]
    fn set_theme_named(word: &str);

    /// Says in which language the whole page is, and how its lines run.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(tag: &str, direction: &str);

    /// Gives the first that a selector finds the keyboard's focus.
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

/// Points `<link rel="icon">` at the shape of the state.
pub fn set_icon(symbol: Symbol) {
    set_icon_named(symbol.name());
}

/// Chooses colours for the whole page.
pub fn set_theme(theme: Theme) {
    set_theme_named(match theme {
        Theme::System => "",
        Theme::Light | Theme::Dark => theme.as_str(),
    });
}

/// Puts the view into the address without a new entry in the history.
pub fn replace_query(query: &str) {
    drop(try_replace_query(query));
}

/// Leaves for `url`, which takes this page's place in the history.
pub fn leave(url: &str) {
    drop(try_leave(url));
}

/// Loads the page anew.
pub fn reload() {
    drop(try_reload());
}

/// Opens the print dialogue.
pub fn print() {
    drop(try_print());
}

/// Tells the operator.
pub fn report(text: &str) {
    warn(&["intermission: ", text].concat());
}

/// Hands the visitor a file.
pub fn download(name: &str, kind: &str, bytes: &[u8]) {
    drop(try_download(name, kind, bytes));
}
