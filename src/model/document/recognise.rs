//! Which bytes and which JSON are a status document.
//!
//! `check`, `convert`, `render`, `publish`, the page and the widget all decide with these functions, so that they
//! never disagree. What other formats look like is in `feeds`.

use crate::model::document::error::DocumentError;
use crate::model::document::json::{Json, Members};
use crate::model::document::reader::FromEntry as _;
use crate::model::document::text::printable_line;
use crate::model::document::vocabulary::{ComponentStatus, IncidentStatus};
use crate::model::document::wire::Document;
use crate::model::document::wire::VERSION;

/// The lists of a document in which states stand.
const LISTS: [&str; 3] = ["components", "incidents", "scheduled_maintenances"];

/// Returns whether JSON is a status document by members that no feed of another format has in this way. The page reads
/// such a document itself, and leaves all other JSON to the feed readers, which recognise it by more.
///
/// ```
/// use intermission::model::{document::parse::parse, document::recognise::is_own};
/// let is_own = |text| is_own(&parse(text).unwrap());
/// assert!(is_own(r#"{"published_at": "2026-11-23T10:00:00Z"}"#));
/// assert!(!is_own(r#"{"published_at": "2026-11-23T10:00:00Z", "page": {"status": "UP"}}"#));
/// assert!(!is_own(r#"{"components": []}"#));
/// ```
pub fn is_own(json: &Json) -> bool {
    let Json::Object(members) = json else {
        return false;
    };
    let is_text = |member: Option<&Json>| matches!(member, Some(Json::Text(_)));
    let in_object = |object: &str, name: &str| match members.get(object) {
        Some(Json::Object(members)) => is_text(members.get(name)),
        _ => false,
    };
    let has = |name: &&str| !matches!(members.get(name), None | Some(Json::Null));
    let is_other = in_object("page", "status")
        || [
            "ongoing_incidents",
            "in_progress_maintenances",
            "page_title",
        ]
        .iter()
        .any(has);
    let is_own = in_object("status", "indicator")
        || is_text(members.get("published_at"))
        || matches!(members.get("scheduled_maintenances"), Some(Json::List(_)));
    is_own && !is_other
}

/// Returns the document's object around JSON that is a list of entries or one entry without it; other JSON comes back
/// as it is.
///
/// Statuspage and its like hand out such parts of a document, and people write them by hand.
///
/// ```
/// use intermission::model::document::{parse::parse, recognise::whole_document};
/// let whole = |text: &str| whole_document(parse(text).unwrap());
/// let api = r#"{"name": "API", "status": "operational"}"#;
/// let expected = parse(&format!(r#"{{"components": [{api}]}}"#)).unwrap();
/// assert_eq!(whole(&format!("[{api}]")), expected);
/// assert_eq!(whole(api), parse(api).unwrap(), "a service alone may be anything");
/// ```
pub fn whole_document(json: Json) -> Json {
    let Some(name) = part_of_document(&json) else {
        return json;
    };
    let list = if matches!(json, Json::List(_)) {
        json
    } else if is_over(&json) {
        // An entry that is over says nothing about the present, so the list is empty.
        Json::List(Vec::new())
    } else {
        Json::List(vec![json])
    };
    Json::Object(Members::from_iter([(name.to_owned(), list)]))
}

fn is_over(entry: &Json) -> bool {
    let Json::Object(members) = entry else {
        return false;
    };
    let over = ["resolved", "postmortem", "completed", "cancelled"];
    matches!(members.get("status"), Some(Json::Text(status)) if over.contains(&status.as_str()))
}

