//! From bytes to a [`Document`].

use serde::Deserialize as _;

use super::document::Document;
use super::error::{DocumentError, Problem};
use super::json::{Json, Members};
use super::reader::{Entry, FromEntry as _};

/// The version of the format that this reader knows.
pub const VERSION: u64 = 1;
/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The largest number of entries in `components`; the largest real page seen has 1,104.
pub const MAX_COMPONENTS: usize = 5_000;
/// How deep lists and objects may stand within one another.
pub const MAX_NESTING: usize = 64;

impl Document {
    /// Reads a document from its text, with every fault that was tolerated on the way.
    ///
    /// # Errors
    /// When nothing in `bytes` can be used; see [`DocumentError`] for the cases.
    pub fn read(bytes: &[u8]) -> Result<(Self, Vec<Problem>), DocumentError> {
        let root = parse(bytes)?;
        let Json::Object(members) = &root else {
            return Err(DocumentError::NotAnObject { found: root.kind() });
        };
        let mut problems = Vec::new();
        let mut entry = Entry::root(members, &mut problems);
        recognise(members)?;
        let document = Self::from_entry(&mut entry);
        let found = document.components.len();
        if found > MAX_COMPONENTS {
            return Err(DocumentError::TooManyComponents {
                found,
                limit: MAX_COMPONENTS,
            });
        }
        Ok((document, problems))
    }
}

/// From bytes to JSON, with the limits that keep a broken or hostile file from hurting the visitor.
fn parse(bytes: &[u8]) -> Result<Json, DocumentError> {
    if bytes.len() > MAX_BYTES {
        return Err(DocumentError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let text = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii();
    match text.first() {
        None => return Err(DocumentError::Empty),
        Some(b'<') => return Err(DocumentError::Html),
        Some(_) => {}
    }
    if nesting(text) > MAX_NESTING {
        return Err(DocumentError::TooNested { limit: MAX_NESTING });
    }
    // The text before trimming, so that lines and columns are those of the file.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let parsed = Json::deserialize(&mut deserializer);
    parsed
        .and_then(|root| deserializer.end().map(|()| root))
        .map_err(|error| DocumentError::Json {
            line: error.line(),
            column: error.column(),
            reason: reason(&error),
        })
}

/// What is wrong, and where. The page tells its operator the place alone: the words are many, every visitor
/// would have to load them, and `intermission check` has them all.
fn reason(error: &serde_json::Error) -> String {
    if cfg!(target_arch = "wasm32") {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        return ["fault at line ", &line, " column ", &column].concat();
    }
    error.to_string()
}

/// How deep brackets stand within one another at the most, strings left aside.
fn nesting(text: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Tells a status document from other JSON before any of its entries is read.
fn recognise(members: &Members) -> Result<(), DocumentError> {
    const MEMBERS: [&str; 5] = [
        "page",
        "components",
        "incidents",
        "scheduled_maintenances",
        "status",
    ];
    if let Some(Json::Count(status)) = members.get("status") {
        return Err(DocumentError::ErrorBody { status: *status });
    }
    // `{"status": "error"}` and `{"status": "UP"}` are bodies of other services: taken for a document that
    // says nothing, they would wipe what is on screen.
    let is_ours = |name: &&str| matches!(members.get(name), Some(Json::Object(_) | Json::List(_)));
    if !MEMBERS.iter().any(is_ours) {
        return Err(DocumentError::Unrecognised);
    }
    match members.get("version").and_then(Json::count) {
        Some(found) if found > VERSION => Err(DocumentError::UnsupportedVersion {
            found,
            supported: VERSION,
        }),
        _ => Ok(()),
    }
}
