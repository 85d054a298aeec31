//! The program of the history page, started by `web/history.js`, and of the bars in widgets, called by
//! `web/widget/bars.js`. It is empty on other targets.

#[cfg(target_arch = "wasm32")]
mod exports {
    use intermission::bars::Source;
    use intermission::browser::languages::language;
    use js_sys::Function;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Starts the page in a language, whose `lines` are those of [`language`].
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "exported functions must be public")]
    pub fn start(lines: String) {
        intermission::history::start(language(lines));
    }

    /// A language, which stays in memory for as long as the program runs.
    #[wasm_bindgen]
    pub struct Language(intermission::model::i18n::message::language::Language);

    #[wasm_bindgen]
    impl Language {
        /// Reads a language from lines; see [`language`].
        #[wasm_bindgen(constructor)]
        pub fn new(lines: String) -> Self {
            Self(language(lines))
        }
    }

    /// The bar of a widget, which JavaScript must free when its element is removed.
    #[wasm_bindgen]
    #[expect(dead_code, reason = "removes the bar when it is dropped")]
    pub struct Bars(intermission::bars::Bars);

    #[wasm_bindgen]
    impl Bars {
        /// Shows a bar in `place`; see `intermission::bars::Bars::new`. `folders` are addresses with spaces between them.
        #[wasm_bindgen(constructor)]
        pub fn new(
            place: &web_sys::HtmlElement,
            language: &Language,
            folders: &str,
            service: String,
            shown: Function,
        ) -> Self {
            let source = Source {
                folders: folders.split(' ').map(str::to_owned).collect(),
                service,
            };
            let shown = Box::new(move || drop(shown.call0(&JsValue::UNDEFINED)));
            Self(intermission::bars::Bars::new(
                place, language.0, source, shown,
            ))
        }
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
