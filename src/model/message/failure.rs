//! What visitors read when there is nothing newer, or nothing at all.

use crate::model::error::{DocumentError, FetchError};

/// Whether the connection breaks off or the file does is all the same to visitors.
const CUT_OFF: &str = "The status file is damaged or cut off.";

/// Why there is nothing newer, for visitors.
pub fn failure(error: &FetchError) -> &'static str {
    match error {
        FetchError::Network { .. } => {
            "The status file could not be reached: its host does not answer, or does not let this page \
             read it."
        }
        FetchError::Offline => "This device has no connection to the network.",
        FetchError::TimedOut { .. } => "The status file did not arrive in time.",
        FetchError::HttpStatus { code: 404 | 410 } => "There is no status file at its address.",
        FetchError::HttpStatus { code: 429 } => "The status file's host asks for fewer requests.",
        FetchError::HttpStatus { code: 500.. } => "The status file's host has trouble of its own.",
        FetchError::HttpStatus { .. } => "The status file's host did not hand it out.",
        FetchError::Interrupted => CUT_OFF,
        FetchError::Document(error) => unreadable(error),
    }
}

fn unreadable(error: &DocumentError) -> &'static str {
    match error {
        DocumentError::Empty => "The status file is empty.",
        DocumentError::ErrorBody { .. } => "The status file's host has trouble of its own.",
        DocumentError::Html => "A web page came in place of the status file.",
        DocumentError::Json { .. } => CUT_OFF,
        DocumentError::NotAnObject { .. } | DocumentError::Unrecognised => {
            "The status file is of a kind that this page does not know."
        }
        DocumentError::TooLarge { .. }
        | DocumentError::TooManyComponents { .. }
        | DocumentError::TooNested { .. } => "The status file is too large to be read safely.",
        DocumentError::UnsupportedVersion { .. } => {
            "The status file is of a newer kind than this page can read."
        }
    }
}

/// Why there is nothing newer, that what is shown stays, and the lead to when that was.
pub fn failed(error: &FetchError) -> String {
    [
        failure(error),
        " ",
        failure_consequence(true),
        " Last tried at ",
    ]
    .concat()
}

/// What follows from a failure.
pub fn failure_consequence(have_data: bool) -> &'static str {
    if have_data {
        "What is shown is the last that was known."
    } else {
        "Nothing is known yet. This page keeps trying by itself."
    }
}
