//! The loading of languages. `web/language.js` chooses the language.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::locale::IntlLocale;
use crate::model::i18n::locale::Locale;
use crate::model::i18n::message::language::Language;

/// Reads a language from its tag, its region and its texts, one a line.
pub fn language(lines: String) -> Language {
    let locale = |region| -> Box<dyn Locale> { Box::new(IntlLocale(region)) };
    Language::of_lines(lines, locale)
}

/// The loader of other languages.
pub struct Languages {
    load: Function,
}

impl Languages {
    /// Makes a loader. `load` takes a tag and a function, and calls the function with the lines for [`language`],
    /// unless they cannot be loaded.
    pub fn new(load: Function) -> Self {
        Self { load }
    }

    /// Loads the language with this tag, and then calls `use_it`; never calls it if the texts cannot be loaded.
    pub fn load(&self, tag: &str, use_it: impl FnOnce(Language) + 'static) {
        let loaded = Closure::once_into_js(move |lines| use_it(language(lines)));
        drop(self.load.call2(&JsValue::UNDEFINED, &tag.into(), &loaded));
    }
}
