//! Reminders of maintenances that are past their end and still under way.

use chrono_tz::Tz;

use super::zone::{self, beside};
use crate::model::document::vocabulary::MaintenanceStatus;
use crate::model::document::wire::Document;
use crate::model::i18n::message::native;
use crate::model::status::maintenance::Window;
use crate::model::status::normalize::normalize;
use crate::model::time::instant::Instant;

/// Returns a reminder of each maintenance that is under way after its end. Times are also in `zone`, by default that of the
/// document.
///
/// ```
/// use intermission::cli::overdue::reminders;
/// use intermission::model::time::instant::Instant;
/// let document = br#"{"scheduled_maintenances": [{"name": "Upgrade", "status": "in_progress",
///     "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T11:00:00Z"}]}"#;
/// let eleven = Instant::from_timestamp(1_795_431_600).unwrap();
/// assert!(reminders(document, eleven, None)[0].starts_with("`Upgrade` was to end at 2026-11-23T11:00:00Z: "));
/// assert!(reminders(document, Instant::default(), None).is_empty());
/// ```
pub fn reminders(document: &[u8], now: Instant, zone: Option<Tz>) -> Vec<String> {
    let Ok((read, _)) = Document::read(document) else {
        return Vec::new();
    };
    let (snapshot, _) = normalize(&read, native::english(), &[]);
    let of_page = || zone::find(snapshot.page.time_zone.as_deref()?);
    let zone = zone.or_else(of_page);
    let late = snapshot.maintenances.iter().filter_map(|it| {
        let is_under_way = match it.status {
            MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => true,
            MaintenanceStatus::Scheduled
            | MaintenanceStatus::Completed
            | MaintenanceStatus::Cancelled
            | MaintenanceStatus::Unknown => false,
        };
        let end = it.window.and_then(Window::end)?;
        (is_under_way && end <= now).then(|| {
            format!(
                "`{}` was to end at {}: `intermission eta` moves the end, `intermission end` ends it",
                it.name,
                beside(end, zone)
            )
        })
    });
    late.collect()
}
