//! What is said where no clock runs: on what is rendered once, and read whenever somebody comes.
//!
//! None of these sentences grows wrong by itself, and none promises that a page follows by itself.

use super::phrase::Phrase;
use crate::model::status::derived::Verdict;
use crate::model::status::situation::Situation;

/// See [`super::meaning`].
pub fn meaning(situation: Situation) -> &'static str {
    let phrase = match situation {
        Situation::Silent | Situation::Planned | Situation::CalledOff => Phrase::StillMeaningSilent,
        Situation::Running | Situation::Early => Phrase::StillMeaningRunning,
        Situation::Overrunning => Phrase::StillMeaningOverrunning,
        Situation::Affected => Phrase::StillMeaningAffected,
        Situation::Unconfirmed => Phrase::StillMeaningUnconfirmed,
        Situation::OutOfDate => Phrase::StillMeaningOutOfDate,
        Situation::Incident
        | Situation::Verifying
        | Situation::VerifyingLate
        | Situation::Due
        | Situation::Ahead
        | Situation::Over
        | Situation::Cancelled
        | Situation::Reported
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::Operational => return super::meaning(situation),
    };
    phrase.text()
}

/// How a maintenance compared with the clock, without the minutes that would not stay true.
pub fn verdict(verdict: Verdict) -> &'static str {
    let phrase = match verdict {
        Verdict::StartsIn(_) => Phrase::StillVerdictNotBegun,
        Verdict::DueFor(_) => Phrase::StillVerdictDue,
        Verdict::Early => Phrase::VerdictEarly,
        Verdict::OnSchedule => Phrase::VerdictOnSchedule,
        Verdict::Behind => Phrase::VerdictBehind,
        Verdict::OverBy(_) => Phrase::StillVerdictOver,
        Verdict::Finished => Phrase::VerdictFinished,
        Verdict::Cancelled => Phrase::VerdictCancelled,
    };
    phrase.text()
}
