//! States in a word or two.

use super::language::Language;
use super::phrase::Phrase;
use crate::model::document::vocabulary::{
    AccessMode, ComponentStatus, IncidentStatus, MaintenanceStatus, PhaseStatus,
};
use crate::model::status::maintenance::Maintenance;
use crate::model::status::snapshot::Incident;

/// Returns the state of a service.
pub fn component_status(language: Language, status: ComponentStatus) -> &'static str {
    let phrase = match status {
        ComponentStatus::Operational => Phrase::StatusOperational,
        ComponentStatus::Queued => Phrase::StatusQueued,
        ComponentStatus::UnderMaintenance => Phrase::StatusUnderMaintenance,
        ComponentStatus::ReadOnly => Phrase::StatusReadOnly,
        ComponentStatus::DegradedPerformance => Phrase::StatusDegraded,
        ComponentStatus::Restarting => Phrase::StatusRestarting,
        ComponentStatus::PartialOutage => Phrase::StatusPartlyOut,
        ComponentStatus::MajorOutage => Phrase::StatusOutage,
        ComponentStatus::Offline => Phrase::StatusOffline,
        ComponentStatus::Unknown => Phrase::StatusUnknown,
    };
    phrase.text(language)
}

/// Returns the state of a phase.
pub fn phase_status(language: Language, status: PhaseStatus) -> &'static str {
    let phrase = match status {
        PhaseStatus::Pending => Phrase::PhasePending,
        PhaseStatus::Active => Phrase::PhaseActive,
        PhaseStatus::Done => Phrase::PhaseDone,
        PhaseStatus::Skipped => Phrase::PhaseSkipped,
        PhaseStatus::Failed => Phrase::PhaseFailed,
        PhaseStatus::Unknown => Phrase::PhaseUnknown,
    };
    phrase.text(language)
}

/// Returns what visitors can do with their data.
pub fn access(language: Language, mode: AccessMode) -> &'static str {
    let phrase = match mode {
        AccessMode::Full => Phrase::AccessFull,
        AccessMode::ReadOnly => Phrase::AccessReadOnly,
        AccessMode::None => Phrase::AccessNone,
        AccessMode::Unknown => Phrase::AccessUnknown,
    };
    phrase.text(language)
}

/// Returns the state of an incident or maintenance for the publisher's word in one of its updates; an unknown word
/// stays as it is.
pub fn update_status(language: Language, word: &str) -> String {
    let known = match (IncidentStatus::parse(word), MaintenanceStatus::parse(word)) {
        (Some(status), _) => incident_status(language, status),
        (None, Some(status)) => maintenance_status(language, status),
        (None, None) => return word.to_owned(),
    };
    known.to_owned()
}

/// Returns the state of an incident.
pub fn incident_status(language: Language, status: IncidentStatus) -> &'static str {
    let phrase = match status {
        IncidentStatus::Investigating => Phrase::IncidentInvestigating,
        IncidentStatus::Identified => Phrase::IncidentIdentified,
        IncidentStatus::Monitoring => Phrase::IncidentMonitoring,
        IncidentStatus::Resolved => Phrase::IncidentResolved,
        IncidentStatus::Postmortem => Phrase::IncidentPostmortem,
        IncidentStatus::Unknown => Phrase::IncidentUnknown,
    };
    phrase.text(language)
}

/// Returns the state of a maintenance according to its publisher.
pub fn maintenance_status(language: Language, status: MaintenanceStatus) -> &'static str {
    let phrase = match status {
        MaintenanceStatus::Scheduled => Phrase::MaintenanceScheduled,
        MaintenanceStatus::InProgress => Phrase::MaintenanceInProgress,
        MaintenanceStatus::Verifying => Phrase::MaintenanceVerifying,
        MaintenanceStatus::Completed => Phrase::MaintenanceCompleted,
        MaintenanceStatus::Cancelled => Phrase::MaintenanceCancelled,
        MaintenanceStatus::Unknown => Phrase::MaintenanceUnknown,
    };
    phrase.text(language)
}

/// Returns the state of a maintenance, in the publisher's own word where that is not in our vocabulary. `is_unclosed`
/// adds that the publisher seems to have forgotten to close it.
pub fn maintenance_words(
    language: Language,
    maintenance: &Maintenance,
    is_unclosed: bool,
) -> String {
    let word = maintenance.word.as_deref();
    let word = word.unwrap_or(maintenance_status(language, maintenance.status));
    if is_unclosed {
        let unclosed = Phrase::MaintenanceUnclosed.text(language);
        super::joined(language, &[word, unclosed])
    } else {
        word.to_owned()
    }
}

/// Returns the state of an incident, in the publisher's own word where that is not in our vocabulary.
pub fn incident_words(language: Language, incident: &Incident) -> &str {
    let word = incident.word.as_deref();
    word.unwrap_or(incident_status(language, incident.status))
}

/// Returns the state of a service or group, in the publisher's own word where that is not in our vocabulary.
pub fn state_words(language: Language, status: ComponentStatus, word: Option<&str>) -> &str {
    word.unwrap_or(component_status(language, status))
}
