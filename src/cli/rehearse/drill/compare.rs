//! Compares what visitors read in a document with the truth.

use super::truth::{Fact, Stage, Subject, Truth};
use crate::model::document::vocabulary::{ComponentStatus, MaintenanceStatus, PhaseStatus};
use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The result of comparing a fact in the document with the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Visitors read the truth.
    True,
    /// Visitors read something better than the truth.
    Better,
    /// Visitors read something worse than the truth.
    Worse,
    /// The document says nothing that can be read, or that the fact is unknown.
    Unknown,
}

/// Compares what a document says about a subject of `truth` with the fact at `now`.
pub fn compare(snapshot: &Snapshot, truth: &Truth, subject: usize, now: Instant) -> Comparison {
    let (Some((named, _)), Some(fact)) = (truth.subjects.get(subject), truth.at(subject, now))
    else {
        return Comparison::Unknown;
    };
    match said(snapshot, truth, named) {
        Some(said) => of_facts(said, fact),
        None => Comparison::Unknown,
    }
}

/// Returns the maintenance of the drill in a document: that of its name and announced start, else of its key, else the
/// first of its name. `None` if the document has none of these. The key alone would not do, because the key of an entry
/// without an id changes when an entry of the same name is removed.
pub fn maintenance<'a>(snapshot: &'a Snapshot, truth: &Truth) -> Option<&'a Maintenance> {
    let all = || snapshot.maintenances.iter();
    let is_named = |it: &&Maintenance| it.name == truth.maintenance;
    let starts = |it: &&Maintenance| it.window.map(Window::start) == Some(truth.start);
    let of_key = || all().find(|it| truth.key.as_ref() == Some(&it.key));
    let announced = all().find(|it| is_named(it) && starts(it));
    announced.or_else(of_key).or_else(|| all().find(is_named))
}

/// Returns the fact about a subject as the document has it; `None` if the document does not say it, or says that it is
/// unknown.
fn said(snapshot: &Snapshot, truth: &Truth, subject: &Subject) -> Option<Fact> {
    if let Subject::Service(name) = subject {
        let component = snapshot.components.iter().find(|it| it.name == *name)?;
        let is_known = component.status != ComponentStatus::Unknown;
        return is_known.then_some(Fact::State(component.status));
    }
    let maintenance = maintenance(snapshot, truth)?;
    let stage = stage(maintenance)?;
    match subject {
        Subject::Service(_) => None,
        Subject::Maintenance => Some(Fact::Stage(stage)),
        Subject::Phases => progress(maintenance, stage).map(Fact::Progress),
        // Once the work is said to be over, nobody waits for its end.
        Subject::End if stage == Stage::Over => Some(Fact::End(None)),
        Subject::End => Some(Fact::End(Some(maintenance.window.and_then(Window::end)?))),
    }
}

/// Returns the stage that the document says. A cancelled maintenance counts as over.
fn stage(maintenance: &Maintenance) -> Option<Stage> {
    match maintenance.status {
        MaintenanceStatus::Scheduled => Some(Stage::Ahead),
        MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => Some(Stage::UnderWay),
        MaintenanceStatus::Completed | MaintenanceStatus::Cancelled => Some(Stage::Over),
        MaintenanceStatus::Unknown => None,
    }
}

/// Returns the progress of the phases as in [`Fact::Progress`]. A skipped phase counts as done, one that has failed does
/// not.
fn progress(maintenance: &Maintenance, stage: Stage) -> Option<usize> {
    let phases = &maintenance.phases;
    if phases.is_empty() {
        return None;
    }
    if stage == Stage::Over {
        return Some(2 * phases.len());
    }
    let (mut done, mut active) = (0, 0);
    for phase in phases {
        match phase.status {
            PhaseStatus::Done | PhaseStatus::Skipped => done += 1,
            PhaseStatus::Active => active = 1,
            PhaseStatus::Pending | PhaseStatus::Failed => {}
            PhaseStatus::Unknown => return None,
        }
    }
    Some(2 * done + active)
}

/// Compares two facts about one subject.
fn of_facts(said: Fact, fact: Fact) -> Comparison {
    match (said, fact) {
        (Fact::State(said), Fact::State(fact)) => by_severity(severity(said), severity(fact)),
        (Fact::Stage(said), Fact::Stage(fact)) => by_severity(Some(work(said)), Some(work(fact))),
        // More progress is better news, so that it compares the other way round.
        (Fact::Progress(said), Fact::Progress(fact)) => by_severity(Some(fact), Some(said)),
        // An end later than needed is no untruth; nor is any end once the work is over.
        (Fact::End(Some(said)), Fact::End(Some(fact))) if said < fact => Comparison::Better,
        (Fact::End(None), Fact::End(Some(_))) => Comparison::Better,
        (Fact::End(_), Fact::End(_)) => Comparison::True,
        (Fact::State(_) | Fact::Stage(_) | Fact::Progress(_) | Fact::End(_), _) => {
            Comparison::Unknown
        }
    }
}

/// Compares two severities, of which a greater one is worse.
fn by_severity<T: Ord>(said: Option<T>, fact: Option<T>) -> Comparison {
    let (Some(said), Some(fact)) = (said, fact) else {
        return Comparison::Unknown;
    };
    match said.cmp(&fact) {
        std::cmp::Ordering::Less => Comparison::Better,
        std::cmp::Ordering::Equal => Comparison::True,
        std::cmp::Ordering::Greater => Comparison::Worse,
    }
}

/// Returns the severity of a state, in the order of the vocabulary. States that mean equally much to visitors have one
/// severity: working with and without an interruption ahead, the two states of planned work, and the two of an outage.
fn severity(status: ComponentStatus) -> Option<u8> {
    match status {
        ComponentStatus::Operational | ComponentStatus::Queued => Some(0),
        ComponentStatus::UnderMaintenance | ComponentStatus::ReadOnly => Some(1),
        ComponentStatus::DegradedPerformance => Some(2),
        ComponentStatus::Restarting => Some(3),
        ComponentStatus::PartialOutage => Some(4),
        ComponentStatus::MajorOutage | ComponentStatus::Offline => Some(5),
        ComponentStatus::Unknown => None,
    }
}

/// Returns how much work a stage means: most while it is under way, and some while it is to come.
fn work(stage: Stage) -> u8 {
    match stage {
        Stage::Over => 0,
        Stage::Ahead => 1,
        Stage::UnderWay => 2,
    }
}
