//! Dates, times, numbers and lists by `Intl`, in the visitor's language.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::i18n::locale::{Format, Locale};

#[wasm_bindgen(module = "/src/browser/locale.js")]
extern "C" {
    fn write(form: u32, tag: &str, value: f64, zone: &str) -> String;
    fn list(tag: &str, items: &str) -> String;
    fn knows(zone: &str) -> bool;
}

/// The formats of a language in one of its regions, by BCP 47 tag.
pub struct IntlLocale(pub &'static str);

impl Locale for IntlLocale {
    fn knows(&self, zone: &str) -> bool {
        knows(zone)
    }

    fn write(&self, form: Format, value: i64, zone: &str) -> String {
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of any date here, and counts, are below 2^53"
        )]
        write(form as u32, self.0, value as f64, zone)
    }

    fn list(&self, items: &[String]) -> String {
        list(self.0, &items.join("\n"))
    }
}
