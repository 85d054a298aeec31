//! The readers of single members, which all parts of normalisation share. Each notes the faults that it finds.

use std::cell::RefCell;

use crate::model::document::error::{Problem, ProblemKind};
use crate::model::document::text::{
    MAX_MARKS, Text, longest_run_of_marks, plain_lines, printable, printable_line,
};
use crate::model::document::url;
use crate::model::i18n::message::language::Language;
use crate::model::time::instant::{self, Instant, Reading};

/// The longest name or label that is read, in characters.
const MAX_NAME: usize = 500;
/// The longest text of any other kind that is read, in characters: some eight printed pages.
const MAX_TEXT: usize = 20_000;

/// Collects faults while a document is normalised, and knows the visitor's languages.
pub(super) struct Faults<'a> {
    pub(super) language: Language,
    languages: &'a [String],
    /// The language of the first text that is there in several languages.
    chosen: RefCell<Option<String>>,
    problems: Vec<Problem>,
    /// Whether entries were left out because there are too many.
    pub(super) is_cut: bool,
}

impl<'a> Faults<'a> {
    pub(super) fn new(language: Language, languages: &'a [String]) -> Self {
        Self {
            language,
            languages,
            chosen: RefCell::default(),
            problems: Vec::new(),
            is_cut: false,
        }
    }

    /// Returns the language that was chosen for the first text that is there in several languages.
    pub(super) fn language(&self) -> Option<String> {
        self.chosen.borrow().clone()
    }

    fn choose<'b>(&self, text: Option<&'b Text>) -> Option<&'b str> {
        let (tag, text) = text?.choose(self.languages);
        let mut chosen = self.chosen.borrow_mut();
        if chosen.is_none() {
            *chosen = tag.map(str::to_owned);
        }
        Some(text)
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(super) fn note(&mut self, path: &str, field: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(path, field, kind));
    }

    pub(super) fn missing(&mut self, path: &str, field: &str, expected: &'static str) {
        self.note(path, field, ProblemKind::Missing { expected });
    }

    pub(super) fn out_of_range(
        &mut self,
        path: &str,
        field: &str,
        expected: &'static str,
        found: u64,
    ) {
        let found = found.to_string();
        self.note(path, field, ProblemKind::OutOfRange { expected, found });
    }

    /// Returns a text as one line, such as a name or label. It is taken as plain text, even if it looks like markup.
    pub(super) fn line(&mut self, path: &str, field: &str, text: Option<&Text>) -> Option<String> {
        self.visible_text(path, field, text, printable_line)
    }

    /// The `name` of an entry, as [`Self::line`] reads it. One that is not there is noted as missing.
    pub(super) fn name(
        &mut self,
        path: &str,
        name: Option<&Text>,
        expected: &'static str,
    ) -> Option<String> {
        let name = self.line(path, "name", name);
        if name.is_none() {
            self.missing(path, "name", expected);
        }
        name
    }

    /// Returns a text of several lines, without the markup that it may be in.
    pub(super) fn lines(&mut self, path: &str, field: &str, text: Option<&Text>) -> Option<String> {
        self.visible_text(path, field, text, |text| plain_lines(&printable(text)))
    }

    /// Returns a text as visitors read it, or `None` if nothing of it is visible.
    ///
    /// A text that is too long is cut and ends in `…`. Of too many combining marks over one letter, which browsers need
    /// long to draw, the first ones stay. Both are noted as faults.
    fn visible_text(
        &mut self,
        path: &str,
        field: &str,
        text: Option<&Text>,
        read: fn(&str) -> String,
    ) -> Option<String> {
        let text = self.choose(text)?;
        let (most, expected) = if ["name", "label", "unit"].contains(&field) {
            (MAX_NAME, "a name of at most 500 characters")
        } else {
            (MAX_TEXT, "a text of at most 20000 characters")
        };
        let kept = beginning(text, most);
        let mut visible = read(kept);
        if kept.len() < text.len() {
            self.out_of_range(path, field, expected, text.chars().count() as u64);
            visible.push('\u{2026}');
        }
        let marks = longest_run_of_marks(kept);
        if marks > MAX_MARKS {
            let expected = "at most 10 marks in a row";
            self.out_of_range(path, field, expected, marks as u64);
        }
        (!visible.is_empty()).then_some(visible)
    }

    pub(super) fn instant(
        &mut self,
        path: &str,
        field: &str,
        text: Option<&str>,
    ) -> Option<Instant> {
        let text = text?;
        match instant::read(text) {
            Reading::At(at) => Some(at),
            Reading::Absent => None,
            Reading::Unreadable => {
                self.note(
                    path,
                    field,
                    ProblemKind::BadTime {
                        found: text.to_owned(),
                    },
                );
                None
            }
        }
    }

    pub(super) fn url(&mut self, path: &str, field: &str, text: Option<&str>) -> Option<String> {
        let text = text?.trim();
        if text.is_empty() {
            return None;
        }
        let url = url::linkable(text);
        if url.is_none() {
            self.note(
                path,
                field,
                ProblemKind::BadUrl {
                    found: text.to_owned(),
                },
            );
        }
        url.map(str::to_owned)
    }

    /// Reads a word of a vocabulary. Returns its value, and the publisher's word for display if the vocabulary does not
    /// have it, which is noted as a fault.
    ///
    /// A missing word counts as unknown and is not noted here, because some entries need no word.
    pub(super) fn word<T: Default>(
        &mut self,
        path: &str,
        field: &str,
        word: Option<&str>,
        parse: fn(&str) -> Option<T>,
        expected: &'static [&'static str],
    ) -> (T, Option<String>) {
        // A publisher may write `unknown` or an empty word: neither is a fault or a word to show.
        let says = |word: &&str| !word.is_empty() && *word != "unknown";
        let Some(word) = word.map(str::trim).filter(says) else {
            return (T::default(), None);
        };
        if let Some(known) = parse(word) {
            return (known, None);
        }
        let found = word.to_owned();
        self.note(path, field, ProblemKind::UnknownWord { found, expected });
        (T::default(), shown(word, parse))
    }
}

/// Returns a word as visitors read it, of which no fault is noted.
pub(super) fn short_line(word: &str) -> String {
    printable_line(beginning(word, MAX_NAME))
}

/// Returns the first `most` characters of a text.
fn beginning(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Returns an unknown word as visitors read it; in quotation marks where only characters that are not printable
/// tell it from a known one.
fn shown<T>(word: &str, parse: fn(&str) -> Option<T>) -> Option<String> {
    let shown = short_line(word);
    if parse(&shown).is_some() {
        return Some(["\u{201c}", &shown, "\u{201d}"].concat());
    }
    (!shown.is_empty()).then_some(shown)
}

/// Returns whether a word is empty or white space, as generators write it for an unknown state.
pub(super) fn is_blank(word: &str) -> bool {
    word.trim().is_empty()
}
