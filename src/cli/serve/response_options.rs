//! The options of all responses.

use crate::cli::render::ErrorResponse;

/// The options of all responses.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResponseOptions {
    /// The response in place of the site.
    pub(super) error: ErrorResponse,
    /// Whether the site stays up, so that the page is at its own address only.
    pub(super) site_stays: bool,
    /// Whether the log has an event for each request.
    pub(super) logs_requests: bool,
}
