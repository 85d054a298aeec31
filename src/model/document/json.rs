//! JSON as far as feeds need it, without floating point numbers.
//!
//! No member that a status page shows is a fraction, and the code and tables for reading and writing
//! fractions exactly are larger than everything else that JSON needs. Whole numbers keep all 64 bits:
//! Statuspage publishes ids above 2^53.

use crate::model::document::text::Text;
use crate::model::number::whole_number;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Flag(bool),
    /// A whole number from 0.
    Count(u64),
    /// Any other number: negative, a fraction, or too large.
    Number,
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, with its members in the order of the text.
    Object(Members),
}

/// The members of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(pub(super) Vec<(String, Json)>);

impl Members {
    /// The value of a member; the last one where a name stands twice, as everywhere in the field.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0
            .iter()
            .rev()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value)
    }

    /// All members, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl FromIterator<(String, Json)> for Members {
    fn from_iter<T: IntoIterator<Item = (String, Json)>>(members: T) -> Self {
        Self(members.into_iter().collect())
    }
}

impl Json {
    /// Returns the type of this value, in the words of error messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Flag(_) => "a truth value",
            Self::Count(_) | Self::Number => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// A whole number from 0, also when it is written as a string of digits.
    ///
    /// ```
    /// use intermission::model::document::json::Json;
    /// assert_eq!(Json::Text("0042".to_owned()).count(), Some(42));
    /// assert_eq!(Json::Text("-1".to_owned()).count(), None);
    /// assert_eq!(Json::Number.count(), None);
    /// ```
    pub fn count(&self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(*count),
            Self::Text(digits) => whole_number(digits),
            Self::Null | Self::Flag(_) | Self::Number | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// A string, or a whole number as its digits: ids and epoch seconds are written both ways.
    pub fn plain(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Count(count) => Some(count.to_string()),
            Self::Null | Self::Flag(_) | Self::Number | Self::List(_) | Self::Object(_) => None,
        }
    }
}

impl Text {
    /// Returns the text as a document writes it: a string, or an object of language tag to string.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Plain(text) => Json::Text(text.clone()),
            Self::Languages(texts) => {
                let text = |(tag, text): &(String, String)| (tag.clone(), Json::Text(text.clone()));
                Json::Object(texts.iter().map(text).collect())
            }
        }
    }
}
