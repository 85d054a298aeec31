//! The program of the history page, started by `web/history.js`. It is empty on other targets.

#[cfg(target_arch = "wasm32")]
mod exports {
    use intermission::browser::languages::language;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Starts the page in a language, whose `lines` are those of [`language`].
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "exported functions must be public")]
    pub fn start(lines: String) {
        intermission::history::start(language(lines));
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    // The released program stops without a message (see `page` in the Makefile); a debug build writes one.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
