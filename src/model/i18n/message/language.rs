//! The language in which everything is said.
//!
//! A program speaks one language at a time, as its visitor does: which one is set once it is known, and asked for
//! wherever something is said, instead of being handed through every decision and every view.

use std::cell::{Cell, RefCell};
use std::fmt;

use super::phrase::Phrase;
use crate::model::i18n::locale::Locale;
use crate::model::number::whole_number;

/// A language: its texts, and how it writes numbers and times.
#[derive(Clone, Copy)]
pub struct Language {
    tag: &'static str,
    /// By [`Phrase`].
    texts: &'static [&'static str],
    locale: &'static dyn Locale,
}

thread_local! {
    static SPOKEN: Cell<Language> = Cell::new(first());
    static OFFERED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Languages whose lines run from right to left.
const RIGHT_TO_LEFT: [&str; 2] = ["ar", "he"];

impl Language {
    /// The language of this BCP 47 tag, with its texts in the order of [`Phrase`].
    pub const fn new(
        tag: &'static str,
        texts: &'static [&'static str],
        locale: &'static dyn Locale,
    ) -> Self {
        Self { tag, texts, locale }
    }

    /// A language that has just come, in lines: its tag, who speaks it where, and its texts. It stays for good, a few
    /// kilobytes: its texts may be on screen for as long as the program runs.
    pub fn of_lines(lines: String, locale: impl Fn(&'static str) -> Box<dyn Locale>) -> Self {
        let mut lines = lines.leak().split('\n');
        let mut line = || lines.next().unwrap_or_default();
        let (tag, region) = (line(), line());
        let texts: Vec<&str> = lines.collect();
        Self::new(tag, texts.leak(), Box::leak(locale(region)))
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// `rtl` or `ltr`, as HTML's `dir` has it.
    pub fn direction(self) -> &'static str {
        if self.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }
    }

    /// How dates, times and numbers are written.
    pub fn locale(self) -> &'static dyn Locale {
        self.locale
    }

    pub(super) fn text(self, phrase: Phrase) -> &'static str {
        self.texts.get(phrase as usize).copied().unwrap_or_default()
    }

    /// `template` with `values` in the place of `{0}`, `{1}` and so on.
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

    /// A name in another script must not turn the words around it: isolated, it cannot.
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

/// The language that is spoken.
pub fn spoken() -> Language {
    SPOKEN.with(Cell::get)
}

/// From now on everything is said in this language.
pub fn speak(language: Language) {
    SPOKEN.with(|spoken| spoken.set(language));
}

/// The languages that there are to choose from: tags, and what each calls itself.
pub fn offered() -> Vec<(String, String)> {
    OFFERED.with_borrow(Vec::clone)
}

/// Offers languages, `tag name` a line each.
pub fn offer(languages: &str) {
    let languages = languages.lines().filter_map(|line| line.split_once(' '));
    let owned = languages.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
    OFFERED.set(owned.collect());
}

#[cfg(not(target_arch = "wasm32"))]
fn first() -> Language {
    super::native::english()
}

/// Nothing is said before the page's language has come.
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
