//! What the second program answers the page: everything in one text.

use super::builder::Context;
use super::format::Format;
use super::part::Part;
use super::parts::Need;
use super::read::{ConvertedFeed, read};
use crate::model::document::error::DocumentError;
use crate::model::document::json::{Json, Members};
use crate::model::document::write::write;

/// Reads the documents of one feed and answers with JSON: `format`, `needs`, a list of `{part, url}` of what is
/// wanted beside, and `document`, a status document; or with `error`.
///
/// What is Statuspage's the page reads itself, so that it is not written once more.
///
/// Parts are numbers: whoever fetches what is wanted hands the number back along with the bytes.
///
/// ```
/// use intermission::feeds::{answer::answer, builder::Context};
/// let feed = br#"{"status": "ok", "active_incidents": []}"#;
/// let text = answer(&[(None, feed)], Context::default());
/// assert!(text.starts_with(r#"{"format":"slack","needs":[],"document":{"page":{},"status":{"indicator":"none"}"#));
/// assert!(answer(&[(None, b"{}")], Context::default()).starts_with(r#"{"error":"expected "#));
/// ```
pub fn answer(documents: &[(Option<Part>, &[u8])], context: Context<'_>) -> String {
    match read(documents, context) {
        Ok(reading) => understood(&reading),
        Err(error) => refused(&error),
    }
}

fn understood(reading: &ConvertedFeed) -> String {
    let needs = reading.needs.iter().filter(|it| !it.is_elsewhere);
    let needs = Json::List(needs.map(need).collect());
    let format = Json::Text(reading.format.as_str().to_owned());
    let answer = if reading.format == Format::Statuspage {
        object([("format", format), ("needs", needs)])
    } else {
        object([
            ("format", format),
            ("needs", needs),
            ("document", reading.to_json()),
        ])
    };
    write(&answer, false)
}

fn need(need: &Need) -> Json {
    let part = Json::Count(need.part.number() as u64);
    object([("part", part), ("url", Json::Text(need.url.clone()))])
}

fn refused(error: &DocumentError) -> String {
    write(&object([("error", Json::Text(error.text()))]), false)
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Json::Object(Members::from_iter(members))
}
