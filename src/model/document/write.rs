//! From [`Json`] and [`Document`] to text.

use crate::model::document::json::{Json, Members};
use crate::model::document::reader::FromEntry as _;
use crate::model::document::wire::Document;

/// Returns JSON as text; `indented` for people.
///
/// ```
/// use intermission::model::document::write::write;
/// use intermission::model::document::parse::parse;
/// let json = parse(r#"{"a": [1, "x\ny"], "b": {}}"#).unwrap();
/// assert_eq!(write(&json, false), r#"{"a":[1,"x\ny"],"b":{}}"#);
/// ```
pub fn write(json: &Json, indented: bool) -> String {
    let mut writer = Writer {
        text: String::new(),
        indented,
    };
    writer.value(json, 0);
    writer.text
}

impl Document {
    /// Returns the document as JSON text, with its members in the order of [`wire`](crate::model::document::wire);
    /// `indented` for people.
    ///
    /// ```
    /// use intermission::model::document::wire::Document;
    /// let document = Document { version: Some(1), ..Document::default() };
    /// assert_eq!(document.to_text(false), r#"{"version":1}"#);
    /// ```
    pub fn to_text(&self, indented: bool) -> String {
        write(&self.to_json(), indented)
    }
}

struct Writer {
    text: String,
    indented: bool,
}

impl Writer {
    fn value(&mut self, json: &Json, depth: usize) {
        match json {
            // Nothing that is written has fractions: they were not read.
            Json::Null | Json::Number => self.text.push_str("null"),
            Json::Flag(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Json::Count(count) => self.text.push_str(&count.to_string()),
            Json::Text(text) => self.string(text),
            Json::List(values) => self.list(values, depth),
            Json::Object(members) => self.object(members, depth),
        }
    }

    fn list(&mut self, values: &[Json], depth: usize) {
        self.text.push('[');
        for (index, value) in values.iter().enumerate() {
            self.separate(index, depth + 1);
            self.value(value, depth + 1);
        }
        self.end(values.is_empty(), depth, ']');
    }

    fn object(&mut self, members: &Members, depth: usize) {
        self.text.push('{');
        let mut is_empty = true;
        for (index, (name, value)) in members.iter().enumerate() {
            is_empty = false;
            self.separate(index, depth + 1);
            self.string(name);
            self.text.push_str(if self.indented { ": " } else { ":" });
            self.value(value, depth + 1);
        }
        self.end(is_empty, depth, '}');
    }

    fn separate(&mut self, index: usize, depth: usize) {
        if index > 0 {
            self.text.push(',');
        }
        self.line(depth);
    }

    fn end(&mut self, is_empty: bool, depth: usize, bracket: char) {
        if !is_empty {
            self.line(depth);
        }
        self.text.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        if self.indented {
            self.text.push('\n');
            self.text.push_str(&"  ".repeat(depth));
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                control if control < ' ' => self.control(control),
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }

    fn control(&mut self, control: char) {
        const DIGITS: &str = "0123456789abcdef";
        let code = control as usize;
        self.text.push_str("\\u00");
        for digit in [code / 16, code % 16] {
            self.text
                .push_str(DIGITS.get(digit..=digit).unwrap_or_default());
        }
    }
}
