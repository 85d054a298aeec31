//! Every sentence and word that visitors read, in one catalogue.
//!
//! Views and decisions name what is to be said; only this folder knows how. Sentences say what is
//! happening, what happens next and what to do, which is usually nothing.

mod amount;
mod failure;
mod label;
mod returning;
pub mod still;
mod updating;
mod visiting;

pub use amount::{ago, ahead, amount, eta, stopwatch, stopwatch_datetime};
pub use failure::{failed, failure, failure_consequence};
pub use label::Label;
pub use returning::{departure, outlook};
pub use updating::newer_version;
pub use visiting::{back_again, refused_file, shown_file, told_by};

use super::countdown::Amount;
use super::locale::Locale;
use super::maintenance::{Count, Timing};
use super::readout::Verdict;
use super::situation::Situation;
use super::snapshot::Tally;
use super::truth::{Basis, Next};
use super::words::{
    AccessMode, ComponentStatus, IncidentStatus, Indicator, MaintenanceStatus, PhaseStatus,
};

/// What the page is about, in one short sentence.
pub fn headline(
    situation: Situation,
    worst: Indicator,
    incident: Option<IncidentStatus>,
) -> &'static str {
    match situation {
        Situation::Silent => "No status is known",
        Situation::Incident => match incident {
            Some(IncidentStatus::Identified) => {
                "The cause of a problem is known and being dealt with"
            }
            Some(IncidentStatus::Monitoring) => "A problem is fixed and being watched",
            Some(
                IncidentStatus::Investigating
                | IncidentStatus::Resolved
                | IncidentStatus::Postmortem
                | IncidentStatus::Unknown,
            )
            | None => "A problem is being looked into",
        },
        Situation::Running => "Maintenance is under way",
        Situation::Early => "Maintenance has begun early",
        Situation::Overrunning => "Maintenance is taking longer than planned",
        Situation::Verifying => "The work is done and is being checked",
        Situation::VerifyingLate => "Final checks are taking longer than planned",
        Situation::Affected => match worst {
            Indicator::Critical => "Most services are not available",
            Indicator::None
            | Indicator::Maintenance
            | Indicator::Minor
            | Indicator::Major
            | Indicator::Unknown => "Some services are not available as usual",
        },
        Situation::Due => "Maintenance is due to begin",
        Situation::Ahead => "Maintenance is planned",
        Situation::Over => "Maintenance is over",
        Situation::Cancelled => "The planned maintenance is cancelled",
        Situation::Unsure => "No problem is known, but not every service is reported",
        Situation::Operational => "Everything is working",
        Situation::Unconfirmed => "Everything worked when last heard of",
        Situation::OutOfDate => "The status is not known right now",
    }
}

/// The state in a word or two, for the badge and the title.
pub fn badge(situation: Situation) -> &'static str {
    match situation {
        Situation::Silent | Situation::Unsure | Situation::OutOfDate => "Unknown",
        Situation::Unconfirmed => "Not confirmed",
        Situation::Incident => "Incident",
        Situation::Running | Situation::Early => "Maintenance",
        Situation::Overrunning => "Maintenance, overrunning",
        Situation::Verifying | Situation::VerifyingLate => "Maintenance, verifying",
        Situation::Affected => "Disruption",
        Situation::Due => "Maintenance due",
        Situation::Ahead => "Operational, maintenance planned",
        Situation::Over => "Operational, maintenance over",
        Situation::Cancelled => "Operational, maintenance cancelled",
        Situation::Operational => "Operational",
    }
}

/// `HTTP 503 · Maintenance`: the state, behind the error status the page itself was delivered with.
pub fn badge_with_status(delivered: Option<u16>, badge: &str) -> String {
    match delivered {
        Some(status @ 400..) => ["HTTP ", &status.to_string(), " \u{b7} ", badge].concat(),
        Some(_) | None => badge.to_owned(),
    }
}

/// What stands before the one instant under the headline.
pub fn when_lead(situation: Situation, ended: bool) -> &'static str {
    match situation {
        Situation::Overrunning | Situation::VerifyingLate => "Was expected to end at",
        Situation::Due => "Was to begin at",
        Situation::Ahead | Situation::Early => "Planned to begin at",
        Situation::Over if ended => "Ended at",
        Situation::Cancelled => "Was planned for",
        Situation::Incident => "Began at",
        Situation::Silent
        | Situation::Running
        | Situation::Verifying
        | Situation::Affected
        | Situation::Over
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed
        | Situation::OutOfDate => "Expected to end at",
    }
}

