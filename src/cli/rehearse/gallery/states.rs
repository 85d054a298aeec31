//! The states that the gallery shows: for each a document, the instant of display, and the response that brought it.

use crate::model::time::time_delta::TimeDelta;

use super::super::plan::{Minute, Plan};
use super::super::planned_document::{Schedule, document};
use super::past::Past;
use crate::model::time::instant::{Instant, write};

/// The start of the reference window in the gallery: 10:00 UTC on Monday, 23 November 2026.
const START: i64 = 1_795_428_000;

/// The source of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// The document of the reference plan at this second of the window.
    Plan(i64),
    /// A document of the gallery's own.
    Own(&'static str),
    /// No document.
    Nothing,
}

/// The response to a request for the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// The document.
    Document,
    /// An error with this status.
    Failure(u16),
    /// No response at all.
    Never,
}

/// A state of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct GalleryState {
    /// The name of the state, a part of its address.
    pub(super) name: &'static str,
    /// A description of the state.
    pub(super) caption: &'static str,
    source: Source,
    /// The second of the reference window that the clock stands at.
    now: i64,
    pub(super) reply: Reply,
    /// The age in seconds of the document that an earlier visit kept, if any.
    kept: Option<i64>,
    /// The visitor's language.
    pub(super) lang: &'static str,
    /// The HTTP status of the page itself.
    pub(super) delivered: u16,
    /// The history, of a state of the history page.
    pub(super) past: Option<Past>,
}

/// The state from which the others differ: the reference window while it runs.
const RUNNING: GalleryState = GalleryState {
    name: "running",
    caption: "The reference window, 27 minutes after its start",
    source: Source::Plan(27 * 60),
    now: 27 * 60 + 8,
    reply: Reply::Document,
    kept: None,
    lang: "en",
    delivered: 200,
    past: None,
};

/// Returns a document of the gallery's own, shown at `now`.
const fn own(name: &'static str, caption: &'static str, text: &'static str) -> GalleryState {
    let source = Source::Own(text);
    GalleryState {
        name,
        caption,
        source,
        ..RUNNING
    }
}

/// Returns the document of the plan at a second of the window, eight seconds later.
const fn planned(name: &'static str, caption: &'static str, second: i64) -> GalleryState {
    let source = Source::Plan(second);
    GalleryState {
        name,
        caption,
        source,
        now: second + 8,
        ..RUNNING
    }
}

/// Returns the history page with a history, in the reference window.
const fn history(name: &'static str, caption: &'static str, past: Past) -> GalleryState {
    GalleryState {
        name,
        caption,
        source: Source::Nothing,
        past: Some(past),
        ..RUNNING
    }
}

macro_rules! document {
    ($name:literal) => {
        include_str!(concat!("../../../../gallery/documents/", $name))
    };
}

/// All states: first those of a window in their order, then failures, then content that is hard to lay out, then those of
/// the history page.
pub(super) const ALL: &[GalleryState] = &[
    GalleryState {
        reply: Reply::Never,
        source: Source::Nothing,
        ..planned("loading", "Nothing has come yet", 27 * 60)
    },
    planned("ahead", "Planned: it begins in ten minutes", -10 * 60),
    GalleryState {
        now: 3 * 60,
        ..planned("due", "It should have begun, and nobody says so", -60)
    },
    own(
        "early",
        "It began before its window",
        document!("early.json"),
    ),
    RUNNING,
    GalleryState {
        delivered: 503,
        ..planned("returning", "Behind an error page: the way back", 70 * 60)
    },
    own(
        "overrunning",
        "Past its end: a phase failed, one was left out",
        document!("overrunning.json"),
    ),
    planned("verifying", "The work is done and being checked", 62 * 60),
    planned("over", "It is over", 75 * 60),
    own(
        "cancelled",
        "It will not happen",
        document!("cancelled.json"),
    ),
    own(
        "incident",
        "Two incidents, and maintenances beside them",
        document!("incident.json"),
    ),
    own(
        "affected",
        "Services are away, and nobody says why",
        document!("affected.json"),
    ),
    own(
        "unsure",
        "Nothing is wrong, some of it is unknown",
        document!("unsure.json"),
    ),
    own(
        "operational",
        "Everything works",
        document!("operational.json"),
    ),
    own(
        "silent",
        "The document says nothing",
        document!("silent.json"),
    ),
    GalleryState {
        kept: Some(240),
        reply: Reply::Failure(503),
        ..own(
            "unconfirmed",
            "All was well four minutes ago",
            document!("operational.json"),
        )
    },
    GalleryState {
        kept: Some(90),
        reply: Reply::Failure(502),
        ..planned("cached", "The last attempt brought nothing", 25 * 60)
    },
    GalleryState {
        kept: Some(5 * 3600),
        reply: Reply::Failure(500),
        now: 5 * 3600 + 25 * 60,
        ..planned("stale", "What is known is hours old", 25 * 60)
    },
    GalleryState {
        reply: Reply::Failure(404),
        source: Source::Nothing,
        ..planned("missing", "Nothing is known, and nothing comes", 27 * 60)
    },
    own(
        "long",
        "Long names, long words, long texts",
        document!("long.json"),
    ),
    own("many", "Many services, in groups", document!("many.json")),
    own("one", "One service", document!("one.json")),
    GalleryState {
        lang: "ar",
        ..own("rtl", "From right to left", document!("rtl.json"))
    },
    history("past", "Ninety days and their records", Past::Whole),
    GalleryState {
        lang: "ar",
        ..history("past-rtl", "Ninety days from right to left", Past::Whole)
    },
    history(
        "past-damaged",
        "A month is cut off, another does not come",
        Past::Damaged,
    ),
    history("unrecorded", "Nothing was recorded", Past::Nothing),
    history("past-missing", "The history does not come", Past::Failing),
];

impl GalleryState {
    /// Returns the state with this name.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|it| it.name == name)
    }

    /// Returns the instant of display.
    pub(super) fn at(&self) -> Instant {
        start() + TimeDelta::seconds(self.now)
    }

    /// Returns whether there is something that is published: a document or a history.
    pub(super) fn is_published(&self) -> bool {
        self.past
            .map_or(self.source != Source::Nothing, Past::is_published)
    }

    /// Returns the document, if there is one.
    pub(super) fn document(&self, plan: &Plan) -> Option<String> {
        match self.source {
            Source::Own(text) => Some(text.to_owned()),
            Source::Nothing => None,
            Source::Plan(second) => {
                let schedule = Schedule { start: start() };
                let minute = Minute::on_grid(TimeDelta::seconds(second), 1);
                Some(document(plan, minute, schedule).to_text(false))
            }
        }
    }

    /// Returns the document as an earlier visit stored it, see [`crate::model::state::kept::DOCUMENT`].
    pub(super) fn kept(&self, plan: &Plan) -> Option<String> {
        let seen = self.at() - TimeDelta::seconds(self.kept?);
        Some([write(seen), self.document(plan)?].join("\n"))
    }
}

fn start() -> Instant {
    Instant::from_timestamp(START).unwrap_or_default()
}
