//! What is said where no clock runs: on what is rendered once, and read whenever somebody comes.
//!
//! None of these sentences grows wrong by itself, and none promises that a page follows by itself.

use crate::model::readout::Verdict;
use crate::model::situation::Situation;

/// Before the instant that everything is as of.
pub const AS_OF: &str = "As of";
/// Over the time at which the work began.
pub const BEGAN: &str = "Began";
/// Over the time at which it is planned to begin.
pub const BEGINS: &str = "Planned to begin";
/// Over the times at which services are expected back.
pub const BACK_AT: &str = "Back at";
/// How newer word is had.
pub const RELOAD: &str = "Load this page again for newer word.";
/// The same, where a script could follow and none runs.
pub const NO_SCRIPT: &str =
    "This page follows by itself where JavaScript runs. Here, load it again for newer word.";
/// Where the page's program cannot start: it needs WebAssembly.
pub const CANNOT_START: &str =
    "This browser cannot follow by itself. Load this page again for newer word.";

/// See [`super::meaning`].
pub fn meaning(situation: Situation) -> &'static str {
    match situation {
        Situation::Silent => "The publisher's document says nothing about the services.",
        Situation::Running | Situation::Early => "The work is planned. There is nothing to do.",
        Situation::Overrunning => "No new end has been announced yet. The work goes on.",
        Situation::Affected => "Nobody has said why yet.",
        Situation::Unconfirmed => {
            "So it was at the time that stands below, by its publisher's word."
        }
        Situation::OutOfDate => {
            "What stands here is the last that was known, and too old to rely on."
        }
        Situation::Incident
        | Situation::Verifying
        | Situation::VerifyingLate
        | Situation::Due
        | Situation::Ahead
        | Situation::Over
        | Situation::Cancelled
        | Situation::Unsure
        | Situation::Operational => super::meaning(situation),
    }
}

/// How a maintenance compared with the clock, without the minutes that would not stay true.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::StartsIn(_) => "not begun yet",
        Verdict::DueFor(_) => "due",
        Verdict::Early => "began early",
        Verdict::OnSchedule => "on schedule",
        Verdict::Behind => "behind schedule",
        Verdict::OverBy(_) => "past its planned end",
        Verdict::Finished => "finished",
        Verdict::Cancelled => "cancelled",
    }
}