/// What the situation means, where the document's own summary does not say it.
pub fn meaning(situation: Situation) -> &'static str {
    match situation {
        Situation::Silent => {
            "The publisher's document says nothing about the services. This page keeps asking."
        }
        Situation::Incident => "The people in charge know and are working on it.",
        Situation::Running | Situation::Early => {
            "The work is planned. This page follows it by itself; there is nothing to do."
        }
        Situation::Overrunning => {
            "No new end has been announced yet. The work goes on, and this page follows it by itself."
        }
        Situation::Verifying | Situation::VerifyingLate => {
            "Services come back one after another once the checks have passed."
        }
        Situation::Affected => "Nobody has said why yet. This page keeps asking.",
        Situation::Due => "Nobody has confirmed yet that the work has begun.",
        Situation::Ahead => "Everything works until then.",
        Situation::Over => "Everything works again.",
        Situation::Cancelled => "Nothing will be interrupted.",
        Situation::Unsure => "What is reported works.",
        Situation::Operational => "No maintenance is planned and no problem is known.",
        Situation::Unconfirmed => {
            "This page could not ask again just now. It keeps trying by itself."
        }
        Situation::OutOfDate => {
            "What stands here is the last that was known, and too old to rely on. This page keeps asking."
        }
    }
}

/// How a maintenance compares with the clock.
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::StartsIn(left) => ["starts in ", &amount(left)].concat(),
        Verdict::DueFor(past) => ["due for ", &amount(past)].concat(),
        Verdict::Early => "began early".to_owned(),
        Verdict::OnSchedule => "on schedule".to_owned(),
        Verdict::Behind => "behind schedule".to_owned(),
        Verdict::OverBy(Amount::Minutes(0)) => "at its planned end".to_owned(),
        Verdict::OverBy(past) => [amount(past).as_str(), " over"].concat(),
        Verdict::Finished => "finished".to_owned(),
        Verdict::Cancelled => "cancelled".to_owned(),
    }
}

/// `extended by 20 min`
pub fn extended(by: chrono::TimeDelta) -> String {
    let lead = if by < chrono::TimeDelta::zero() {
        "shortened by "
    } else {
        "extended by "
    };
    [lead, &amount(Amount::of(by.abs()))].concat()
}

/// `of 12 total · 8 healthy`, after the count of affected services.
pub fn tally(tally: Tally, locale: &dyn Locale) -> String {
    let mut text = [
        "of ",
        &locale.number(tally.total()),
        " total \u{b7} ",
        &locale.number(tally.healthy),
        " healthy",
    ]
    .concat();
    if tally.unknown > 0 {
        text.push_str(" \u{b7} ");
        text.push_str(&locale.number(tally.unknown));
        text.push_str(" unknown");
    }
    text
}

/// `5 of 12 services`
pub fn shown_of(shown: usize, total: usize, locale: &dyn Locale) -> String {
    let noun = if total == 1 { " service" } else { " services" };
    [&locale.number(shown), " of ", &locale.number(total), noun].concat()
}

/// What is said aloud when the headline, the phase or the number of affected services changes.
pub fn announcement(headline: &str, phase: Option<&str>, tally: Tally) -> String {
    let mut text = [headline, "."].concat();
    if let Some(phase) = phase {
        text.push_str(" Now: ");
        text.push_str(phase);
        text.push('.');
    }
    if tally.total() > 0 {
        let (affected, total) = (tally.affected.to_string(), tally.total().to_string());
        text.push_str(&[" ", &affected, " of ", &total, " services affected."].concat());
    }
    text
}

/// The title of the window: the state first, so that a narrow tab shows it.
pub fn title(badge: &str, page: Option<&str>) -> String {
    match page {
        Some(page) => [badge, " \u{b7} ", page].concat(),
        None => [badge, " \u{b7} Service status"].concat(),
    }
}

