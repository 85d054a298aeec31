//! From the XML of a news feed to [`Json`], so that everything that reads JSON reads it too.
//!
//! Written for feeds and without a crate: a dependency would change the hash in the names of all functions of the
//! package, and with it the size of the first load. The tests compare it with `roxmltree`. It is more tolerant than XML
//! 1.0 where that costs nothing: entities without a definition stay as they are written, and attributes may be repeated.
//! A document type declaration is skipped. Nothing that it defines is used, so no entity expands.

use std::collections::BTreeMap;

use super::references::push_decoded;
use crate::model::document::json::{Json, Members};
use crate::model::document::parse::MAX_NESTING;

/// The name of the member with the text of an element that has attributes or child elements.
pub const TEXT: &str = "#text";

/// The elements of which there may be several; they become a list, even if there is one.
const LISTS: [&str; 3] = ["entry", "item", "link"];
/// The elements whose child elements are markup; they become one text.
const TEXTS: [&str; 6] = [
    "content",
    "content:encoded",
    "description",
    "subtitle",
    "summary",
    "title",
];
/// The namespaces of feeds, each with the prefix that its names get here, whatever the document calls it.
const NAMESPACES: [(&str, &str); 3] = [
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
];
/// The prefix of names in any other namespace.
const OTHER: &str = "other";

/// The reason why a text is not XML that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The place of the fault in bytes, from 0.
    pub at: usize,
    /// The text that is permitted at that place.
    pub expected: &'static str,
}

/// Parses a document, and returns the name of its root element without a prefix, and its content.
///
/// An element with nothing but text becomes a string. Any other becomes an object with its attributes (`@name`), its
/// child elements, and its text ([`TEXT`]).
///
/// ```
/// use intermission::feeds::xml::parse;
/// use intermission::model::document::write::write;
/// let text = r#"<rss version="2.0"><item><title>A &amp; B</title></item></rss>"#;
/// let (name, json) = parse(text).unwrap();
/// assert_eq!(name, "rss");
/// assert_eq!(write(&json, false), r#"{"@version":"2.0","item":[{"title":"A & B"}]}"#);
/// assert_eq!(parse("<rss><item></rss>").unwrap_err().expected, "the end tag of the innermost element");
/// ```
///
/// # Errors
/// The text is not well-formed, or elements are nested deeper than [`MAX_NESTING`].
pub fn parse(text: &str) -> Result<(String, Json), Refusal> {
    let mut parser = Parser {
        text,
        at: 0,
        scopes: BTreeMap::new(),
        own: None,
    };
    parser.around()?;
    let root = parser.element(0)?;
    parser.around()?;
    if !parser.rest().is_empty() {
        return parser.refuse("the end of the text");
    }
    Ok(root)
}

/// Returns the text of a document without a byte order mark.
///
/// # Errors
/// The bytes are not UTF-8, which every feed of a status page is.
pub fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| Refusal {
        at: error.valid_up_to(),
        expected: "UTF-8",
    })
}

struct Parser<'a> {
    text: &'a str,
    /// The place of the next byte, always at the beginning of a character.
    at: usize,
    /// The prefixes in scope, each with the prefixes of [`NAMESPACES`] that it stands for; the innermost is the last.
    scopes: BTreeMap<&'a str, Vec<&'static str>>,
    /// The namespace of the root element, whose names need no prefix.
    own: Option<&'static str>,
}

/// The start tag of an element.
struct Start<'a> {
    /// The name, as it is written.
    name: &'a str,
    /// The attributes.
    members: Vec<(String, Json)>,
    /// The prefixes that the tag declares.
    declared: Vec<&'a str>,
    /// Whether the element has no content and no end tag.
    is_empty: bool,
}

/// The content of an element so far.
#[derive(Default)]
struct Content {
    text: String,
    children: Vec<(String, Json)>,
    /// The lists, which become members when they are complete.
    lists: BTreeMap<&'static str, Vec<Json>>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Takes `text` if it is next.
    fn take(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        self.at += if is_next { text.len() } else { 0 };
        is_next
    }

