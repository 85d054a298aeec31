//! Sentences for output that is rendered once and may be read at any later time, where no clock runs.
//!
//! These sentences stay true as time passes, and none promises that the page updates itself.

use super::language::Language;
use super::phrase::Phrase;
use crate::model::status::derived::Verdict;
use crate::model::status::situation::Situation;

/// Returns what the situation means for visitors; see [`super::meaning`].
pub fn meaning(language: Language, situation: Situation) -> &'static str {
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
        | Situation::Operational => return super::meaning(language, situation),
    };
    phrase.text(language)
}

/// Returns how a maintenance compared with the clock, without minutes, which would not stay true.
pub fn verdict(language: Language, verdict: Verdict) -> &'static str {
    let phrase = match verdict {
        Verdict::StartsIn(_) => Phrase::StillVerdictNotBegun,
        Verdict::StartOverdueBy(_) => Phrase::StillVerdictDue,
        Verdict::Early => Phrase::VerdictEarly,
        Verdict::OnSchedule => Phrase::VerdictOnSchedule,
        Verdict::Behind => Phrase::VerdictBehind,
        Verdict::OverBy(_) => Phrase::StillVerdictOver,
        Verdict::Finished | Verdict::FinishedEarly(_) => Phrase::VerdictFinished,
        Verdict::Cancelled => Phrase::VerdictCancelled,
    };
    phrase.text(language)
}
