//! The overall status that visitors read of a document at one instant, for programs that test documents.

use crate::model::i18n::message::{self, native};
use crate::model::status::overall_status::situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The headline and the texts beside it, which visitors read first.
pub(super) struct Verdict {
    /// The situation as a stable `snake_case` word for programs; the other texts may change.
    pub(super) situation: String,
    /// The overall status in a word or two.
    pub(super) badge: &'static str,
    /// The headline of the page.
    pub(super) headline: &'static str,
    /// The explanation of the headline: the publisher's own summary, else the page's text.
    pub(super) sentence: String,
}

impl Verdict {
    pub(super) fn of(snapshot: &Snapshot, now: Instant) -> Self {
        let language = native::english();
        let situation = situation(snapshot, now);
        let headline = message::headline(language, situation, snapshot);
        let meaning = || message::meaning(language, situation).to_owned();
        Self {
            situation: situation.as_str().replace('-', "_"),
            badge: message::badge(language, situation),
            headline,
            sentence: snapshot.summary.clone().unwrap_or_else(meaning),
        }
    }
}
