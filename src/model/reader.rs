//! A tolerant walk over parsed JSON.
//!
//! Derived deserializers stop at the first surprise; a status page must show the other 617 services. Each
//! accessor here takes `null`, a missing member and (for lists) `[]` as the same thing, and notes a value
//! of another type as a [`Problem`] instead of failing.

use serde_json::{Map, Value};

use super::error::{Problem, ProblemKind, join};
use super::text::Text;

/// One JSON object, the path to it, and where to note what is wrong in it.
pub struct Entry<'a> {
    members: &'a Map<String, Value>,
    path: String,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Entry<'a> {
    /// Starts a walk at the root of a document.
    pub fn root(members: &'a Map<String, Value>, problems: &'a mut Vec<Problem>) -> Self {
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
        value
            .as_bool()
            .or_else(|| self.refuse(name, "`true` or `false`", value))
    }

    /// A whole number from 0, also when it is written as a string of digits.
    pub fn count(&mut self, name: &str) -> Option<u64> {
        let value = self.present(name)?;
        let count = match value {
            Value::String(digits) => digits.parse().ok(),
            Value::Number(number) => number.as_u64(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        if count.is_none() && matches!(value, Value::Number(_) | Value::String(_)) {
            let found = plain(value).unwrap_or_default();
            self.note(
                name,
                ProblemKind::OutOfRange {
                    expected: "a whole number from 0",
                    found,
                },
            );
            return None;
        }
        count.or_else(|| self.refuse(name, "a whole number from 0", value))
    }

    /// A string, also when it is written as a number: ids and epoch seconds are both in real feeds.
    pub fn string(&mut self, name: &str) -> Option<String> {
        let value = self.present(name)?;
        plain(value).or_else(|| self.refuse(name, "a string", value))
    }

    /// A visitor's text: a string, or an object of language tag to string.
    pub fn text(&mut self, name: &str) -> Option<Text> {
        let value = self.present(name)?;
        let Value::Object(languages) = value else {
            return plain(value).map(Text::Plain).or_else(|| {
                self.refuse(name, "a string, or an object of language to string", value)
            });
        };
        let mut texts = Vec::new();
        for (tag, text) in languages {
            match plain(text) {
                Some(text) => texts.push((tag.clone(), text)),
                None => {
                    let found = type_of(text);
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
            match plain(value) {
                Some(string) => strings.push(string),
                None => {
                    let found = type_of(value);
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
        let Value::Object(members) = value else {
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
            if let Value::Object(members) = value {
                entries.push(read(&mut Entry {
                    members,
                    path,
                    problems: self.problems,
                }));
            } else {
                let found = type_of(value);
                let kind = ProblemKind::WrongType {
                    expected: "an object",
                    found,
                };
                self.problems.push(Problem { path, kind });
            }
        }
        entries
    }

    fn array(&mut self, name: &str) -> &'a [Value] {
        match self.present(name) {
            Some(Value::Array(values)) => values,
            Some(value) => self.refuse(name, "a list", value).unwrap_or_default(),
            None => &[],
        }
    }

    fn present(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    fn refuse<T>(&mut self, name: &str, expected: &'static str, value: &Value) -> Option<T> {
        self.note(
            name,
            ProblemKind::WrongType {
                expected,
                found: type_of(value),
            },
        );
        None
    }
}

/// What kind of JSON a value is, in the words of error messages.
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn indexed(path: &str, index: usize) -> String {
    [path, "[", &index.to_string(), "]"].concat()
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
