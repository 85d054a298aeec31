//! Warnings about likely mistakes in a valid document. They do not change what visitors see.
//!
//! `members` checks names of members, `plans` compares maintenances with the clock and the services, `promises` compares
//! promised updates with the clock, and `ends` compares the ends that a maintenance had with each other.

mod ends;
mod members;
mod plans;
mod promises;

use crate::cli::feed::Feed;
use crate::cli::zone;
use crate::feeds::format::Format;
use crate::feeds::node::root_path;
use crate::model::time::instant::{self, Instant};

pub(super) use members::nearest;

pub use crate::model::policy::freshness::CLOCK_TOLERANCE;

/// A likely mistake and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The path of the member, such as `page.time_zone`; in a second document it begins with `2:`.
    pub path: String,
    /// The kind of mistake.
    pub kind: WarningKind,
    /// The message, which states what was expected and what was found.
    pub message: String,
}

/// The kinds of mistakes that warnings are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningKind {
    /// A member whose name is similar to one of the format.
    MisspeltMember,
    /// A member that occurs twice in one object.
    DuplicateMember,
    /// A time zone that no browser knows.
    UnknownTimeZone,
    /// A time of publishing in the future.
    PublishedInFuture,
    /// A window that is over although its maintenance is not.
    WindowOver,
    /// A window that has begun although its maintenance has not.
    WindowBegun,
    /// A maintenance that runs while everything works.
    NothingAffected,
    /// A service that does not work although the maintenance is completed.
    AwayAfterCompletion,
    /// Phases that take longer than the window.
    PhasesLongerThanWindow,
    /// Several phases that are active at once.
    SeveralActivePhases,
    /// Durations in minutes instead of seconds.
    MinutesForSeconds,
    /// An update that was promised for a time that has passed.
    UpdateOverdue,
    /// An update that is promised for a time after the end of what it is about.
    UpdatePromisedAfterEnd,
    /// Former ends of a maintenance that contradict each other, or the ends beside them.
    ContradictoryEnds,
}

impl WarningKind {
    /// Returns the name of the kind for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MisspeltMember => "misspelt_member",
            Self::DuplicateMember => "duplicate_member",
            Self::UnknownTimeZone => "unknown_time_zone",
            Self::PublishedInFuture => "published_in_future",
            Self::WindowOver => "window_over",
            Self::WindowBegun => "window_begun",
            Self::NothingAffected => "nothing_affected",
            Self::AwayAfterCompletion => "away_after_completion",
            Self::PhasesLongerThanWindow => "phases_longer_than_window",
            Self::SeveralActivePhases => "several_active_phases",
            Self::MinutesForSeconds => "minutes_for_seconds",
            Self::UpdateOverdue => "update_overdue",
            Self::UpdatePromisedAfterEnd => "update_promised_after_end",
            Self::ContradictoryEnds => "contradictory_ends",
        }
    }
}

/// Returns the warnings of a status document, in no particular order. Feeds of other formats have none, because their
/// readers cannot repair them. Without `now`, nothing is compared with the clock.
pub(super) fn warnings(feed: &Feed, now: Option<Instant>) -> Vec<Warning> {
    if feed.format != Format::Statuspage {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    for (index, _, json) in &feed.sources {
        members::look(json, &root_path(*index), &mut warnings);
    }
    warnings.extend(time_zone(feed));
    warnings.extend(now.and_then(|now| publishing(feed, now)));
    plans::look(&feed.document, now, &mut warnings);
    promises::look(&feed.document, now, &mut warnings);
    ends::look(&feed.document, &mut warnings);
    warnings
}

fn time_zone(feed: &Feed) -> Option<Warning> {
    let page = feed.document.page.as_ref()?;
    let name = page
        .time_zone
        .as_deref()
        .filter(|it| !it.trim().is_empty())?;
    if zone::find(name).is_some() {
        return None;
    }
    let guess = zone::nearest(name).map(|zone| format!("; did you mean `{zone}`?"));
    Some(Warning {
        path: crate::model::document::error::join(&page.path, "time_zone"),
        kind: WarningKind::UnknownTimeZone,
        message: format!(
            "expected an IANA time zone such as `Europe/Berlin`, found `{name}`{}",
            guess.unwrap_or_default()
        ),
    })
}

/// Returns a warning if the document is dated in the future; such a time does not hold later documents back, neither
/// here nor in browsers.
fn publishing(feed: &Feed, now: Instant) -> Option<Warning> {
    let page = feed.document.page.as_ref();
    let edited = || Some(("page.updated_at", page?.updated_at.as_deref()?));
    let published = feed.document.published_at.as_deref();
    let (path, text) = published.map(|it| ("published_at", it)).or_else(edited)?;
    let at = at(Some(text)).filter(|at| *at - now > CLOCK_TOLERANCE)?;
    Some(Warning {
        path: path.to_owned(),
        kind: WarningKind::PublishedInFuture,
        message: format!(
            "expected a time that has come, found `{}`",
            instant::write(at)
        ),
    })
}

/// Returns the instant of a member, if it has one that can be read.
fn at(text: Option<&str>) -> Option<Instant> {
    text?.parse().ok()
}
