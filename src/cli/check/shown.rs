//! The numbers of services, incidents and other entries that visitors see of a document.

use std::fmt;

use serde_json::json;

use crate::model::document::vocabulary::Indicator;
use crate::model::status::snapshot::{Snapshot, Tally};

/// The numbers of entries that visitors see of a document.
pub(super) struct Shown {
    tally: Tally,
    maintenances: usize,
    phases: usize,
    open_incidents: usize,
    worst: Indicator,
}

impl Shown {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let open = snapshot.incidents.iter().filter(|it| it.is_open());
        Self {
            tally: snapshot.tally(),
            maintenances: snapshot.maintenances.len(),
            phases: snapshot.maintenances.iter().map(|it| it.phases.len()).sum(),
            open_incidents: open.count(),
            worst: snapshot.worst(),
        }
    }

    pub(super) fn to_json(&self) -> serde_json::Value {
        json!({
            "services": self.tally.total(),
            "affected": self.tally.affected,
            "healthy": self.tally.healthy,
            "unknown": self.tally.unknown,
            "maintenances": self.maintenances,
            "phases": self.phases,
            "open_incidents": self.open_incidents,
            "worst": if self.worst == Indicator::Unknown { "unknown" } else { self.worst.as_str() },
        })
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (services, tally) = (counted(self.tally.total(), "service"), self.tally);
        write!(
            f,
            "{services}, {} affected, {} healthy",
            tally.affected, tally.healthy
        )?;
        if tally.unknown > 0 {
            write!(f, ", {} unknown", tally.unknown)?;
        }
        write!(f, "; {}", counted(self.maintenances, "maintenance"))?;
        if self.phases > 0 {
            write!(f, " with {}", counted(self.phases, "phase"))?;
        }
        write!(f, "; {}", counted(self.open_incidents, "open incident"))
    }
}

/// Returns a number with its noun, such as `1 phase` or `7 phases`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
