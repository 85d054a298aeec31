//! The loading of languages. `web/language.js` chooses the language.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::locale::IntlLocale;
use crate::model::i18n::locale::Locale;
use crate::model::i18n::message::language::{self, Language};

/// Changes to another language: its tag, its region and its texts, one a line.
pub fn speak(words: String) {
    let locale = |region| -> Box<dyn Locale> { Box::new(IntlLocale(region)) };
    language::speak(Language::of_lines(words, locale));
}

/// The loader of other languages.
pub struct Languages {
    load: Function,
}

impl Languages {
    /// Makes a loader. `load` takes a tag and a function, and calls the function with the lines for [`speak`], unless
    /// they cannot be loaded.
    pub fn new(load: Function) -> Self {
        Self { load }
    }

    /// Changes to the language with this tag once its texts are loaded, and then calls `spoken`.
    pub fn change(&self, tag: &str, spoken: impl FnOnce() + 'static) {
        let come = Closure::once_into_js(move |words| {
            speak(words);
            spoken();
        });
        drop(self.load.call2(&JsValue::UNDEFINED, &tag.into(), &come));
    }
}
