//! A language: its texts and formats, as a value that is passed to whatever writes for visitors.

use std::fmt;

use crate::model::i18n::locale::Locale;
use crate::model::number::whole_number;

/// A language: its texts, and its formats of numbers and times. A copy is as small as a pointer.
///
/// Two languages are equal if they are the same one in memory, because formats cannot be compared.
#[derive(Clone, Copy)]
pub struct Language(&'static Contents);

struct Contents {
    tag: &'static str,
    /// The texts, indexed by [`Phrase`](super::Phrase).
    texts: &'static [&'static str],
    locale: &'static dyn Locale,
}

/// The languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 2] = ["ar", "he"];

impl Language {
    /// Makes a language from its BCP 47 tag and its texts in the order of [`Phrase`](super::Phrase). It stays in memory,
    /// because its texts may be on screen for as long as the program runs.
    pub fn new(
        tag: &'static str,
        texts: &'static [&'static str],
        locale: &'static dyn Locale,
    ) -> Self {
        Self(Box::leak(Box::new(Contents { tag, texts, locale })))
    }

    /// Reads a fetched language from lines: its tag, its region, and its texts. Its few kilobytes are leaked; see
    /// [`Self::new`].
    pub fn of_lines(lines: String, locale: impl Fn(&'static str) -> Box<dyn Locale>) -> Self {
        let mut lines = lines.leak().split('\n');
        let mut line = || lines.next().unwrap_or_default();
        let (tag, region) = (line(), line());
        let texts: Vec<&str> = lines.collect();
        Self::new(tag, texts.leak(), Box::leak(locale(region)))
    }

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.0.tag
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
        self.0.locale
    }

    /// Returns the text at a place of the list that [`Self::new`] got; an empty text beyond its end.
    pub(super) fn text(self, place: usize) -> &'static str {
        self.0.texts.get(place).copied().unwrap_or_default()
    }

    /// Replaces `{0}`, `{1}` and so on in `template` by `values`; a missing value is empty.
    ///
    /// In a right-to-left language, a text that begins with a value begins with a mark of that direction: browsers ignore
    /// isolated values when they look for the direction of a text.
    pub(super) fn fill(self, template: &str, values: &[&str]) -> String {
        let mut filled = String::new();
        if self.is_right_to_left() && template.starts_with('{') {
            filled.push('\u{200f}');
        }
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
        RIGHT_TO_LEFT.contains(&self.0.tag)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.tag)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Language {}

/// An empty language, which stands in until the page's own has been fetched. Natively it is English; see
/// `native.rs`.
#[cfg(target_arch = "wasm32")]
impl Default for Language {
    fn default() -> Self {
        Self(&NONE)
    }
}

#[cfg(target_arch = "wasm32")]
const NONE: Contents = Contents {
    tag: "",
    texts: &[],
    locale: &Silence,
};

#[cfg(target_arch = "wasm32")]
struct Silence;

#[cfg(target_arch = "wasm32")]
impl Locale for Silence {
    fn knows(&self, _: &str) -> bool {
        false
    }

    fn write(&self, _: crate::model::i18n::locale::Format, _: i64, _: &str) -> String {
        String::new()
    }

    fn list(&self, _: &[String]) -> String {
        String::new()
    }
}
