//! The operator's messages about an incident or maintenance.

use crate::model::time::instant::Instant;

/// A message of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The time that the operator gives to the message; `None` if it has none that can be read.
    pub at: Option<Instant>,
    /// The publisher's word for the status of the incident or maintenance from `at` on; `None` if the message has none.
    pub status: Option<String>,
    /// The text without markup, with `\n` between its lines; never empty.
    pub body: String,
}
