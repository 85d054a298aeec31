//! A tolerant cursor over foreign JSON: it knows where it is, and notes what it had to leave out.
//!
//! `null`, a missing member, an empty text and a generator's stand-in for "no value" are the same thing.
//! Unlike [`super::super::model::document::reader`], which fills types of ours, it is asked member by member: twenty
//! formats have nothing in common but that.

use std::cell::RefCell;

use super::time;
use super::vocabulary::{Vocabulary, foreign};
use crate::model::document::error::{Problem, ProblemKind, join};
use crate::model::document::json::Json;
use crate::model::document::url::linkable;
use crate::model::time::instant::{self, Reading};

static NULL: Json = Json::Null;

/// What is wrong in the documents of a feed.
#[derive(Debug, Default)]
pub struct Faults(RefCell<Vec<Problem>>);

impl Faults {
    /// Tells of a fault; once the cell is borrowed by nobody, which is always.
    pub fn note(&self, problem: Problem) {
        if let Ok(mut problems) = self.0.try_borrow_mut() {
            problems.push(problem);
        }
    }

    /// All that was told.
    pub fn into_problems(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// Where the paths of a document begin that is not the first one of its feed: `2:` for the second.
pub fn root_path(index: usize) -> String {
    match index {
        0 => String::new(),
        _ => [&(index + 1).to_string(), ":"].concat(),
    }
}

/// A value and the way to it.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    json: &'a Json,
    path: String,
    faults: &'a Faults,
    is_refused: bool,
}

impl<'a> Node<'a> {
    /// Starts at the root of a document.
    pub fn root(json: &'a Json, faults: &'a Faults) -> Self {
        Self::of_document(json, 0, faults)
    }

    /// The same of one of several documents, by its index: paths in the second one begin with `2:`.
    pub fn of_document(json: &'a Json, index: usize, faults: &'a Faults) -> Self {
        Self {
            json,
            path: root_path(index),
            faults,
            is_refused: false,
        }
    }

    /// The value.
    pub fn json(&self) -> &'a Json {
        self.json
    }

    /// Where it stands, as `monitors[3]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Tells of a fault in the member `name`.
    pub fn note(&self, name: &str, kind: ProblemKind) {
        let path = within(&self.path, name);
        self.faults.note(Problem { path, kind });
    }

    fn refuse(&self, expected: &'static str) {
        let found = self.json.kind();
        self.note("", ProblemKind::WrongType { expected, found });
    }

    /// A member, `null` when there is none.
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

    /// A member that is there.
    pub fn get(&self, name: &str) -> Option<Self> {
        Some(self.at(name)).filter(|node| *node.json != Json::Null)
    }

    /// Whether there is such a member, of whatever kind.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A member that is an object; another kind is noted.
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

    /// The items of a list; nothing where it is missing, and another kind is noted.
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

    /// The entries of the list `name`, by [`Node::objects`].
    pub fn entries(&self, name: &str) -> Vec<Self> {
        self.at(name).objects()
    }

    /// The entries of this list, which should be objects.
    ///
    /// An item that is no object is noted and kept as an entry without members, and so is a value that stands in
    /// the place of the list: an entry that cannot be read may be the one that is down, so it must not vanish.
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

    /// An entry in the place of the member `name`, which holds the lists `lists` and nothing else that is read: there
    /// is one where none of these lists is found in it, because it may have been the one that is down. It is noted.
    pub fn lost_entry(&self, name: &str, lists: &[&str], expected: &'static str) -> Option<Self> {
        let holder = self.get(name)?;
        if lists.iter().any(|list| holder.has(list)) {
            return None;
        }
        holder.refuse(expected);
        Some(holder.unreadable())
    }

    /// An entry in the place of this value, without members.
    fn unreadable(&self) -> Self {
        Self {
            json: &NULL,
            path: self.path.clone(),
            faults: self.faults,
            is_refused: true,
        }
    }

    /// Tells that the member `name` is missing, unless this entry stands in the place of a value that could not be
    /// read, which has been told.
    pub fn note_missing(&self, name: &str, expected: &'static str) {
        if !self.is_refused {
            self.note(name, ProblemKind::Missing { expected });
        }
    }

    /// Whether this value is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.json, Json::Object(_))
    }

    /// The members of an object with their names; one without a name in the place of any other value but `null`,
    /// which is noted.
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

    /// This value as a text: a string, or a whole number as its digits; anything else is noted.
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

    /// A member as a text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.at(name).as_text()
    }

    /// The first of several members that is a text.
    pub fn first_text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// The texts in the list `name`.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.at(name)
            .items()
            .iter()
            .filter_map(Self::as_text)
            .collect()
    }

    /// A truth value, also when it is written as `0`, `1`, `"true"` or `"false"`.
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

    /// An instant as a document of ours has it.
    pub fn time(&self, name: &str) -> Option<String> {
        self.time_in(name, None)
    }

    /// An instant; one without a zone is in `zone`, such as `+01:00`, where that is known.
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

    /// A link, where the member may as well be the name of a host or of a variable, which is no fault.
    pub fn maybe_link(&self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        let url = linkable(&text).filter(|url| is_absolute(url))?;
        Some(url.to_owned())
    }

    /// A URL that may become a link. Relative ones are refused: the page is somewhere else.
    pub fn link(&self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        let url = linkable(&text).filter(|url| is_absolute(url));
        if url.is_none() {
            let found = text.clone();
            self.note(name, ProblemKind::BadUrl { found });
        }
        url.map(str::to_owned)
    }

    /// Our word for the format's; a word that the format does not have is noted, and kept to be shown.
    pub fn word(&self, name: &str, vocabulary: &Vocabulary) -> Option<String> {
        self.at(name).as_word(vocabulary)
    }

    /// The same of this value.
    pub fn as_word(&self, vocabulary: &Vocabulary) -> Option<String> {
        if let Json::Flag(flag) = self.json {
            return Some(self.understood(if *flag { "true" } else { "false" }, vocabulary));
        }
        let word = self.as_text()?;
        Some(self.understood(&word, vocabulary))
    }

    /// The same of a word.
    pub fn understood(&self, word: &str, vocabulary: &Vocabulary) -> String {
        if let Some(ours) = vocabulary.ours(word) {
            return ours.to_owned();
        }
        let (found, expected) = (word.to_owned(), vocabulary.theirs);
        self.note("", ProblemKind::UnknownWord { found, expected });
        foreign(word)
    }
}

/// A member's path; that of a document has its number in front instead of a dot.
fn within(path: &str, name: &str) -> String {
    if path.ends_with(':') {
        return [path, name].concat();
    }
    join(path, name)
}

/// Whether a URL names its scheme and host.
pub fn is_absolute(url: &str) -> bool {
    let starts = |scheme: &str| {
        let start = url.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}
