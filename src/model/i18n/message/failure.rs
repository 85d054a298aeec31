//! Sentences about failed requests and unusable documents.

use super::language::Language;
use super::phrase::Phrase;
use super::sentences;
use crate::model::document::error::{DocumentError, FetchError};

/// Returns the reason of a failed request, for visitors.
pub fn failure(language: Language, error: &FetchError) -> &'static str {
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
    phrase.text(language)
}

fn unreadable(error: &DocumentError) -> Phrase {
    match error {
        DocumentError::Empty => Phrase::FailureEmpty,
        DocumentError::ErrorBody { .. } => Phrase::FailureHostTrouble,
        DocumentError::Html => Phrase::FailureHtml,
        // A broken connection and a truncated file look the same to visitors.
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

/// Returns the reason of a failed request, that the shown data stays, and the time of the request.
pub fn failed(language: Language, error: &FetchError, time: &str) -> String {
    sentences(
        language,
        &[
            failure(language, error),
            failure_consequence(language, true),
            &Phrase::FailureTriedAt.fill(language, &[time]),
        ],
    )
}

/// Returns the consequence of a failure: the shown data stays, or there is no data.
pub fn failure_consequence(language: Language, have_data: bool) -> &'static str {
    let phrase = if have_data {
        Phrase::FailureConsequence
    } else {
        Phrase::FailureConsequenceNone
    };
    phrase.text(language)
}
