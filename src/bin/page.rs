//! The program of the page, built by Trunk and started by `web/boot.js`. It is empty on other targets.

#[cfg(target_arch = "wasm32")]
mod exports {
    use intermission::browser::languages::{Languages, language};
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Starts the page in a language, whose `lines` are those of [`language`]. `offered` has the tag and name of each
    /// language, one a line; `load` is that of [`Languages::new`].
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "exported functions must be public")]
    pub fn start(lines: String, offered: String, load: Function) {
        intermission::page::start(language(lines), offered, Languages::new(load));
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
