//! All maintenances of the recent months as a calendar.

use super::Facts;
use crate::model::history::files::{MonthFile, RecordEntry, parsed};
use crate::model::history::past_event::{PastEvent, Subject};
use crate::model::status::calendar::{Revised, calendar_of};
use crate::model::status::maintenance::Maintenance;
use crate::model::time::instant::Instant;

/// Returns the calendar; it may be without entries.
pub(super) fn calendar(events: &[(&MonthFile, PastEvent)], facts: &Facts) -> String {
    let revised = events.iter().filter_map(|(file, event)| {
        let mut records = file.records.iter();
        let record = records.find(|it| it.id.as_deref() == Some(&event.id))?;
        let Subject::Maintenance(maintenance) = &event.subject else {
            return None;
        };
        Some(Revised {
            maintenance: with_own_id(maintenance, record),
            at: last_change(event, record),
        })
    });
    let revised: Vec<Revised> = revised.collect();
    calendar_of(&revised, facts.page.name.as_deref(), facts.host())
}

/// Returns a maintenance with the id of the document, by which the calendar of the present maintenances knows it, too.
fn with_own_id(maintenance: &Maintenance, record: &RecordEntry) -> Maintenance {
    let own = record.maintenance.as_ref().and_then(|it| it.id.clone());
    let mut maintenance = maintenance.clone();
    if let Some(own) = own {
        maintenance.key = own;
    }
    maintenance
}

/// Returns when the record last changed, as far as that was told.
fn last_change(event: &PastEvent, record: &RecordEntry) -> Instant {
    let entry = record.maintenance.as_ref();
    let former = entry.iter().flat_map(|it| &it.former_ends);
    let moved = former.filter_map(|it| parsed(it.moved_at.as_ref())).max();
    let edited = entry.and_then(|it| parsed(it.updated_at.as_ref()));
    let said = event.updates().iter().filter_map(|it| it.at).max();
    let times = [event.first_named_at, moved, edited, said, event.ended_at];
    times.into_iter().flatten().max().unwrap_or_default()
}
