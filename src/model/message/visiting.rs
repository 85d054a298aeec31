//! What visitors read of what they have asked for: files, and being told.

use super::failure;
use crate::model::error::FetchError;

/// That a file is on screen, in front of when it was written.
pub fn shown_file(name: &str) -> String {
    ["This is the saved file ", name, ", as of "].concat()
}

/// Why a file is not on screen.
pub fn refused_file(name: &str, error: &FetchError) -> String {
    [
        "The file ",
        name,
        " cannot be shown. ",
        failure(error),
        " What was here stays. ",
    ]
    .concat()
}

/// That it is over, in a notification.
pub fn back_again(page: Option<&str>) -> String {
    match page {
        Some(page) => [page, ": everything works again."].concat(),
        None => "Everything works again.".to_owned(),
    }
}

/// How the visitor is told, once the browser has answered.
pub fn told_by(may_notify: Option<bool>) -> &'static str {
    match may_notify {
        None => "The browser asks whether this page may notify you.",
        Some(true) => "You get a notification. Keep this page open.",
        Some(false) => {
            "This browser shows no notification of this page. Its title and icon change. Keep it open."
        }
    }
}
