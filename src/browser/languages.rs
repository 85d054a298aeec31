//! The languages that a page has, and how another one is had. Which one it is to be is `web/language.js`'s affair.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::locale::IntlLocale;
use crate::model::i18n::locale::Locale;
use crate::model::i18n::message::language::{self, Language};

/// From now on everything is said in another language: its tag, who speaks it where, and its texts, a line each.
pub fn speak(words: String) {
    let locale = |region| -> Box<dyn Locale> { Box::new(IntlLocale(region)) };
    language::speak(Language::of_lines(words, locale));
}

/// Has the texts of other languages brought.
pub struct Languages {
    load: Function,
}

impl Languages {
    /// `load` takes a tag and a function, and calls that with what [`speak`] takes, unless nothing can be had.
    pub fn new(load: Function) -> Self {
        Self { load }
    }

    /// Speaks the language of `tag` once its texts have come, and calls `spoken` then.
    pub fn change(&self, tag: &str, spoken: impl FnOnce() + 'static) {
        let come = Closure::once_into_js(move |words| {
            speak(words);
            spoken();
        });
        drop(self.load.call2(&JsValue::UNDEFINED, &tag.into(), &come));
    }
}
