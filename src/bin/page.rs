//! The entry that Trunk builds: what `web/boot.js` calls. On other targets there is nothing to start.

#[cfg(target_arch = "wasm32")]
mod exports {
    use intermission::browser::languages::{Languages, speak};
    use intermission::model::i18n::message::language;
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Starts the page in a language, see [`speak`]. All `languages` come with their names, a line each; `load` is of
    /// [`Languages::new`].
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "exported functions must be public")]
    pub fn start(words: String, languages: &str, load: Function) {
        language::offer(languages);
        speak(words);
        intermission::page::start(Languages::new(load));
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    // Released pages trap at once (see `page` in the Makefile); while developing, the message is wanted.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
