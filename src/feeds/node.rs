//! A tolerant cursor over JSON of other formats, which knows its path and records what it had to leave out.
//!
//! `null`, a missing member, an empty text and a generator's placeholder for "no value" count as the same. Unlike
//! [`super::super::model::document::reader`], which fills our own types, it is asked for single members, because the
//! formats have no structure in common.

use std::cell::RefCell;

use super::time;
use super::vocabulary::{Vocabulary, foreign};
use crate::model::document::error::{Problem, ProblemKind, join};
use crate::model::document::json::Json;
use crate::model::document::url::linkable;
use crate::model::time::instant::{self, Reading};

static NULL: Json = Json::Null;

/// The faults found in the documents of a feed.
#[derive(Debug, Default)]
pub struct Faults(RefCell<Vec<Problem>>);

impl Faults {
    /// Records a fault. The cell is never borrowed elsewhere at that time.
    pub fn note(&self, problem: Problem) {
        if let Ok(mut problems) = self.0.try_borrow_mut() {
            problems.push(problem);
        }
    }

    /// Returns all recorded faults.
    pub fn into_problems(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// Returns the prefix of all paths in a document by its index: none for the first one, `2:` for the second.
///
/// ```
/// use intermission::feeds::node::root_path;
/// assert_eq!((root_path(0).as_str(), root_path(1).as_str()), ("", "2:"));
/// ```
pub fn root_path(index: usize) -> String {
    match index {
        0 => String::new(),
        _ => [&(index + 1).to_string(), ":"].concat(),
    }
}

/// A value with its path.
///
/// ```
/// use intermission::feeds::node::{Faults, Node};
/// use intermission::feeds::vigil::NODE;
/// use intermission::model::document::parse::parse;
/// let json = parse(r#"{"nodes": [{"status": "sick"}, {"status": "wobbly", "since": "yesterday"}, 7]}"#).unwrap();
/// let faults = Faults::default();
/// let nodes = Node::root(&json, &faults).entries("nodes");
/// let words: Vec<_> = nodes.iter().map(|node| node.word("status", &NODE)).collect();
/// assert_eq!(words, [Some("degraded_performance".to_owned()), Some("wobbly".to_owned()), None]);
/// assert_eq!(nodes[1].time("since"), None);
/// let paths: Vec<_> = faults.into_problems().into_iter().map(|it| it.path).collect();
/// assert_eq!(paths, ["nodes[2]", "nodes[1].status", "nodes[1].since"]);
/// ```
#[derive(Clone, Debug)]
pub struct Node<'a> {
    json: &'a Json,
    path: String,
    faults: &'a Faults,
    is_refused: bool,
}

impl<'a> Node<'a> {
    /// Returns the root of the first or only document.
    pub fn root(json: &'a Json, faults: &'a Faults) -> Self {
        Self::of_document(json, 0, faults)
    }

    /// Returns the root of one of several documents by its index; paths in the second one begin with `2:`.
    pub fn of_document(json: &'a Json, index: usize, faults: &'a Faults) -> Self {
        Self {
            json,
            path: root_path(index),
            faults,
            is_refused: false,
        }
    }

    /// Returns the value.
    pub fn json(&self) -> &'a Json {
        self.json
    }

    /// Returns the path, such as `monitors[3]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Records a fault in the member `name`.
    pub fn note(&self, name: &str, kind: ProblemKind) {
        let path = within(&self.path, name);
        self.faults.note(Problem { path, kind });
    }

    fn refuse(&self, expected: &'static str) {
        let found = self.json.kind();
        self.note("", ProblemKind::WrongType { expected, found });
    }

    /// Returns a member, or `null` if it is missing.
    #[must_use]
    pub fn at(&self, name: &str) -> Self {
        let member = match self.json {
            Json::Object(members) => members.get(name),
            Json::Null
            | Json::Flag(_)
            | Json::Count(_)
            | Json::Number
            | Json::Text(_)
            | Json::List(_) => None,
        };
        Self {
            json: member.unwrap_or(&NULL),
            path: within(&self.path, name),
            faults: self.faults,
            is_refused: false,
        }
    }

