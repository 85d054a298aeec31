//! What can be said: one name for each text of `languages/en.json`, made by `build.rs`.

use super::language;
use crate::model::i18n::locale::Form;

include!(concat!(env!("OUT_DIR"), "/phrase.rs"));

impl Phrase {
    /// The text, in the language that is spoken.
    pub fn text(self) -> &'static str {
        language::spoken().text(self)
    }

    /// The text with `values` in the place of `{0}`, `{1}` and so on.
    pub fn fill(self, values: &[&str]) -> String {
        language::spoken().fill(self.text(), values)
    }

    /// The same in the form for a number of things: `one:{0} service|other:{0} services`.
    pub fn counted(self, number: i64, values: &[&str]) -> String {
        let language = language::spoken();
        let category = language.locale().write(Form::Plural, number, "");
        language.fill(variant(self.text(), &category), values)
    }
}

/// The variant for a plural category, else the one for all others; the whole text where there are none.
fn variant<'a>(text: &'a str, category: &str) -> &'a str {
    let of = |wanted: &str| {
        text.split('|').find_map(|variant| {
            let rest = variant.strip_prefix(wanted)?;
            rest.strip_prefix(':')
        })
    };
    of(category).or_else(|| of("other")).unwrap_or(text)
}
