//! A tolerant walk over parsed JSON.
//!
//! Derived deserializers stop at the first unexpected value; a status page must show the other 617 services. Here
//! `null`, a missing member and (for lists) `[]` mean the same, and a value of another type is left out with a
//! [`Problem`].

use crate::model::document::error::{Problem, ProblemKind, join};
use crate::model::document::json::{Json, Members};
use crate::model::document::text::Text;

const WHOLE_NUMBER: &str = "a whole number from 0";

/// A JSON object with its path, and the list to which its problems are added.
pub struct Entry<'a> {
    members: &'a Members,
    path: String,
    problems: &'a mut Vec<Problem>,
}

/// A type that is read from a JSON object.
pub trait FromEntry {
    /// Reads each member under its own name.
    fn from_entry(entry: &mut Entry<'_>) -> Self;

    /// Returns a JSON object of the members that are not absent, each under its own name.
    fn to_json(&self) -> Json;
}

/// A type that can be the value of an object's member.
///
/// Members are read in place rather than returned: a document has a hundred of them, and moving each one
/// from where it is made to where it stays costs more code than reading it.
pub trait Member {
    /// Reads the member `name`, or leaves this as it is.
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str);

    /// Returns whether the member is left out of the written document.
    fn is_absent(&self) -> bool;

    /// Returns the member as JSON; `null` or an empty list where it is absent.
    fn to_json(&self) -> Json;
}

impl<'a> Entry<'a> {
    /// Returns the root of a document; every path in it begins with `path`.
    pub fn root(path: String, members: &'a Members, problems: &'a mut Vec<Problem>) -> Self {
        Self {
            members,
            path,
            problems,
        }
    }

    /// Returns the path of this entry, such as `components[3]`; at the root, the path of the document.
    pub fn path(&self) -> &str {
        &self.path
    }

    fn get(&self, name: &str) -> Option<&'a Json> {
        self.members.get(name).filter(|value| **value != Json::Null)
    }

    fn note(&mut self, name: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(&self.path, name, kind));
    }

    fn refuse(&mut self, name: &str, expected: &'static str, value: &Json) {
        self.note(
            name,
            ProblemKind::WrongType {
                expected,
                found: value.kind(),
            },
        );
    }

    fn list(&mut self, name: &str) -> &'a [Json] {
        match self.get(name) {
            Some(Json::List(values)) => values,
            Some(value) => {
                self.refuse(name, "a list", value);
                &[]
            }
            None => &[],
        }
    }

    /// Reads the object in the member or list item `name`. Another value is a problem and becomes an unknown entry: it
    /// may stand for trouble, so it is never left out.
    fn object<T: FromEntry>(&mut self, name: &str, value: &Json) -> T {
        let nothing = Members::default();
        let members = if let Json::Object(members) = value {
            members
        } else {
            self.refuse(name, "an object", value);
            &nothing
        };
        let path = join(&self.path, name);
        T::from_entry(&mut Entry {
            members,
            path,
            problems: self.problems,
        })
    }
}

impl Member for Option<bool> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        match entry.get(name) {
            Some(Json::Flag(flag)) => *self = Some(*flag),
            Some(value) => entry.refuse(name, "`true` or `false`", value),
            None => {}
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Json {
        self.map_or(Json::Null, Json::Flag)
    }
}

/// Reads a whole number from 0, also if it is written as a string of digits.
impl Member for Option<u64> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        let Some(value) = entry.get(name) else { return };
        *self = value.count();
        match (&self, value) {
            (None, Json::Text(found)) => {
                let found = found.clone();
                entry.note(
                    name,
                    ProblemKind::OutOfRange {
                        expected: WHOLE_NUMBER,
                        found,
                    },
                );
            }
            (None, Json::Number) => {
                let expected = WHOLE_NUMBER;
                let found = "a number that is negative, a fraction or too large";
                entry.note(name, ProblemKind::WrongType { expected, found });
            }
            (None, _) => entry.refuse(name, WHOLE_NUMBER, value),
            (Some(_), _) => {}
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Json {
        self.map_or(Json::Null, Json::Count)
    }
}

/// The members whose value is the word of a state.
const STATES: [&str; 4] = ["status", "state", "indicator", "impact"];

/// Reads a string, also if it is written as a number, because real feeds have ids and epoch seconds of both types. A
/// state of another type becomes an empty word, which means unknown. A missing state can mean that all is well.
impl Member for Option<String> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        let Some(value) = entry.get(name) else { return };
        *self = value.plain();
        if self.is_none() {
            entry.refuse(name, "a string", value);
            *self = STATES.contains(&name).then(String::new);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Json {
        self.clone().map_or(Json::Null, Json::Text)
    }
}

/// Reads a text for visitors: a string, or an object of language tag to string. A number is a problem, but is shown.
impl Member for Option<Text> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        let Some(value) = entry.get(name) else { return };
        if let Json::Object(languages) = value {
            let mut texts = Vec::new();
            for (tag, text) in languages.iter() {
                texts.extend(text.plain().map(|text| (tag.to_owned(), text)));
                if !matches!(text, Json::Text(_)) {
                    entry.refuse(&join(name, tag), "a string", text);
                }
            }
            *self = (!texts.is_empty()).then_some(Text::Languages(texts));
        } else {
            *self = value.plain().map(Text::Plain);
            if !matches!(value, Json::Text(_)) {
                entry.refuse(name, "a string, or an object of language to string", value);
            }
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Json {
        self.as_ref().map_or(Json::Null, Text::to_json)
    }
}

/// Reads a list of strings. Other values are problems and are left out.
impl Member for Vec<String> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        for (index, value) in entry.list(name).iter().enumerate() {
            match value.plain() {
                Some(string) => self.push(string),
                None => entry.refuse(&indexed(name, index), "a string", value),
            }
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn to_json(&self) -> Json {
        Json::List(self.iter().cloned().map(Json::Text).collect())
    }
}

impl<T: FromEntry> Member for Option<T> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        if let Some(value) = entry.get(name) {
            *self = Some(entry.object(name, value));
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::to_json)
    }
}

/// Reads a list of objects. A value that is not a list counts as a list of one unknown entry.
impl<T: FromEntry> Member for Vec<T> {
    fn read_member(&mut self, entry: &mut Entry<'_>, name: &'static str) {
        match entry.get(name) {
            Some(Json::List(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.push(entry.object(&indexed(name, index), value));
                }
            }
            Some(value) => {
                entry.refuse(name, "a list", value);
                let path = join(&entry.path, name);
                let members = &Members::default();
                let problems = &mut *entry.problems;
                self.push(T::from_entry(&mut Entry {
                    members,
                    path,
                    problems,
                }));
            }
            None => {}
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn to_json(&self) -> Json {
        Json::List(self.iter().map(T::to_json).collect())
    }
}

fn indexed(name: &str, index: usize) -> String {
    [name, "[", &index.to_string(), "]"].concat()
}