    /// Returns a member unless it is missing or `null`.
    pub fn get(&self, name: &str) -> Option<Self> {
        Some(self.at(name)).filter(|node| *node.json != Json::Null)
    }

    /// Returns whether there is a member `name` of any type but `null`.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Returns a member that is an object; a value of another type is recorded as a fault.
    pub fn object(&self, name: &str) -> Option<Self> {
        self.get(name)?.into_object()
    }

    fn into_object(self) -> Option<Self> {
        if self.is_object() {
            return Some(self);
        }
        self.refuse("an object");
        None
    }

    /// Returns the items of a list; none if it is missing. A value of another type is recorded as a fault.
    pub fn items(&self) -> Vec<Self> {
        let Json::List(values) = self.json else {
            if *self.json != Json::Null {
                self.refuse("a list");
            }
            return Vec::new();
        };
        let item = |(index, json): (usize, &'a Json)| Self {
            json,
            path: [&self.path, "[", &index.to_string(), "]"].concat(),
            faults: self.faults,
            is_refused: false,
        };
        values.iter().enumerate().map(item).collect()
    }

    /// Returns the entries of the list `name`; see [`Node::objects`].
    pub fn entries(&self, name: &str) -> Vec<Self> {
        self.at(name).objects()
    }

    /// Returns the entries of this list, which should be objects.
    ///
    /// An item that is not an object is recorded as a fault and kept as an entry without members, and so is another
    /// value in place of the list: an entry that cannot be read may be the one that is down.
    pub fn objects(&self) -> Vec<Self> {
        let items = match self.json {
            Json::List(_) | Json::Null => self.items(),
            Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) | Json::Object(_) => {
                self.refuse("a list");
                return vec![self.unreadable()];
            }
        };
        let entry = |item: Self| {
            if item.is_object() {
                return item;
            }
            item.refuse("an object");
            item.unreadable()
        };
        items.into_iter().map(entry).collect()
    }

    /// Returns an entry in place of the member `name`, which should hold the lists `lists`, if it has none of them: the
    /// entry may have been the one that is down. The fault is recorded.
    pub fn lost_entry(&self, name: &str, lists: &[&str], expected: &'static str) -> Option<Self> {
        let holder = self.get(name)?;
        if lists.iter().any(|list| holder.has(list)) {
            return None;
        }
        holder.refuse(expected);
        Some(holder.unreadable())
    }

    /// Returns an entry without members in place of this value.
    fn unreadable(&self) -> Self {
        Self {
            json: &NULL,
            path: self.path.clone(),
            faults: self.faults,
            is_refused: true,
        }
    }

    /// Records that the member `name` is missing, unless this entry stands in for an unreadable value, whose fault is
    /// already recorded.
    pub fn note_missing(&self, name: &str, expected: &'static str) {
        if !self.is_refused {
            self.note(name, ProblemKind::Missing { expected });
        }
    }

    /// Returns whether this value is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.json, Json::Object(_))
    }

    /// Returns the members of an object with their names. For any other value but `null`, there is one without a name,
    /// and a fault is recorded.
    pub fn members(&self) -> Vec<(&'a str, Self)> {
        let Json::Object(members) = self.json else {
            if *self.json == Json::Null {
                return Vec::new();
            }
            self.refuse("an object");
            return vec![("", self.unreadable())];
        };
        members
            .iter()
            .map(|(name, json)| {
                let path = within(&self.path, name);
                let member = Self {
                    json,
                    path,
                    faults: self.faults,
                    is_refused: false,
                };
                (name, member)
            })
            .collect()
    }

    /// Returns this value as a text: a string, or the digits of a whole number. Anything else is recorded as a fault.
    pub fn as_text(&self) -> Option<String> {
        if *self.json == Json::Null {
            return None;
        }
        let text = self.json.plain();
        if text.is_none() {
            self.refuse("a string");
        }
        let text = text?.trim().to_owned();
        (!text.is_empty() && text != "<no value>").then_some(text)
    }

    /// Returns a member as a text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.at(name).as_text()
    }

    /// Returns the first of several members that is a text.
    pub fn first_text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Returns the texts in the list `name`.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.at(name)
            .items()
            .iter()
            .filter_map(Self::as_text)
            .collect()
    }

    /// Returns a Boolean member, which may be written as `0`, `1`, `"true"` or `"false"`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        let node = self.get(name)?;
        match node.json {
            Json::Flag(flag) => return Some(*flag),
            Json::Count(0) => return Some(false),
            Json::Count(1) => return Some(true),
            Json::Text(text) if text == "true" => return Some(true),
            Json::Text(text) if text == "false" => return Some(false),
            Json::Null
            | Json::Count(_)
            | Json::Number
            | Json::Text(_)
            | Json::List(_)
            | Json::Object(_) => {}
        }
        node.refuse("`true` or `false`");
        None
    }

    /// Returns an instant in the format of status documents.
    pub fn time(&self, name: &str) -> Option<String> {
        self.time_in(name, None)
    }

    /// Returns an instant; one without a zone is in `zone`, such as `+01:00`, if that is known.
    pub fn time_in(&self, name: &str, zone: Option<&str>) -> Option<String> {
        let text = self.text(name)?;
        match time::read(&text, zone) {
            Reading::At(at) => Some(instant::write(at)),
            Reading::Absent => None,
            Reading::Unreadable => {
                self.note(name, ProblemKind::BadTime { found: text });
                None
            }
        }
    }

    /// Returns a link from a member that may also be the name of a host or a variable, which is no fault.
    pub fn maybe_link(&self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        let url = linkable(&text).filter(|url| is_absolute(url))?;
        Some(url.to_owned())
    }

    /// Returns a URL for a link. Relative URLs are refused, because the page has another address.
    pub fn link(&self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        let url = linkable(&text).filter(|url| is_absolute(url));
        if url.is_none() {
            let found = text.clone();
            self.note(name, ProblemKind::BadUrl { found });
        }
        url.map(str::to_owned)
    }

    /// Returns our word for the format's word in the member `name`. An unknown word is recorded as a fault, and kept
    /// for display.
    pub fn word(&self, name: &str, vocabulary: &Vocabulary) -> Option<String> {
        self.at(name).as_word(vocabulary)
    }

    /// Returns our word for this value; see [`Node::word`].
    pub fn as_word(&self, vocabulary: &Vocabulary) -> Option<String> {
        if let Json::Flag(flag) = self.json {
            return Some(self.understood(if *flag { "true" } else { "false" }, vocabulary));
        }
        let word = self.as_text()?;
        Some(self.understood(&word, vocabulary))
    }

    /// Returns our word for `word`; see [`Node::word`].
    pub fn understood(&self, word: &str, vocabulary: &Vocabulary) -> String {
        if let Some(ours) = vocabulary.ours(word) {
            return ours.to_owned();
        }
        let (found, expected) = (word.to_owned(), vocabulary.theirs);
        self.note("", ProblemKind::UnknownWord { found, expected });
        foreign(word)
    }
}

/// Returns the path of a member. After the number of a document there is no dot.
fn within(path: &str, name: &str) -> String {
    if path.ends_with(':') {
        return [path, name].concat();
    }
    join(path, name)
}

/// Returns whether a URL names its scheme and host.
///
/// ```
/// use intermission::feeds::node::is_absolute;
/// assert!(is_absolute("HTTPS://example.com") && is_absolute("http://"));
/// assert!(!is_absolute("//example.com") && !is_absolute("ftp://example.com"));
/// ```
pub fn is_absolute(url: &str) -> bool {
    let starts = |scheme: &str| {
        let start = url.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}
