//! What visitors read of what they have asked for: files, and being told.

use super::failure;
use super::phrase::Phrase;
use crate::model::document::error::FetchError;

/// That a file is on screen, in front of when it was written.
pub fn shown_file(name: &str) -> String {
    [&Phrase::FileShown.fill(&[name]), " "].concat()
}

/// Why a file is not on screen.
pub fn refused_file(name: &str, error: &FetchError) -> String {
    [&Phrase::FileRefused.fill(&[name, failure(error)]), " "].concat()
}

/// That it is over, in a notification.
pub fn back_again(page: Option<&str>) -> String {
    match page {
        Some(page) => Phrase::BackAgain.fill(&[page]),
        None => Phrase::BackAgainPlain.text().to_owned(),
    }
}

/// How the visitor is told, once the browser has answered.
pub fn told_by(may_notify: Option<bool>) -> &'static str {
    let phrase = match may_notify {
        None => Phrase::ToldAsked,
        Some(true) => Phrase::ToldNotified,
        Some(false) => Phrase::ToldRefused,
    };
    phrase.text()
}
