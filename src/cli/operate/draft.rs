//! A status document that is changed as a text: what a person wrote in it, its order, its unknown members and its
//! spacing, stays as it is wherever nothing is said anew.

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstArray, CstInputValue, CstNode, CstObject, CstObjectProp, CstRootNode};

use crate::model::document::error::DocumentError;
use crate::model::document::wire::Document;
use crate::model::time::instant::Reading::At;
use crate::model::time::instant::{self, Instant};

/// A value that is written into a document.
pub type Value = CstInputValue;

/// Returns a string.
pub fn text(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

/// Returns a whole number.
pub fn number(number: u64) -> Value {
    Value::Number(number.to_string())
}

/// Returns an instant as documents write it.
pub fn at(at: Instant) -> Value {
    Value::String(instant::write(at))
}

/// Returns an object of the members that have a value.
pub fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let there = members.into_iter();
    let there = there.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect())
}

/// A document that is being changed.
#[derive(Debug)]
pub struct Draft {
    /// The byte order mark, if the text begins with one.
    mark: &'static str,
    tree: CstRootNode,
    root: Entry,
}

/// An object in a document.
#[derive(Clone, Debug)]
pub struct Entry(CstObject);

impl Draft {
    /// Opens a document. It is refused for the same reasons as by every reader of this program.
    ///
    /// # Errors
    /// The text is no JSON, is too large or too deep, or is no object.
    pub fn open(document: &str) -> Result<Self, DocumentError> {
        Document::read(document.as_bytes())?;
        let (mark, document) = match document.strip_prefix('\u{feff}') {
            Some(rest) => ("\u{feff}", rest),
            None => ("", document),
        };
        let tree = CstRootNode::parse(document, &ParseOptions::default());
        let tree = tree.map_err(|error| DocumentError::Json {
            line: error.line_display(),
            column: error.column_display(),
            expected: "JSON",
            found: error.kind().to_string(),
        })?;
        let root = tree.object_value_or_set();
        Ok(Self {
            mark,
            root: Entry(root),
            tree,
        })
    }

    /// Returns the text of the document.
    pub fn text(&self) -> String {
        format!("{}{}", self.mark, self.tree)
    }

    /// Returns the object that the document is.
    pub fn root(&self) -> &Entry {
        &self.root
    }
}

impl Entry {
    /// Returns a member; the last one where a name stands twice, because that is the one which is read.
    fn member(&self, name: &str) -> Option<CstObjectProp> {
        let members = self.0.properties().into_iter().rev();
        let mut found = members.filter(|it| it.decoded_name().as_deref() == Some(name));
        found.next()
    }

    fn value(&self, name: &str) -> Option<CstNode> {
        self.member(name)?.value()
    }

    /// Returns a string member.
    pub fn word(&self, name: &str) -> Option<String> {
        string(&self.value(name)?)
    }

    /// Returns a member that is an instant.
    pub fn instant(&self, name: &str) -> Option<Instant> {
        let At(at) = instant::read(&self.word(name)?) else {
            return None;
        };
        Some(at)
    }

    /// Returns a member that is a whole number, also one in quotation marks.
    pub fn count(&self, name: &str) -> Option<u64> {
        let value = self.value(name)?;
        let digits = value.as_number_lit().map(|it| it.to_string());
        digits.or_else(|| string(&value))?.parse().ok()
    }

    /// Returns whether a member is `true`.
    pub fn is_true(&self, name: &str) -> bool {
        let flag = self.value(name).and_then(|it| it.as_boolean_lit());
        flag.is_some_and(|it| it.value())
    }

    /// Returns a text in all the languages that it is written in.
    pub fn words(&self, name: &str) -> Vec<String> {
        let Some(value) = self.value(name) else {
            return Vec::new();
        };
        if let Some(languages) = value.as_object() {
            let texts = languages.properties().into_iter();
            return texts.filter_map(|it| string(&it.value()?)).collect();
        }
        string(&value).into_iter().collect()
    }

    /// Returns whether there is a member with a value other than `null`.
    pub fn has(&self, name: &str) -> bool {
        self.value(name)
            .is_some_and(|it| it.as_null_keyword().is_none())
    }

    /// Gives a member a value, and leaves one that has it as it is written.
    pub fn set(&self, name: &str, value: Value) {
        match self.member(name) {
            Some(member) => {
                let is_same =
                    matches!(&value, Value::String(text) if self.word(name).as_ref() == Some(text));
                if !is_same {
                    member.set_value(value);
                }
            }
            None => drop(self.0.append(name, value)),
        }
    }

    /// Removes a member, however often it stands there, and returns whether there was one.
    pub fn remove(&self, name: &str) -> bool {
        let mut was_there = false;
        while let Some(member) = self.member(name) {
            member.remove();
            was_there = true;
        }
        was_there
    }

    /// Returns a member that is an object, which is made if there is none.
    #[must_use]
    pub fn object(&self, name: &str) -> Self {
        if let Some(object) = self.value(name).and_then(|it| it.as_object()) {
            return Self(object);
        }
        self.remove(name);
        Self(self.0.object_value_or_set(name))
    }

    /// Returns a member that is an object, if there is one.
    pub fn object_if_any(&self, name: &str) -> Option<Self> {
        self.value(name)?.as_object().map(Self)
    }

    /// Returns the objects in a list.
    pub fn entries(&self, name: &str) -> Vec<Self> {
        let list = self.value(name).and_then(|it| it.as_array());
        let elements = list.into_iter().flat_map(|it| it.elements());
        elements.filter_map(|it| it.as_object().map(Self)).collect()
    }

    /// Adds an object to a list, which is made if there is none: at its beginning, or at its end.
    pub fn add(&self, name: &str, value: Value, is_first: bool) {
        let list = self.list(name);
        if is_first {
            list.insert(0, value);
        } else {
            list.append(value);
        }
    }

    fn list(&self, name: &str) -> CstArray {
        if let Some(list) = self.value(name).and_then(|it| it.as_array()) {
            return list;
        }
        self.remove(name);
        self.0.array_value_or_set(name)
    }
}

fn string(value: &CstNode) -> Option<String> {
    value.as_string_lit()?.decoded_value().ok()
}
