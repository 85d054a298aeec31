//! The languages that a page has, and how another one is had. Which one it is to be is `scripts/language.js`'s affair.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::locale::IntlLocale;
use crate::model::message::language::{Language, speak};

/// The languages of a page.
pub struct Languages {
    names: Vec<(String, String)>,
    load: Function,
}

impl Languages {
    /// Of `tag name`, a line each; `load` answers a tag with a promise of tag, region and texts.
    pub fn new(names: &str, load: Function) -> Self {
        let names = names.lines().filter_map(|line| line.split_once(' '));
        Self {
            names: names
                .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
                .collect(),
            load,
        }
    }

    /// Tags, and what each language calls itself.
    pub fn names(&self) -> Vec<(String, String)> {
        self.names.clone()
    }

    /// From now on everything is said in the language of `tag`, with its `texts`, a line each, and the habits of
    /// `region`.
    pub fn speak(tag: String, region: String, texts: String) {
        speak(Language::of_lines(tag, texts, Box::new(IntlLocale(region))));
    }

    /// The same once the texts have come; false where they do not.
    pub async fn change(&self, tag: &str) -> bool {
        self.try_change(tag).await.is_some()
    }

    async fn try_change(&self, tag: &str) -> Option<()> {
        let promise = self.load.call1(&JsValue::UNDEFINED, &tag.into()).ok()?;
        let promise: Promise = promise.dyn_into().ok()?;
        let words: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let word = |index| words.get(index).as_string();
        Self::speak(word(0)?, word(1)?, word(2)?);
        Some(())
    }
}
