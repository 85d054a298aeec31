//! What visitors read when there is a newer version of the page.

/// That there is one; beside it stands the button that shows it.
pub fn newer_version() -> &'static str {
    "A newer version of this page is ready."
}
