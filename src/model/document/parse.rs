//! From text to [`Json`] (RFC 8259).
//!
//! `serde_json` reads the same language, and the tests hold this to it. What it costs beyond that, every
//! visitor would have to load: numbers with fractions, errors with words, a visitor for each type.

use std::error::Error;
use std::fmt;

use crate::model::document::json::{Json, Members};
use crate::model::number::whole_number;

/// The largest number of nested lists and objects.
pub const MAX_NESTING: usize = 64;

/// The reason why a text is not JSON that can be read, the fault of its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text breaks the syntax of JSON.
    Syntax {
        /// The place of the fault in bytes, from 0.
        at: usize,
        /// The characters that are permitted there.
        expected: &'static str,
    },
    /// Lists and objects are nested deeper than [`MAX_NESTING`].
    TooNested,
}

impl Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { at, expected } => write!(f, "expected {expected} at byte {at}"),
            Self::TooNested => write!(f, "expected at most {MAX_NESTING} levels of nesting"),
        }
    }
}

/// Parses one value with only white space around it.
///
/// ```
/// use intermission::model::{document::json::Json, document::parse::{Refusal, parse}};
/// assert_eq!(parse(" 7 "), Ok(Json::Count(7)));
/// assert_eq!(parse("[7 8]"), Err(Refusal::Syntax { at: 3, expected: "`,` or `]`" }));
/// ```
///
/// # Errors
/// See [`Refusal`].
pub fn parse(text: &str) -> Result<Json, Refusal> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.space();
    if parser.peek().is_some() {
        return parser.refuse("the end of the text");
    }
    Ok(value)
}

struct Parser<'a> {
    text: &'a str,
    /// Returns the next byte, always at the beginning of a character.
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes `byte` if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn refuse<T>(&self, expected: &'static str) -> Result<T, Refusal> {
        let at = self.at;
        Err(Refusal::Syntax { at, expected })
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, Refusal> {
        self.space();
        match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_NESTING => Err(Refusal::TooNested),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => self.refuse("a value"),
        }
    }

    fn word(&mut self) -> Result<Json, Refusal> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in [
            ("null", Json::Null),
            ("true", Json::Flag(true)),
            ("false", Json::Flag(false)),
        ] {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        self.refuse("a value")
    }

    fn list(&mut self, depth: usize) -> Result<Json, Refusal> {
        let mut values = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b']') {
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            if self.take(b']') {
                return Ok(Json::List(values));
            }
            if !self.take(b',') {
                return self.refuse("`,` or `]`");
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Refusal> {
        let mut members = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b'}') {
            return Ok(Json::Object(Members(members)));
        }
        loop {
            members.push(self.member(depth)?);
            self.space();
            if self.take(b'}') {
                return Ok(Json::Object(Members(members)));
            }
            if !self.take(b',') {
                return self.refuse("`,` or `}`");
            }
        }
    }

    fn member(&mut self, depth: usize) -> Result<(String, Json), Refusal> {
        self.space();
        if self.peek() != Some(b'"') {
            return self.refuse("a name in quotation marks");
        }
        let name = self.string()?;
        self.space();
        if !self.take(b':') {
            return self.refuse("`:`");
        }
        Ok((name, self.value(depth)?))
    }

    fn number(&mut self) -> Result<Json, Refusal> {
        let start = self.at;
        let is_negative = self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        let end = self.at;
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'-') {
                self.take(b'+');
            }
            self.digits()?;
        }
        let is_whole = self.at == end && !is_negative;
        let digits = self.text.get(start..end).filter(|_| is_whole);
        let count = digits.and_then(whole_number);
        Ok(count.map_or(Json::Number, Json::Count))
    }

    /// Skips digits, of which there must be at least one.
    fn digits(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            return self.refuse("a digit");
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Refusal> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(is_plain) {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            if self.take(b'"') {
                return Ok(string);
            }
            if !self.take(b'\\') {
                return self.refuse("the rest of a string");
            }
            string.push(self.escape()?);
        }
    }

    /// Reads the rest of an escape, after its backslash.
    fn escape(&mut self) -> Result<char, Refusal> {
        let character = match self.peek() {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return self.refuse("an escape, such as `\\n`"),
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads `u00e9`, or two of them for a character beyond the first 65,536 (RFC 8259, 7).
    ///
    /// Half of such a pair stands for no character, and generators that cut texts by their length write it. It
    /// becomes U+FFFD, as in browsers' decoders, so that it costs its text and not the whole document.
    fn code_point(&mut self) -> Result<char, Refusal> {
        let code = self.code_unit()?;
        let after = self.at;
        if (0xD800..0xDC00).contains(&code) && self.take(b'\\') && self.peek() == Some(b'u') {
            let low = self.code_unit()?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        // The text after an unpaired surrogate is read separately.
        self.at = after;
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&mut self) -> Result<u32, Refusal> {
        if !self.take(b'u') {
            return self.refuse("`u` and four hexadecimal digits");
        }
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return self.refuse("four hexadecimal digits");
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

/// Returns whether a byte of a string needs no escape and does not end the string.
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}
