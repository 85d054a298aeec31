//! What visitors read when there is nothing newer, or nothing at all.

use super::phrase::Phrase;
use super::sentences;
use crate::model::document::error::{DocumentError, FetchError};

/// Why there is nothing newer, for visitors.
pub fn failure(error: &FetchError) -> &'static str {
    let phrase = match error {
        FetchError::Network { .. } => Phrase::FailureNetwork,
        FetchError::Offline => Phrase::FailureOffline,
        FetchError::TimedOut { .. } => Phrase::FailureTimedOut,
        FetchError::HttpStatus { code: 404 | 410 } => Phrase::FailureNotFound,
        FetchError::HttpStatus { code: 429 } => Phrase::FailureTooMany,
        FetchError::HttpStatus { code: 500.. } => Phrase::FailureHostTrouble,
        FetchError::HttpStatus { .. } => Phrase::FailureRefused,
        FetchError::Interrupted => Phrase::FailureCutOff,
        FetchError::Document(error) => unreadable(error),
    };
    phrase.text()
}

fn unreadable(error: &DocumentError) -> Phrase {
    match error {
        DocumentError::Empty => Phrase::FailureEmpty,
        DocumentError::ErrorBody { .. } => Phrase::FailureHostTrouble,
        DocumentError::Html => Phrase::FailureHtml,
        // Whether the connection breaks off or the file does is all the same to visitors.
        DocumentError::Json { .. } => Phrase::FailureCutOff,
        DocumentError::NewsFeed { .. }
        | DocumentError::NoState { .. }
        | DocumentError::Unrecognised { .. } => Phrase::FailureUnknownKind,
        DocumentError::TooLarge { .. }
        | DocumentError::TooManyComponents { .. }
        | DocumentError::TooNested { .. } => Phrase::FailureTooLarge,
        DocumentError::UnsupportedVersion { .. } => Phrase::FailureNewerKind,
    }
}

/// Why there is nothing newer, that what is shown stays, and the lead to when that was.
pub fn failed(error: &FetchError) -> String {
    sentences(&[
        failure(error),
        failure_consequence(true),
        Phrase::FailureTriedAt.text(),
    ])
}

/// What follows from a failure.
pub fn failure_consequence(have_data: bool) -> &'static str {
    let phrase = if have_data {
        Phrase::FailureConsequence
    } else {
        Phrase::FailureConsequenceNone
    };
    phrase.text()
}
