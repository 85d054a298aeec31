//! The plural forms of the texts that depend on a number.

use std::collections::BTreeSet;

use icu_locale_core::Locale as Tag;
use icu_plurals::PluralRules;
use intermission::model::i18n::locale::Format;
use intermission::model::i18n::message;
use intermission::model::i18n::message::native::{language, lines, tags};
use intermission::model::time::countdown::Amount;

/// Variants for all numbers that the page may show, and none for numbers that the language does not tell apart.
#[test]
fn every_language_has_the_plural_forms_that_it_tells_apart() {
    for tag in tags() {
        let locale = language(tag).unwrap().locale();
        let category = |number| locale.write(Format::Plural, number, "");
        let needed: BTreeSet<String> = (0..10_000).map(category).collect();
        let rules = PluralRules::try_new_cardinal(tag.parse::<Tag>().unwrap().into()).unwrap();
        let known: BTreeSet<String> = rules
            .categories()
            .map(|it| format!("{it:?}").to_lowercase())
            .collect();
        for text in lines(tag).unwrap().lines().filter(|it| it.contains('|')) {
            let variants = text.split('|').filter_map(|it| it.split_once(':'));
            let found = variants.map(|(category, _)| category.to_owned()).collect();
            assert!(
                needed.is_subset(&found) && found.is_subset(&known),
                "{tag}: expected variants for {needed:?}, found `{text}`"
            );
        }
    }
}

/// Every form has its number, except a form that is for no other number, such as the Arabic one for two.
#[test]
fn every_plural_form_has_its_numbers() {
    for tag in tags() {
        let language = language(tag).unwrap();
        let locale = language.locale();
        let category = |number: u32| locale.write(Format::Plural, number.into(), "");
        let of_one_number = |number| {
            let same = (0..=130).filter(|it| category(*it) == category(number));
            same.count() == 1
        };
        for number in 0..=130_u32 {
            let written = locale.number(number.into());
            let may_lack = of_one_number(number);
            let total = usize::try_from(number).unwrap();
            for text in [
                message::shown_of(language, 7777, total),
                message::amount(
                    language,
                    Amount::Days {
                        days: number.into(),
                        hours: 0,
                    },
                ),
            ] {
                assert!(
                    may_lack || text.contains(&written),
                    "{tag}: {number} in `{text}`"
                );
                assert!(
                    !text.contains(['|', '{']) && !text.contains("other:"),
                    "{tag}: `{text}`"
                );
            }
        }
    }
}
