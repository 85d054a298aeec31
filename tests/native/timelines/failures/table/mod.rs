//! The table of failures: every way in which fetching a status document can go wrong, and what the page does then.
//!
//! `docs/failures.md` is written from this table, and the tests run each row through
//! [`State`](intermission::model::state::State).

mod misleading;
mod refused;
mod no_response;
mod unreadable;

use intermission::model::document::error::{DocumentError, FetchError};
use intermission::model::policy::answer::Answer;
use intermission::model::time::instant::{self, Instant, Reading};

/// The whole table.
pub(crate) const GROUPS: [Group; 4] = [
    no_response::GROUP,
    refused::GROUP,
    unreadable::GROUP,
    misleading::GROUP,
];

/// Where every row's document is asked for.
pub(crate) const URL: &str = "/status.json";
/// What every row's page shows, brought by its host at [`SHOWN_AT`]. All is well, because that is what a failure
/// must not leave as it is.
pub(crate) const SHOWN: &str = r#"{"refresh_secs": 30, "published_at": "2026-11-23T12:00:00Z",
  "components": [{"name": "Search", "status": "operational"}, {"name": "Mail", "status": "operational"}]}"#;
/// When that came.
pub(crate) const SHOWN_AT: &str = "2026-11-23T12:00:00Z";
/// When the answer of every row comes.
pub(crate) const ANSWERED_AT: &str = "2026-11-23T12:01:00Z";

/// Rows that have a reason in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// What they have in common.
    pub title: &'static str,
    /// The rows.
    pub ways: &'static [FailureCase],
}

/// One way in which it can go wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FailureCase {
    /// A word or two, of which no other row has the same.
    pub name: &'static str,
    /// What happens, in operators' words.
    pub happens: &'static str,
    /// How to see it for oneself.
    pub rehearsal: HowToRehearse,
    /// What the page gets then.
    pub answer: fn() -> Answer,
    /// What it does.
    pub reaction: Reaction,
}

/// How to see a failure before it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HowToRehearse {
    /// By `intermission rehearse --fault` with this.
    Fault(&'static str),
    /// By putting this in place of the rehearsal's document.
    Document(&'static str),
    /// By doing this.
    Hand(&'static str),
}

/// What a page does about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reaction {
    /// Leaves what is shown, as no longer current, and asks less and less often.
    BacksOff,
    /// Leaves what is shown, as no longer current, and leaves the host alone for so many seconds.
    Waits { secs: u32 },
    /// Takes it for word that nothing has changed.
    Confirms,
    /// The same, as of so many seconds ago.
    ConfirmsOld { secs: u32 },
    /// Leaves what is shown, and whatever was said of it.
    Ignores,
    /// Shows the document without the entry that is at fault.
    DoubtsEntry,
    /// Shows the document, and counts by a clock that is ahead by so many seconds.
    FollowsClock { secs: i64 },
}

impl Reaction {
    /// The reaction in words of the operators' documentation.
    pub(crate) fn text(self) -> String {
        match self {
            Self::BacksOff => {
                "keeps what is shown, as not confirmed; asks less and less often".to_owned()
            }
            Self::Waits { secs } => {
                format!(
                    "keeps what is shown, as not confirmed; asks again after {secs} s at the earliest"
                )
            }
            Self::Confirms => "treats it as confirmation that nothing has changed".to_owned(),
            Self::ConfirmsOld { secs } => {
                format!("treats it as confirmation, {secs} s old, that nothing had changed")
            }
            Self::Ignores => {
                "keeps what is shown, which is newer, with the same freshness as before".to_owned()
            }
            Self::DoubtsEntry => "shows that entry as a service of unknown state".to_owned(),
            Self::FollowsClock { secs } => {
                format!("shows the document; ages and countdowns are off by {secs} s")
            }
        }
    }

    /// Whether the page says that it got nothing.
    pub(crate) fn is_failure(self) -> bool {
        matches!(self, Self::BacksOff | Self::Waits { .. })
    }
}

/// All rows, whatever their group.
pub(crate) fn ways() -> impl Iterator<Item = &'static FailureCase> {
    GROUPS.iter().flat_map(|group| group.ways)
}

/// An answer that brings no document.
fn failed(error: FetchError) -> Answer {
    Answer::new(URL, Err(error))
}

/// A request that ends without an answer.
fn silence(reason: &str) -> Answer {
    failed(FetchError::Network {
        reason: reason.to_owned(),
    })
}

/// An answer that brings these bytes.
fn brought(body: impl Into<Vec<u8>>) -> Answer {
    Answer::new(URL, Ok(body.into()))
}

/// What the browser's side makes of a body without end.
fn endless(bytes: usize, limit: usize) -> Answer {
    failed(FetchError::Document(DocumentError::TooLarge {
        bytes,
        limit,
    }))
}

/// An instant of this table.
fn at(text: &str) -> Option<Instant> {
    match instant::read(text) {
        Reading::At(at) => Some(at),
        Reading::Absent | Reading::Unreadable => None,
    }
}
