//! All maintenances of the recent months as a calendar.

use super::Facts;
use crate::model::document::vocabulary::MaintenanceStatus;
use crate::model::history::files::{MonthFile, RecordEntry, parsed};
use crate::model::history::past_event::{PastEvent, Subject};
use crate::model::status::calendar::calendar as calendar_of;
use crate::model::status::maintenance::Maintenance;
use crate::model::status::snapshot::{Published, Snapshot};
use crate::model::time::instant::Instant;

/// The calendar while there is no maintenance. It is published all the same, for programs that have subscribed to it.
const EMPTY: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Intermission//EN\r\nEND:VCALENDAR\r\n";

/// Returns the calendar. Maintenances that are over stay in it; cancelled ones do not.
pub(super) fn calendar(events: &[(&MonthFile, PastEvent)], facts: &Facts) -> String {
    let mut maintenances = Vec::new();
    let mut last_change = None;
    for (file, event) in events {
        if let (Some(record), Subject::Maintenance(maintenance)) =
            (file.record(&event.id), &event.subject)
            && maintenance.status != MaintenanceStatus::Cancelled
        {
            maintenances.push(as_planned(maintenance, record));
            last_change = last_change.max(changed_at(event, record));
        }
    }
    // Its revision grows with each change, and stays as long as there is none.
    let last_change = last_change.unwrap_or_default();
    let snapshot = Snapshot {
        page: facts.page.clone(),
        published: Published::At(last_change),
        maintenances,
        ..Snapshot::default()
    };
    calendar_of(&snapshot, facts.host(), last_change).unwrap_or_else(|| EMPTY.to_owned())
}

/// Returns a maintenance as it was before it began: calendars of documents leave out those that are over. It has the id of
/// its document, by which the calendar of the present maintenances knows it, too.
fn as_planned(maintenance: &Maintenance, record: &RecordEntry) -> Maintenance {
    let own = record.maintenance.as_ref().and_then(|it| it.id.clone());
    Maintenance {
        key: own.unwrap_or_else(|| maintenance.key.clone()),
        status: MaintenanceStatus::Scheduled,
        ..maintenance.clone()
    }
}

/// Returns when the record last changed, as far as that was told.
fn changed_at(event: &PastEvent, record: &RecordEntry) -> Option<Instant> {
    let entry = record.maintenance.as_ref();
    let former = entry.iter().flat_map(|it| &it.former_ends);
    let moved = former.filter_map(|it| parsed(it.moved_at.as_ref())).max();
    let edited = entry.and_then(|it| parsed(it.updated_at.as_ref()));
    let said = event.updates().iter().filter_map(|it| it.at).max();
    let times = [event.first_named_at, moved, edited, said, event.ended_at];
    times.into_iter().flatten().max()
}
