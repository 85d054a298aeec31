//! What visitors read of a document at one instant, for programs that test documents.

use crate::model::i18n::message;
use crate::model::status::overall_status::situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// What visitors read first.
pub(super) struct Verdict {
    /// One `snake_case` word for programs; messages may be worded better one day.
    pub(super) situation: String,
    /// The state in a word or two.
    pub(super) badge: &'static str,
    /// What the page is about.
    pub(super) headline: &'static str,
    /// What that means: the publisher's own summary, else the page's words.
    pub(super) sentence: String,
}

impl Verdict {
    pub(super) fn of(snapshot: &Snapshot, now: Instant) -> Self {
        let situation = situation(snapshot, now);
        let headline = message::headline(situation, snapshot);
        let meaning = || message::meaning(situation).to_owned();
        Self {
            situation: situation.as_str().replace('-', "_"),
            badge: message::badge(situation),
            headline,
            sentence: snapshot.summary.clone().unwrap_or_else(meaning),
        }
    }
}
