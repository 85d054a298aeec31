//! The program behind `<intermission-status>`: what `web/widget/element.js` calls. On other targets there
//! is nothing to call.

#[cfg(target_arch = "wasm32")]
mod exports {
    use intermission::browser::languages;
    use js_sys::Function;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Says everything in another language, see [`languages::speak`].
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "exported functions must be public")]
    pub fn speak(words: String) {
        languages::speak(words);
    }

    /// One element; to be freed when it is gone.
    #[wasm_bindgen]
    pub struct Widget(intermission::widget::Widget);

    #[wasm_bindgen]
    impl Widget {
        /// See `intermission::widget::Widget::new`. `tell` is called with a word and a detail in JSON.
        #[wasm_bindgen(constructor)]
        pub fn new(
            place: web_sys::HtmlElement,
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
                place, sources, form, when, tell,
            ))
        }

        /// Asks for a newer document.
        pub fn refresh(&self) {
            self.0.refresh();
        }

        /// Whether all automatic updating is stopped.
        pub fn is_paused(&self) -> bool {
            self.0.is_paused()
        }

        /// Stops all automatic updating, or starts it again.
        pub fn pause(&self, paused: bool) {
            self.0.pause(paused);
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    // Released programs trap at once (see `page` in the Makefile); while developing, the message is wanted.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
