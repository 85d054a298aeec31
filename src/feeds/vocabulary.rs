//! The words of other formats, and their equivalents in our vocabulary.

use crate::model::document::vocabulary::{
    ComponentStatus, IncidentStatus, Indicator, MaintenanceStatus,
};

/// The word for an unknown state, which is not a fault.
pub const UNKNOWN: &str = "unknown";

/// A format's words and our words for them, at the same indices.
///
/// Two lists rather than one of pairs: problems name the words that were expected.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// The words of the format.
    pub theirs: &'static [&'static str],
    /// The words of status documents.
    pub ours: &'static [&'static str],
}

impl Vocabulary {
    /// Returns our word for a word of the format; `None` if the format does not have it.
    ///
    /// ```
    /// use intermission::feeds::vigil::NODE;
    /// assert_eq!(NODE.ours("sick"), Some("degraded_performance"));
    /// assert_eq!(NODE.ours("Sick"), None, "case matters");
    /// ```
    pub fn ours(&self, word: &str) -> Option<&'static str> {
        let place = self.theirs.iter().position(|theirs| *theirs == word)?;
        self.ours.get(place).copied()
    }
}

/// Returns an unknown word in a form that is displayed but has no meaning.
///
/// An unknown word that is in our vocabulary is put in quotation marks: otherwise it could make a service operational.
///
/// ```
/// use intermission::feeds::vocabulary::foreign;
/// assert_eq!(foreign("wobbly"), "wobbly");
/// assert_eq!(foreign("operational"), "\u{201c}operational\u{201d}");
/// ```
pub fn foreign(word: &str) -> String {
    let is_ours = [
        ComponentStatus::WORDS,
        IncidentStatus::WORDS,
        Indicator::WORDS,
        MaintenanceStatus::WORDS,
    ]
    .iter()
    .any(|words| words.contains(&word));
    if is_ours {
        ["\u{201c}", word, "\u{201d}"].concat()
    } else {
        word.to_owned()
    }
}