    fn refuse<T>(&self, expected: &'static str) -> Result<T, Refusal> {
        let at = self.at;
        Err(Refusal { at, expected })
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    /// Returns the text until `end`, and takes both.
    fn until(&mut self, end: &str, expected: &'static str) -> Result<&'a str, Refusal> {
        let Some((text, _)) = self.rest().split_once(end) else {
            return self.refuse(expected);
        };
        self.at += text.len() + end.len();
        Ok(text)
    }

    /// Skips a comment or a processing instruction; returns whether there was one.
    fn aside(&mut self) -> Result<bool, Refusal> {
        if self.take("<!--") {
            self.until("-->", "`-->`")?;
        } else if self.take("<?") {
            self.until("?>", "`?>`")?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Skips everything that may stand before and after the root element.
    fn around(&mut self) -> Result<(), Refusal> {
        loop {
            self.space();
            if self.take("<!DOCTYPE") {
                self.document_type()?;
            } else if !self.aside()? {
                return Ok(());
            }
        }
    }

    /// Skips the rest of a document type declaration.
    fn document_type(&mut self) -> Result<(), Refusal> {
        let mut quote = None;
        let mut depth = 0_usize;
        for (at, byte) in self.rest().bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open != byte => {}
                (Some(_), _) => quote = None,
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'[' | b'<') => depth += 1,
                (None, b'>') if depth == 0 => {
                    self.at += at + 1;
                    return Ok(());
                }
                (None, b']' | b'>') => depth = depth.saturating_sub(1),
                (None, _) => {}
            }
        }
        self.refuse("the end of the document type declaration")
    }

    fn element(&mut self, depth: usize) -> Result<(String, Json), Refusal> {
        if depth >= MAX_NESTING {
            return self.refuse("fewer levels of elements");
        }
        let start = self.start()?;
        if self.own.is_none() {
            self.own = Some(self.namespace(start.name));
        }
        let name = self.plain(start.name);
        let content = if start.is_empty {
            Content::default()
        } else {
            self.content(start.name, TEXTS.contains(&name.as_str()), depth)?
        };
        for prefix in start.declared {
            if let Some(scope) = self.scopes.get_mut(prefix) {
                scope.pop();
            }
        }
        Ok((name, content.into_json(start.members)))
    }

    fn start(&mut self) -> Result<Start<'a>, Refusal> {
        if !self.take("<") {
            return self.refuse("an element");
        }
        let mut start = Start {
            name: self.name()?,
            members: Vec::new(),
            declared: Vec::new(),
            is_empty: false,
        };
        loop {
            self.space();
            start.is_empty = self.take("/>");
            if start.is_empty || self.take(">") {
                return Ok(start);
            }
            self.attribute(&mut start)?;
        }
    }

    fn attribute(&mut self, start: &mut Start<'a>) -> Result<(), Refusal> {
        let name = self.name()?;
        self.space();
        if !self.take("=") {
            return self.refuse("`=`");
        }
        self.space();
        let value = if self.take("\"") {
            self.until("\"", "`\"`")?
        } else if self.take("'") {
            self.until("'", "`'`")?
        } else {
            return self.refuse("a value in quotation marks");
        };
        let declared = match name.strip_prefix("xmlns") {
            Some("") => Some(""),
            Some(prefix) => prefix.strip_prefix(':'),
            None => None,
        };
        if let Some(prefix) = declared {
            let known = NAMESPACES.iter().find(|(uri, _)| *uri == value);
            let other = if value.is_empty() { "" } else { OTHER };
            let namespace = known.map_or(other, |(_, prefix)| *prefix);
            self.scopes.entry(prefix).or_default().push(namespace);
            start.declared.push(prefix);
        } else {
            let mut text = String::new();
            push_decoded(&mut text, value);
            start.members.push((["@", name].concat(), Json::Text(text)));
        }
        Ok(())
    }

