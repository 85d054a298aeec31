//! A tolerant walk over parsed JSON.
//!
//! Derived deserializers stop at the first surprise; a status page must show the other 617 services. Each
//! accessor here takes `null`, a missing member and (for lists) `[]` as the same thing, and notes a value
//! of another type as a [`Problem`] instead of failing.

use super::error::{Problem, ProblemKind, join};
use super::json::{Json, Members};
use super::text::Text;

const WHOLE_NUMBER: &str = "a whole number from 0";

/// One JSON object, the path to it, and where to note what is wrong in it.
pub struct Entry<'a> {
    members: &'a Members,
    path: String,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Entry<'a> {
    /// Starts a walk at the root of a document.
    pub fn root(members: &'a Members, problems: &'a mut Vec<Problem>) -> Self {
        Self {
            members,
            path: String::new(),
            problems,
        }
    }

    /// Where this entry stands, as `components[3]`; empty at the root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Notes a fault of the member `name`.
    pub fn note(&mut self, name: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(&self.path, name, kind));
    }

    /// A truth value.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.present(name)?;
        match value {
            Json::Flag(flag) => Some(*flag),
            _ => self.refuse(name, "`true` or `false`", value),
        }
    }

    /// A whole number from 0, also when it is written as a string of digits.
    pub fn count(&mut self, name: &str) -> Option<u64> {
        let value = self.present(name)?;
        let count = match value {
            Json::Count(count) => Some(*count),
            Json::Text(digits) => digits.parse().ok(),
            _ => None,
        };
        match (count, value) {
            (None, Json::Text(text)) => {
                let found = text.clone();
                self.note(
                    name,
                    ProblemKind::OutOfRange {
                        expected: WHOLE_NUMBER,
                        found,
                    },
                );
                None
            }
            (None, _) => self.refuse(name, WHOLE_NUMBER, value),
            (count, _) => count,
        }
    }

    /// A string, also when it is written as a number: ids and epoch seconds are both in real feeds.
    pub fn string(&mut self, name: &str) -> Option<String> {
        let value = self.present(name)?;
        value
            .plain()
            .or_else(|| self.refuse(name, "a string", value))
    }

    /// A visitor's text: a string, or an object of language tag to string.
    pub fn text(&mut self, name: &str) -> Option<Text> {
        let value = self.present(name)?;
        let Json::Object(languages) = value else {
            return value.plain().map(Text::Plain).or_else(|| {
                self.refuse(name, "a string, or an object of language to string", value)
            });
        };
        let mut texts = Vec::new();
        for (tag, text) in languages.iter() {
            match text.plain() {
                Some(text) => texts.push((tag.to_owned(), text)),
                None => {
                    let found = text.kind();
                    self.note(
                        &join(name, tag),
                        ProblemKind::WrongType {
                            expected: "a string",
                            found,
                        },
                    );
                }
            }
        }
        (!texts.is_empty()).then_some(Text::Languages(texts))
    }

    /// A list of short strings; whatever is not a string is noted and left out.
    pub fn strings(&mut self, name: &str) -> Vec<String> {
        let mut strings = Vec::new();
        for (index, value) in self.array(name).iter().enumerate() {
            match value.plain() {
                Some(string) => strings.push(string),
                None => {
                    let found = value.kind();
                    self.note(
                        &indexed(name, index),
                        ProblemKind::WrongType {
                            expected: "a string",
                            found,
                        },
                    );
                }
            }
        }
        strings
    }

    /// Reads the object `name`, when there is one.
    pub fn object<T>(&mut self, name: &str, read: impl FnOnce(&mut Entry<'_>) -> T) -> Option<T> {
        let value = self.present(name)?;
        let Json::Object(members) = value else {
            return self.refuse(name, "an object", value);
        };
        let path = join(&self.path, name);
        Some(read(&mut Entry {
            members,
            path,
            problems: self.problems,
        }))
    }

    /// Reads each object of the list `name`; whatever is not an object is noted and left out.
    pub fn list<T>(&mut self, name: &str, read: impl Fn(&mut Entry<'_>) -> T) -> Vec<T> {
        let mut entries = Vec::new();
        for (index, value) in self.array(name).iter().enumerate() {
            let path = indexed(&join(&self.path, name), index);
            if let Json::Object(members) = value {
                entries.push(read(&mut Entry {
                    members,
                    path,
                    problems: self.problems,
                }));
            } else {
                let found = value.kind();
                let kind = ProblemKind::WrongType {
                    expected: "an object",
                    found,
                };
                self.problems.push(Problem { path, kind });
            }
        }
        entries
    }

    fn array(&mut self, name: &str) -> &'a [Json] {
        match self.present(name) {
            Some(Json::List(values)) => values,
            Some(value) => self.refuse(name, "a list", value).unwrap_or_default(),
            None => &[],
        }
    }

    fn present(&self, name: &str) -> Option<&'a Json> {
        self.members.get(name).filter(|value| **value != Json::Null)
    }

    fn refuse<T>(&mut self, name: &str, expected: &'static str, value: &Json) -> Option<T> {
        self.note(
            name,
            ProblemKind::WrongType {
                expected,
                found: value.kind(),
            },
        );
        None
    }
}

fn indexed(path: &str, index: usize) -> String {
    [path, "[", &index.to_string(), "]"].concat()
}
