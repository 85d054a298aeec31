//! The words of other formats, and which of ours each stands for.

use crate::model::document::vocabulary::{
    ComponentStatus, IncidentStatus, Indicator, MaintenanceStatus,
};

/// The word for an unknown state, which is not a fault.
pub const UNKNOWN: &str = "unknown";

/// Words of a format beside ours, at the same places.
///
/// Two lists rather than one of pairs: problems name the words that were expected.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// As the format has them.
    pub theirs: &'static [&'static str],
    /// As a status document has them.
    pub ours: &'static [&'static str],
}

impl Vocabulary {
    /// Our word for theirs; nothing for a word that the format does not have.
    pub fn ours(&self, word: &str) -> Option<&'static str> {
        let place = self.theirs.iter().position(|theirs| *theirs == word)?;
        self.ours.get(place).copied()
    }
}

/// A word that its format does not have, so that it is shown and means nothing.
///
/// One that happens to be a word of ours is put in quotation marks: read as ours, a word that nobody knows
/// could make a service operational.
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
