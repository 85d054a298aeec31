//! The operator's messages.

use crate::model::time::instant::Instant;

/// A message of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// When it happened.
    pub at: Option<Instant>,
    /// The word of the status from then on, as published.
    pub status: Option<String>,
    /// The text, in plain lines.
    pub body: String,
}
