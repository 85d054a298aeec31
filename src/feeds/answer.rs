//! The answer of the feed readers to the page.

use super::builder::Context;
use super::format::Format;
use super::part::Part;
use super::parts::Need;
use super::read::read;
use crate::model::document::error::DocumentError;
use crate::model::document::write::write;

/// The result of reading the documents of one feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A status document, also one by Statuspage. The page reads it itself.
    Own,
    /// Another format.
    Converted {
        /// The status document, as JSON.
        document: String,
        /// Further documents that belong to the feed. Those of other origins than the first are left out: the page
        /// must not send requests wherever a feed's publisher likes.
        needs: Vec<Need>,
    },
    /// No known format, or a document that cannot be used.
    Unreadable(DocumentError),
}

/// Reads the documents of one feed, each with the part of the feed that it was requested as; `None` for the first one.
///
/// ```
/// use intermission::feeds::answer::{Answer, answer};
/// use intermission::feeds::builder::Context;
/// let feed = br#"{"status": "ok", "active_incidents": []}"#;
/// let Answer::Converted { document, needs } = answer(&[(None, feed)], Context::default()) else {
///     panic!("expected a feed by Slack");
/// };
/// assert!(document.starts_with(r#"{"page":{},"status":{"indicator":"none"}"#), "{document}");
/// assert_eq!(needs, []);
/// assert!(matches!(answer(&[(None, b"{}")], Context::default()), Answer::Unreadable(_)));
/// ```
pub fn answer(documents: &[(Option<Part>, &[u8])], context: Context<'_>) -> Answer {
    match read(documents, context) {
        Ok(reading) if reading.format == Format::Statuspage => Answer::Own,
        Ok(reading) => Answer::Converted {
            document: write(&reading.to_json(), false),
            needs: reading
                .needs
                .into_iter()
                .filter(|need| !need.is_elsewhere)
                .collect(),
        },
        Err(error) => Answer::Unreadable(error),
    }
}