/// The state of a service.
pub fn component_status(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "Operational",
        ComponentStatus::Queued => "Queued",
        ComponentStatus::UnderMaintenance => "Under maintenance",
        ComponentStatus::ReadOnly => "Read-only",
        ComponentStatus::DegradedPerformance => "Degraded",
        ComponentStatus::Restarting => "Restarting",
        ComponentStatus::PartialOutage => "Partly out",
        ComponentStatus::MajorOutage => "Outage",
        ComponentStatus::Offline => "Offline",
        ComponentStatus::Unknown => "Unknown",
    }
}

/// The state of a phase.
pub fn phase_status(status: PhaseStatus) -> &'static str {
    match status {
        PhaseStatus::Pending => "Pending",
        PhaseStatus::Active => "Active",
        PhaseStatus::Done => "Done",
        PhaseStatus::Skipped => "Skipped",
        PhaseStatus::Failed => "Failed",
        PhaseStatus::Unknown => "Unknown",
    }
}

/// `3 of 7 schema changes`
pub fn count(count: &Count) -> String {
    let mut text = [&count.done.to_string(), " of ", &count.total.to_string()].concat();
    if let Some(unit) = &count.unit {
        text.push(' ');
        text.push_str(unit);
    }
    text
}

/// What visitors can do with their data.
pub fn access(mode: AccessMode) -> &'static str {
    match mode {
        AccessMode::Full => "Full",
        AccessMode::ReadOnly => "Read-only",
        AccessMode::None => "None",
        AccessMode::Unknown => "Unknown",
    }
}

/// The state of an incident or maintenance, from the publisher's word in one of its updates.
pub fn update_status(word: &str) -> String {
    let known = match (IncidentStatus::parse(word), MaintenanceStatus::parse(word)) {
        (Some(status), _) => incident_status(status),
        (None, Some(status)) => maintenance_status(status),
        (None, None) => return word.to_owned(),
    };
    known.to_owned()
}

/// The state of an incident.
pub fn incident_status(status: IncidentStatus) -> &'static str {
    match status {
        IncidentStatus::Investigating => "Investigating",
        IncidentStatus::Identified => "Identified",
        IncidentStatus::Monitoring => "Monitoring",
        IncidentStatus::Resolved => "Resolved",
        IncidentStatus::Postmortem => "Explained",
        IncidentStatus::Unknown => "Unknown",
    }
}

/// What the publisher says of a maintenance.
pub fn maintenance_status(status: MaintenanceStatus) -> &'static str {
    match status {
        MaintenanceStatus::Scheduled => "Scheduled",
        MaintenanceStatus::InProgress => "In progress",
        MaintenanceStatus::Verifying => "Verifying",
        MaintenanceStatus::Completed => "Completed",
        MaintenanceStatus::Cancelled => "Cancelled",
        MaintenanceStatus::Unknown => "Unknown",
    }
}

/// What the clock adds to it, where it adds anything.
pub fn timing(timing: Timing) -> Option<&'static str> {
    match timing {
        Timing::Due => Some("due"),
        Timing::Early => Some("early"),
        Timing::Overrunning => Some("overrunning"),
        Timing::Ahead | Timing::Within | Timing::Settled => None,
    }
}

/// What the age of the data is counted from.
pub fn age_lead(basis: Basis) -> &'static str {
    match basis {
        Basis::Published => "Published",
        Basis::Edited => "Page last edited",
        Basis::Fetched => "Received (its publisher gives no time)",
    }
}

/// What happens next by itself.
pub fn next_check(next: Next) -> String {
    match next {
        Next::Checking => "Checking now\u{2026}".to_owned(),
        Next::In(Amount::Seconds(0)) => "Next check now".to_owned(),
        Next::In(left) => ["Next check in ", &amount(left)].concat(),
        Next::Paused => "Updating is paused".to_owned(),
    }
}

/// `43 %`
pub fn percent(share: super::maintenance::Permille) -> String {
    [&(share / 10).to_string(), "\u{a0}%"].concat()
}

/// `expected 10 min`
pub fn expected(length: Amount) -> String {
    ["expected ", &amount(length)].concat()
}

/// `Operator's time (Europe/Berlin)`
pub fn operator_zone(zone: &str) -> String {
    [Label::OperatorZone.text(), " (", zone, ")"].concat()
}