    fn name(&mut self) -> Result<&'a str, Refusal> {
        let rest = self.rest();
        let is_end = |it: char| it.is_ascii_whitespace() || "/>=<\"'&".contains(it);
        let name = rest
            .get(..rest.find(is_end).unwrap_or(rest.len()))
            .unwrap_or_default();
        let is_start = |it: char| it.is_ascii_alphabetic() || it == '_' || !it.is_ascii();
        if !name.starts_with(is_start) {
            return self.refuse("a name");
        }
        self.at += name.len();
        Ok(name)
    }

    fn content(&mut self, name: &str, is_text: bool, depth: usize) -> Result<Content, Refusal> {
        let first = self.at;
        let mut content = Content::default();
        let mut has_markup = false;
        loop {
            let Some((text, _)) = self.rest().split_once('<') else {
                return self.refuse("the end tag of the innermost element");
            };
            push_decoded(&mut content.text, text);
            self.at += text.len();
            let last = self.at;
            if self.take("</") {
                self.end(name, last)?;
                if has_markup && is_text {
                    let markup = self.text.get(first..last).unwrap_or_default();
                    return Ok(Content {
                        text: markup.to_owned(),
                        ..Content::default()
                    });
                }
                return Ok(content);
            } else if self.take("<![CDATA[") {
                content.text.push_str(self.until("]]>", "`]]>`")?);
            } else if !self.aside()? {
                let (name, json) = self.element(depth + 1)?;
                has_markup = true;
                if !is_text {
                    content.add(name, json);
                }
            }
        }
    }

    /// Takes the rest of the end tag at `at`.
    fn end(&mut self, name: &str, at: usize) -> Result<(), Refusal> {
        let is_own = self.take(name);
        self.space();
        if is_own && self.take(">") {
            return Ok(());
        }
        self.at = at;
        self.refuse("the end tag of the innermost element")
    }

    /// Returns the prefix of [`NAMESPACES`] for the namespace of an element, and nothing for no namespace. An undeclared
    /// prefix counts as declared if it is one of these.
    fn namespace(&self, name: &str) -> &'static str {
        let (prefix, _) = name.split_once(':').unwrap_or(("", name));
        if let Some(namespace) = self.scopes.get(prefix).and_then(|scope| scope.last()) {
            return namespace;
        }
        let known = NAMESPACES.iter().find(|(_, known)| *known == prefix);
        let other = if prefix.is_empty() { "" } else { OTHER };
        known.map_or(other, |(_, prefix)| prefix)
    }

    /// Returns the name of an element with the prefix of its namespace, unless that is the namespace of the root element.
    fn plain(&self, name: &str) -> String {
        let (_, local) = name.split_once(':').unwrap_or(("", name));
        match self.namespace(name) {
            "" => local.to_owned(),
            namespace if self.own == Some(namespace) => local.to_owned(),
            namespace => [namespace, ":", local].concat(),
        }
    }
}

impl Content {
    fn add(&mut self, name: String, json: Json) {
        match LISTS.iter().find(|list| **list == name) {
            Some(list) => self.lists.entry(list).or_default().push(json),
            None => self.children.push((name, json)),
        }
    }

    fn into_json(self, mut members: Vec<(String, Json)>) -> Json {
        let text = self.text.trim_ascii();
        if members.is_empty() && self.children.is_empty() && self.lists.is_empty() {
            return Json::Text(text.to_owned());
        }
        members.extend(self.children);
        let lists = self.lists.into_iter();
        members.extend(lists.map(|(name, items)| (name.to_owned(), Json::List(items))));
        if !text.is_empty() {
            members.push((TEXT.to_owned(), Json::Text(text.to_owned())));
        }
        Json::Object(Members::from_iter(members))
    }
}