/// Returns the name of the list that JSON belongs in, where it is a list of entries or one incident or maintenance;
/// `None` for other JSON.
///
/// ```
/// use intermission::model::{document::parse::parse, document::recognise::part_of_document};
/// let list = |text| part_of_document(&parse(text).unwrap());
/// assert_eq!(list(r#"[{"name": "API", "status": "operational"}]"#), Some("components"));
/// assert_eq!(list(r#"{"name": "Down", "incident_updates": []}"#), Some("incidents"));
/// assert_eq!(list(r#"[{"name": "API", "status": "UP"}]"#), None);
/// ```
pub fn part_of_document(json: &Json) -> Option<&'static str> {
    match json {
        Json::List(items) => items.iter().find_map(list_of),
        Json::Object(_) => list_of(json).filter(|name| *name != "components"),
        Json::Null | Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => None,
    }
}

/// The list that an entry belongs in.
fn list_of(entry: &Json) -> Option<&'static str> {
    let Json::Object(members) = entry else {
        return None;
    };
    let text = |name| match members.get(name) {
        Some(Json::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let is = |is_word: fn(&str) -> bool| text("status").is_some_and(is_word);
    let has_updates = matches!(members.get("incident_updates"), Some(Json::List(_)));
    // A whole document has none of these, and may have everything else.
    if !has_updates && text("name").or(text("impact")).is_none() {
        None
    } else if text("scheduled_for").is_some() {
        Some("scheduled_maintenances")
    } else if has_updates
        || text("impact").is_some() && is(|it| IncidentStatus::parse(it).is_some())
    {
        Some("incidents")
    } else if is(|it| ComponentStatus::parse(it).is_some()) {
        Some("components")
    } else {
        None
    }
}

/// Tells a status document from other JSON before any of its entries is read.
///
/// Bodies of other services, taken for a document that says nothing, would replace what is on screen.
///
/// # Errors
/// When the object says itself that it is an error, or a document of a later version.
pub(super) fn is_document(members: &Members) -> Result<bool, DocumentError> {
    if let Some(Json::Count(status)) = members.get("status") {
        return Err(DocumentError::ErrorBody { status: *status });
    }
    let page = match members.get("page") {
        Some(Json::Object(page)) => Some(page),
        _ => None,
    };
    let is_list = |name: &&str| matches!(members.get(name), Some(Json::List(_)));
    let is_rolled_up = matches!(members.get("status"), Some(Json::Object(_)));
    // Sorry has the state of all in `page`, which nobody else does: without it, all would seem better than it is.
    let is_other = page.is_some_and(|page| matches!(page.get("state"), Some(Json::Text(_))));
    let is_ours = page.is_some() || is_rolled_up || LISTS.iter().any(is_list);
    match members.get("version").and_then(Json::count) {
        Some(found) if found > VERSION && is_ours => Err(DocumentError::UnsupportedVersion {
            found,
            supported: VERSION,
        }),
        _ => Ok(is_ours && !is_other),
    }
}

/// Returns whether a document has content: an entry or indicator that reports on something, even with an unknown state,
/// or one of the members `published_at`, `summary` and `notice`.
pub fn says_something(document: &Document) -> bool {
    let is_ours =
        document.published_at.is_some() || document.summary.is_some() || document.notice.is_some();
    is_ours || has_state(document)
}

fn has_state(document: &Document) -> bool {
    let is_filled = |word: &Option<String>| word.as_ref().is_some_and(|it| !it.trim().is_empty());
    let indicator = document.status.as_ref().map(|it| &it.indicator);
    let components = &document.components;
    indicator.is_some_and(is_filled)
        || components
            .iter()
            .any(|it| it.name.is_some() || is_filled(&it.status) || is_filled(&it.state))
        || document.incidents.iter().any(|it| {
            let is_told = it.name.is_some() || !it.incident_updates.is_empty();
            is_told || is_filled(&it.status) || is_filled(&it.impact)
        })
        || document.scheduled_maintenances.iter().any(|it| {
            let is_told = it.name.is_some() || !it.incident_updates.is_empty();
            is_told || is_filled(&it.status) || is_filled(&it.scheduled_for)
        })
}

/// Returns whether a document states that nothing is listed: its lists are empty, at least one is there, and no member
/// may belong to another format.
pub(super) fn is_empty(members: &Members) -> bool {
    const OTHERS: [&str; 6] = ["links", "notice", "page", "resume", "source", "summary"];
    let is_ours = |(name, value): (&str, &Json)| match value {
        Json::List(items) if LISTS.contains(&name) => items.is_empty(),
        Json::List(_) | Json::Object(_) => OTHERS.contains(&name),
        Json::Null => true,
        Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => {
            !LISTS.contains(&name) && name != "status"
        }
    };
    let is_list = |name: &&str| matches!(members.get(name), Some(Json::List(_)));
    LISTS.iter().any(is_list) && members.iter().all(is_ours)
}

pub(super) fn unrecognised(root: &Json) -> DocumentError {
    let found = contents(root);
    DocumentError::Unrecognised { found }
}

/// Writes a document that was read, so that it can be read again: of one with nothing but empty lists, one list stays.
pub fn written(document: &Document) -> Json {
    let json = document.to_json();
    let Json::Object(members) = &json else {
        return json;
    };
    if says_something(document) {
        return json;
    }
    let none = [("incidents".to_owned(), Json::List(Vec::new()))];
    let members = members.iter();
    let members = members.map(|(name, value)| (name.to_owned(), value.clone()));
    Json::Object(members.chain(none).collect())
}

/// Describes JSON by the first names in it, for errors.
///
/// ```
/// use intermission::model::{document::parse::parse, document::recognise::contents};
/// let found = |text| contents(&parse(text).unwrap());
/// assert_eq!(found(r#"{"ok": true, "jobs": []}"#), "an object with `ok`, `jobs`");
/// assert_eq!(found(r#"[{"id": 1}]"#), "a list of objects with `id`");
/// assert_eq!(found("[]"), "an empty list");
/// ```
pub fn contents(json: &Json) -> String {
    match json {
        Json::Object(members) => named("an object", members),
        Json::List(items) => match items.first() {
            None => "an empty list".to_owned(),
            Some(Json::Object(members)) => named("a list of objects", members),
            Some(item) => ["a list that begins with ", item.kind()].concat(),
        },
        Json::Null | Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => {
            json.kind().to_owned()
        }
    }
}

/// Appends the first names of `members`, short and on one line.
fn named(kind: &str, members: &Members) -> String {
    const MOST: usize = 4;
    let mut text = kind.to_owned();
    for (index, (name, _)) in members.iter().take(MOST).enumerate() {
        let name: String = name.chars().filter(|it| *it != '`').take(30).collect();
        text.push_str(if index == 0 { " with `" } else { ", `" });
        text.push_str(&printable_line(&name));
        text.push('`');
    }
    let count = members.iter().count();
    if count == 0 {
        text.push_str(" without members");
    } else if count > MOST {
        text.push_str(", …");
    }
    text
}

/// Returns the error for markup in place of JSON: a news feed by the name of its first element, else a web page.
pub(super) fn markup(text: &[u8]) -> DocumentError {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        // Declarations and comments stand before it.
        let is_element = rest.first().is_some_and(u8::is_ascii_alphabetic);
        if !is_element {
            if let Some(comment) = rest.strip_prefix(b"!--") {
                let end = comment.windows(3).position(|it| it == b"-->");
                rest = end.and_then(|end| comment.get(end..)).unwrap_or_default();
            }
            continue;
        }
        let is = |name: &[u8]| {
            let after = rest.get(name.len());
            let is_whole = after.is_none_or(|it| !it.is_ascii_alphanumeric());
            rest.starts_with(name) && is_whole
        };
        return if is(b"rss") || is(b"rdf:RDF") {
            DocumentError::NewsFeed {
                kind: "an RSS feed",
            }
        } else if is(b"feed") || is(b"atom:feed") {
            DocumentError::NewsFeed {
                kind: "an Atom feed",
            }
        } else {
            DocumentError::Html
        };
    }
    DocumentError::Html
}
