//! The program of `<intermission-status>`, called by `web/widget/element.js`. It is empty on other targets.

#[cfg(target_arch = "wasm32")]
mod exports {
    use intermission::browser::languages::language;
    use js_sys::Function;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

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

    /// A widget, which JavaScript must free when its element is removed.
    #[wasm_bindgen]
    pub struct Widget(intermission::widget::Widget);

    #[wasm_bindgen]
    impl Widget {
        /// Makes a widget; see `intermission::widget::Widget::new`. `tell` is called with an event's name and its
        /// detail in JSON.
        #[wasm_bindgen(constructor)]
        pub fn new(
            place: web_sys::HtmlElement,
            language: &Language,
            sources: &str,
            form: &str,
            when: &str,
            tell: Function,
        ) -> Self {
            let tell = Box::new(move |word: &str, detail: &str| {
                let (word, detail) = (JsValue::from_str(word), JsValue::from_str(detail));
                drop(tell.call2(&JsValue::UNDEFINED, &word, &detail));
            });
            Self(intermission::widget::Widget::new(
                place, language.0, sources, form, when, tell,
            ))
        }

        /// Requests the document as soon as the source allows it.
        pub fn refresh(&self) {
            self.0.refresh();
        }

        /// Returns whether all automatic updating is stopped.
        pub fn is_paused(&self) -> bool {
            self.0.is_paused()
        }

        /// Stops or restarts all automatic updating.
        pub fn pause(&self, paused: bool) {
            self.0.pause(paused);
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
