//! Sentences about the visitor's own requests: opened files and notifications.

use super::failure;
use super::language::Language;
use super::phrase::Phrase;
use crate::model::document::error::FetchError;

/// Returns that a file is on screen, and the time at which it was written.
pub fn shown_file(language: Language, name: &str, time: &str) -> String {
    Phrase::FileShown.fill(language, &[name, time])
}

/// Returns why a file could not be opened.
pub fn refused_file(language: Language, name: &str, error: &FetchError) -> String {
    Phrase::FileRefused.fill(language, &[name, failure(language, error)])
}

/// Returns the text of the notification that the trouble is over.
pub fn back_again(language: Language, page: Option<&str>) -> String {
    match page {
        Some(page) => Phrase::BackAgain.fill(language, &[page]),
        None => Phrase::BackAgainPlain.text(language).to_owned(),
    }
}

/// Returns how the visitor will be notified, by the browser's answer: `None` while it has not answered.
pub fn told_by(language: Language, may_notify: Option<bool>) -> &'static str {
    let phrase = match may_notify {
        None => Phrase::ToldAsked,
        Some(true) => Phrase::ToldNotified,
        Some(false) => Phrase::ToldRefused,
    };
    phrase.text(language)
}
