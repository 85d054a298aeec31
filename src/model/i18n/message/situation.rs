//! Sentences and words for the situation.

use super::language::Language;
use super::phrase::Phrase;
use super::state::component_status;
use crate::model::document::vocabulary::{ComponentStatus, IncidentStatus, Indicator};
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;

/// Returns the headline: one short sentence that is true of everything in `snapshot`.
pub fn headline(language: Language, situation: Situation, snapshot: &Snapshot) -> &'static str {
    let phrase = match situation {
        Situation::Silent => Phrase::HeadlineSilent,
        Situation::Incident => match snapshot.incident_status() {
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
        Situation::Affected if snapshot.is_most_away() => Phrase::HeadlineAffectedMost,
        Situation::Affected => Phrase::HeadlineAffected,
        Situation::Reported => Phrase::HeadlineReported,
        Situation::Due => Phrase::HeadlineDue,
        Situation::Ahead | Situation::Planned => Phrase::HeadlineAhead,
        Situation::Over => Phrase::HeadlineOver,
        Situation::Cancelled | Situation::CalledOff => Phrase::HeadlineCancelled,
        Situation::Unclosed => Phrase::HeadlineUnclosed,
        Situation::Unsure => Phrase::HeadlineUnsure,
        Situation::Operational => Phrase::HeadlineOperational,
        Situation::Unconfirmed => Phrase::HeadlineUnconfirmed,
        Situation::OutOfDate => Phrase::HeadlineOutOfDate,
    };
    phrase.text(language)
}

/// Returns the state in a word or two, for the badge and the title.
pub fn badge(language: Language, situation: Situation) -> &'static str {
    let phrase = match situation {
        Situation::Silent
        | Situation::Planned
        | Situation::CalledOff
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::OutOfDate => Phrase::BadgeUnknown,
        Situation::Unconfirmed => Phrase::BadgeUnconfirmed,
        Situation::Incident => Phrase::BadgeIncident,
        Situation::Running | Situation::Early => Phrase::BadgeRunning,
        Situation::Overrunning => Phrase::BadgeOverrunning,
        Situation::Verifying | Situation::VerifyingLate => Phrase::BadgeVerifying,
        Situation::Affected | Situation::Reported => Phrase::BadgeAffected,
        Situation::Due => Phrase::BadgeDue,
        Situation::Ahead => Phrase::BadgeAhead,
        Situation::Over => Phrase::BadgeOver,
        Situation::Cancelled => Phrase::BadgeCancelled,
        Situation::Operational => Phrase::BadgeOperational,
    };
    phrase.text(language)
}

/// Returns the line under the headline, such as `Expected to end at 14:30`.
pub fn when(language: Language, situation: Situation, ended: bool, time: &str) -> String {
    let phrase = match situation {
        Situation::Overrunning | Situation::VerifyingLate => Phrase::WhenWasToEnd,
        Situation::Due => Phrase::WhenWasToBegin,
        Situation::Ahead | Situation::Planned => Phrase::WhenToBegin,
        Situation::Over if ended => Phrase::WhenEnded,
        Situation::Early | Situation::Cancelled | Situation::CalledOff => Phrase::WhenPlanned,
        Situation::Incident => Phrase::WhenBegan,
        Situation::Silent
        | Situation::Running
        | Situation::Verifying
        | Situation::Affected
        | Situation::Reported
        | Situation::Over
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed
        | Situation::OutOfDate => Phrase::WhenEnds,
    };
    phrase.fill(language, &[time])
}

/// Returns what the situation means for visitors, for documents without a summary of their own.
pub fn meaning(language: Language, situation: Situation) -> &'static str {
    let phrase = match situation {
        Situation::Silent | Situation::Planned | Situation::CalledOff => Phrase::MeaningSilent,
        Situation::Incident => Phrase::MeaningIncident,
        Situation::Running | Situation::Early => Phrase::MeaningRunning,
        Situation::Overrunning => Phrase::MeaningOverrunning,
        Situation::Verifying | Situation::VerifyingLate => Phrase::MeaningVerifying,
        Situation::Affected => Phrase::MeaningAffected,
        Situation::Reported => Phrase::MeaningReported,
        Situation::Due => Phrase::MeaningDue,
        Situation::Ahead => Phrase::MeaningAhead,
        Situation::Over => Phrase::MeaningOver,
        Situation::Cancelled => Phrase::MeaningCancelled,
        Situation::Unclosed => Phrase::MeaningUnclosed,
        Situation::Unsure => Phrase::MeaningUnsure,
        Situation::Operational => Phrase::MeaningOperational,
        Situation::Unconfirmed => Phrase::MeaningUnconfirmed,
        Situation::OutOfDate => Phrase::MeaningOutOfDate,
    };
    phrase.text(language)
}

/// Returns the publisher's roll-up, marked as such: in the publisher's words, else in ours for its indicator if the
/// roll-up is contradicted. `None` if there is none, or if it adds nothing to a headline that says that all is well.
pub fn publisher_summary(
    language: Language,
    situation: Situation,
    snapshot: &Snapshot,
) -> Option<String> {
    let words = snapshot.description.as_deref();
    let words = words.or(snapshot.indicator_word.as_deref());
    let contradicted = snapshot.is_rollup_contradicted();
    let words = words.or_else(|| indicator(language, snapshot.indicator).filter(|_| contradicted));
    let words = words.filter(|_| contradicted || !situation.is_well())?;
    Some(Phrase::PublisherSummary.fill(language, &[words]))
}

/// Returns a roll-up in the words for the state of one service; `None` if it is unknown.
fn indicator(language: Language, indicator: Indicator) -> Option<&'static str> {
    let status = match indicator {
        Indicator::None => ComponentStatus::Operational,
        Indicator::Maintenance => ComponentStatus::UnderMaintenance,
        Indicator::Minor => ComponentStatus::DegradedPerformance,
        Indicator::Major => ComponentStatus::PartialOutage,
        Indicator::Critical => ComponentStatus::MajorOutage,
        Indicator::Unknown => return None,
    };
    Some(component_status(language, status))
}
