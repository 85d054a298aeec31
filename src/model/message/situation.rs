//! What the page is about, in words.

use super::phrase::Phrase;
use crate::model::situation::Situation;
use crate::model::words::{IncidentStatus, Indicator};

/// What the page is about, in one short sentence.
pub fn headline(
    situation: Situation,
    worst: Indicator,
    incident: Option<IncidentStatus>,
) -> &'static str {
    let phrase = match situation {
        Situation::Silent => Phrase::HeadlineSilent,
        Situation::Incident => match incident {
            Some(IncidentStatus::Identified) => Phrase::HeadlineIdentified,
            Some(IncidentStatus::Monitoring) => Phrase::HeadlineMonitoring,
            Some(
                IncidentStatus::Investigating
                | IncidentStatus::Resolved
                | IncidentStatus::Postmortem
                | IncidentStatus::Unknown,
            )
            | None => Phrase::HeadlineInvestigating,
        },
        Situation::Running => Phrase::HeadlineRunning,
        Situation::Early => Phrase::HeadlineEarly,
        Situation::Overrunning => Phrase::HeadlineOverrunning,
        Situation::Verifying => Phrase::HeadlineVerifying,
        Situation::VerifyingLate => Phrase::HeadlineVerifyingLate,
        Situation::Affected => match worst {
            Indicator::Critical => Phrase::HeadlineAffectedMost,
            Indicator::None
            | Indicator::Maintenance
            | Indicator::Minor
            | Indicator::Major
            | Indicator::Unknown => Phrase::HeadlineAffected,
        },
        Situation::Due => Phrase::HeadlineDue,
        Situation::Ahead => Phrase::HeadlineAhead,
        Situation::Over => Phrase::HeadlineOver,
        Situation::Cancelled => Phrase::HeadlineCancelled,
        Situation::Unsure => Phrase::HeadlineUnsure,
        Situation::Operational => Phrase::HeadlineOperational,
        Situation::Unconfirmed => Phrase::HeadlineUnconfirmed,
        Situation::OutOfDate => Phrase::HeadlineOutOfDate,
    };
    phrase.text()
}

/// The state in a word or two, for the badge and the title.
pub fn badge(situation: Situation) -> &'static str {
    let phrase = match situation {
        Situation::Silent | Situation::Unsure | Situation::OutOfDate => Phrase::BadgeUnknown,
        Situation::Unconfirmed => Phrase::BadgeUnconfirmed,
        Situation::Incident => Phrase::BadgeIncident,
        Situation::Running | Situation::Early => Phrase::BadgeRunning,
        Situation::Overrunning => Phrase::BadgeOverrunning,
        Situation::Verifying | Situation::VerifyingLate => Phrase::BadgeVerifying,
        Situation::Affected => Phrase::BadgeAffected,
        Situation::Due => Phrase::BadgeDue,
        Situation::Ahead => Phrase::BadgeAhead,
        Situation::Over => Phrase::BadgeOver,
        Situation::Cancelled => Phrase::BadgeCancelled,
        Situation::Operational => Phrase::BadgeOperational,
    };
    phrase.text()
}

/// What stands before the one instant under the headline.
pub fn when_lead(situation: Situation, ended: bool) -> &'static str {
    let phrase = match situation {
        Situation::Overrunning | Situation::VerifyingLate => Phrase::WhenWasToEnd,
        Situation::Due => Phrase::WhenWasToBegin,
        Situation::Ahead | Situation::Early => Phrase::WhenToBegin,
        Situation::Over if ended => Phrase::WhenEnded,
        Situation::Cancelled => Phrase::WhenPlanned,
        Situation::Incident => Phrase::WhenBegan,
        Situation::Silent
        | Situation::Running
        | Situation::Verifying
        | Situation::Affected
        | Situation::Over
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed
        | Situation::OutOfDate => Phrase::WhenEnds,
    };
    phrase.text()
}

/// What the situation means, where the document's own summary does not say it.
pub fn meaning(situation: Situation) -> &'static str {
    let phrase = match situation {
        Situation::Silent => Phrase::MeaningSilent,
        Situation::Incident => Phrase::MeaningIncident,
        Situation::Running | Situation::Early => Phrase::MeaningRunning,
        Situation::Overrunning => Phrase::MeaningOverrunning,
        Situation::Verifying | Situation::VerifyingLate => Phrase::MeaningVerifying,
        Situation::Affected => Phrase::MeaningAffected,
        Situation::Due => Phrase::MeaningDue,
        Situation::Ahead => Phrase::MeaningAhead,
        Situation::Over => Phrase::MeaningOver,
        Situation::Cancelled => Phrase::MeaningCancelled,
        Situation::Unsure => Phrase::MeaningUnsure,
        Situation::Operational => Phrase::MeaningOperational,
        Situation::Unconfirmed => Phrase::MeaningUnconfirmed,
        Situation::OutOfDate => Phrase::MeaningOutOfDate,
    };
    phrase.text()
}
