//! The language of the program.
//!
//! A program uses one language at a time. It is stored per thread and read wherever a text is needed, instead of being
//! a parameter of every function and every view.

use std::cell::{Cell, RefCell};
use std::fmt;

use super::phrase::Phrase;
use crate::model::i18n::locale::Locale;
use crate::model::number::whole_number;

/// A language: its texts, and its formats of numbers and times.
#[derive(Clone, Copy)]
pub struct Language {
    tag: &'static str,
    /// The texts, indexed by [`Phrase`].
    texts: &'static [&'static str],
    locale: &'static dyn Locale,
}

thread_local! {
    static SPOKEN: Cell<Language> = Cell::new(first());
    static OFFERED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 2] = ["ar", "he"];

impl Language {
    /// Makes a language from its BCP 47 tag and its texts in the order of [`Phrase`].
    pub const fn new(
        tag: &'static str,
        texts: &'static [&'static str],
        locale: &'static dyn Locale,
    ) -> Self {
        Self { tag, texts, locale }
    }

    /// Reads a fetched language from lines: its tag, its region, and its texts. Its few kilobytes are leaked, because
    /// its texts may be on screen for as long as the program runs.
    pub fn of_lines(lines: String, locale: impl Fn(&'static str) -> Box<dyn Locale>) -> Self {
        let mut lines = lines.leak().split('\n');
        let mut line = || lines.next().unwrap_or_default();
        let (tag, region) = (line(), line());
        let texts: Vec<&str> = lines.collect();
        Self::new(tag, texts.leak(), Box::leak(locale(region)))
    }

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// Returns the value of HTML's `dir` attribute: `rtl` or `ltr`.
    pub fn direction(self) -> &'static str {
        if self.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }
    }

    /// Returns the formats of dates, times and numbers.
    pub fn locale(self) -> &'static dyn Locale {
        self.locale
    }

    pub(super) fn text(self, phrase: Phrase) -> &'static str {
        self.texts.get(phrase as usize).copied().unwrap_or_default()
    }

    /// Replaces `{0}`, `{1}` and so on in `template` by `values`; a missing value is empty.
    pub(super) fn fill(self, template: &str, values: &[&str]) -> String {
        let mut filled = String::new();
        let mut parts = template.split('{');
        filled.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (number, rest) = part.split_once('}').unwrap_or_default();
            let index = whole_number::<usize>(number);
            let value = index.and_then(|it| values.get(it));
            self.push(&mut filled, value.copied().unwrap_or_default());
            filled.push_str(rest);
        }
        filled
    }

    /// Appends a value. In a right-to-left language it is isolated, so that a value in another script does not change
    /// the order of the words around it.
    fn push(self, text: &mut String, value: &str) {
        let marks = if self.is_right_to_left() {
            ["\u{2068}", "\u{2069}"]
        } else {
            ["", ""]
        };
        for part in [marks[0], value, marks[1]] {
            text.push_str(part);
        }
    }

    fn is_right_to_left(self) -> bool {
        RIGHT_TO_LEFT.contains(&self.tag)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag)
    }
}

/// Returns the current language.
pub fn spoken() -> Language {
    SPOKEN.with(Cell::get)
}

/// Sets the current language.
pub fn speak(language: Language) {
    SPOKEN.with(|spoken| spoken.set(language));
}

/// Returns the languages that the visitor can choose from, each with its tag and its own name for itself.
pub fn offered() -> Vec<(String, String)> {
    OFFERED.with_borrow(Vec::clone)
}

/// Sets the languages to choose from, from one line `tag name` for each.
pub fn offer(languages: &str) {
    let languages = languages.lines().filter_map(|line| line.split_once(' '));
    let owned = languages.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
    OFFERED.set(owned.collect());
}

#[cfg(not(target_arch = "wasm32"))]
fn first() -> Language {
    super::native::english()
}

/// Returns an empty language, which stands in until the page's language has been fetched.
#[cfg(target_arch = "wasm32")]
fn first() -> Language {
    Language::new("", &[], &Silence)
}

#[cfg(target_arch = "wasm32")]
struct Silence;

#[cfg(target_arch = "wasm32")]
impl Locale for Silence {
    fn knows(&self, _: &str) -> bool {
        false
    }

    fn write(&self, _: crate::model::i18n::locale::Form, _: i64, _: &str) -> String {
        String::new()
    }

    fn list(&self, _: &[String]) -> String {
        String::new()
    }
}
