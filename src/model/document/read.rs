//! From bytes to a [`Document`].

use crate::model::document::error::{DocumentError, Problem};
use crate::model::document::json::Json;
use crate::model::document::parse::{MAX_NESTING, Refusal, parse};
use crate::model::document::reader::{Entry, FromEntry as _};
use crate::model::document::recognise::{
    contents, is_document, is_empty, is_own, markup, says_something, unrecognised, whole_document,
};
use crate::model::document::wire::{ComponentEntry, Document};

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The largest number of services in `components`, and of headings over them; the largest real page seen has 1,104
/// services.
pub const MAX_COMPONENTS: usize = 20_000;

impl Document {
    /// Reads a document from its text, with every fault that was tolerated on the way.
    ///
    /// # Errors
    /// When nothing in `bytes` can be used; see [`DocumentError`] for the cases.
    ///
    /// ```
    /// use intermission::model::document::{error::DocumentError, wire::Document};
    /// let (document, problems) = Document::read(br#"{"components": [{"name": "API"}, 7]}"#)?;
    /// assert_eq!(document.components.len(), 2, "an entry that cannot be read may be the one that is down");
    /// assert_eq!(problems[0].to_string(), "`components[1]`: expected an object, found a number");
    /// assert_eq!(Document::read(b" \n"), Err(DocumentError::Empty));
    /// assert_eq!(Document::read(b"<!doctype html>"), Err(DocumentError::Html));
    /// # Ok::<(), DocumentError>(())
    /// ```
    pub fn read(bytes: &[u8]) -> Result<(Self, Vec<Problem>), DocumentError> {
        Self::read_json(parse_bytes(bytes)?)
    }

    /// Reads a document as [`Document::read`] does, from bytes that are parsed already.
    ///
    /// # Errors
    /// As [`Document::read`], but for those about the text.
    pub fn read_json(json: Json) -> Result<(Self, Vec<Problem>), DocumentError> {
        let mut problems = Vec::new();
        let document = Self::from_json(&whole_document(json), &mut problems)?;
        Ok((document, problems))
    }

    /// Reads a document from JSON in which the document's own object is the root, see [`whole_document`].
    ///
    /// # Errors
    /// As [`Document::read`], but for those about the text.
    pub fn from_json(root: &Json, problems: &mut Vec<Problem>) -> Result<Self, DocumentError> {
        Self::from_json_at(String::new(), root, problems)
    }

    /// Reads one of several documents as [`Document::from_json`] does: every path begins with `path`, such as `2:`.
    ///
    /// # Errors
    /// As [`Document::from_json`].
    pub fn from_json_at(
        path: String,
        root: &Json,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, DocumentError> {
        let Json::Object(members) = root else {
            return Err(unrecognised(root));
        };
        let has_document = is_document(members)?;
        if !has_document {
            return Err(unrecognised(root));
        }
        let document = Self::from_entry(&mut Entry::root(path, members, problems));
        let entries = document.components.len();
        let is_heading = |entry: &&ComponentEntry| entry.group == Some(true);
        let headings = document.components.iter().filter(is_heading).count();
        let found = headings.max(entries - headings);
        if found > MAX_COMPONENTS {
            return Err(DocumentError::TooManyComponents {
                found,
                limit: MAX_COMPONENTS,
            });
        }
        if !says_something(&document) && !is_empty(members) {
            let found = contents(root);
            return Err(DocumentError::NoState { found });
        }
        Ok(document)
    }
}

/// The kind of a body, by which the page decides who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A status document, which the page reads itself from this JSON.
    Own(Json),
    /// A feed in another format, or anything else that only the feed readers can tell.
    ForFeedReaders,
    /// No document in any format.
    Unusable,
}

/// Returns the kind of a body.
///
/// ```
/// use intermission::model::document::read::{Body, recognise_body};
/// assert!(matches!(recognise_body(br#"{"status": {"indicator": "none"}}"#), Body::Own(_)));
/// assert_eq!(recognise_body(br#"{"status": "UP"}"#), Body::ForFeedReaders);
/// assert_eq!(recognise_body(b"<!doctype html>"), Body::Unusable);
/// ```
pub fn recognise_body(bytes: &[u8]) -> Body {
    match parse_bytes(bytes) {
        Ok(json) if is_own(&json) => Body::Own(json),
        Ok(_) => Body::ForFeedReaders,
        Err(error) if error.is_of_feed() => Body::ForFeedReaders,
        Err(_) => Body::Unusable,
    }
}

/// From bytes to JSON, with the limits that keep a broken or hostile file from hurting the visitor.
///
/// # Errors
/// When there is no JSON in `bytes`, or too much.
///
/// ```
/// use intermission::model::document::error::DocumentError;
/// use intermission::model::document::read::{MAX_BYTES, parse_bytes};
/// assert!(parse_bytes(&[b"7".repeat(1), b" ".repeat(MAX_BYTES - 1)].concat()).is_ok(), "the limit itself");
/// let too_large = DocumentError::TooLarge { bytes: MAX_BYTES + 1, limit: MAX_BYTES };
/// assert_eq!(parse_bytes(&b" ".repeat(MAX_BYTES + 1)), Err(too_large));
/// let error = parse_bytes(b"{\n \"a\": 1,}").unwrap_err();
/// let expected = "expected JSON: a name in quotation marks, found `}` at line 2 column 9";
/// assert_eq!(error.to_string(), expected);
/// ```
pub fn parse_bytes(bytes: &[u8]) -> Result<Json, DocumentError> {
    if bytes.len() > MAX_BYTES {
        return Err(DocumentError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.trim_ascii().first() {
        None => return Err(DocumentError::Empty),
        Some(b'<') => return Err(markup(text)),
        Some(_) => {}
    }
    let refused = |at, expected| {
        let (line, column) = place(text, at);
        DocumentError::Json {
            line,
            column,
            expected,
            found: found(text, at),
        }
    };
    let readable =
        std::str::from_utf8(text).map_err(|error| refused(error.valid_up_to(), "UTF-8"))?;
    parse(readable).map_err(|refusal| match refusal {
        Refusal::Syntax { at, expected } => refused(at, expected),
        Refusal::TooNested => DocumentError::TooNested { limit: MAX_NESTING },
    })
}

/// Line and column, both from 1, of the byte at `at`; columns count characters.
pub(crate) fn place(text: &[u8], at: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for byte in text.get(..at).unwrap_or(text) {
        match byte {
            b'\n' => (line, column) = (line + 1, 1),
            // Further bytes of a character.
            0x80..0xC0 => {}
            _ => column += 1,
        }
    }
    (line, column)
}

/// Describes the unexpected character at byte `at`, for error messages.
fn found(text: &[u8], at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let readable = rest.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    match readable.chars().next() {
        Some(control) if control.is_control() => "a control character".to_owned(),
        Some(character) => ["`", character.encode_utf8(&mut [0; 4]), "`"].concat(),
        None if rest.is_empty() => "the end of the text".to_owned(),
        None => "other bytes".to_owned(),
    }
}
