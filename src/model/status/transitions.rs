//! The instants at which the status is expected to change.

use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::{Instant, SHORTEST};

/// Returns the first instant after `now` at which the clock alone can change the overall status: the start or end of an
/// open maintenance, or the instant from which it counts as forgotten by its publisher. `None` if there is none.
pub fn next_window_transition(snapshot: &Snapshot, now: Instant) -> Option<Instant> {
    let windows = snapshot.maintenances.iter().filter(|it| it.is_open());
    let just_after = |at: Instant| at.checked_add_signed(SHORTEST);
    windows
        .flat_map(|it| window_transitions(it).chain(it.unclosed_at().and_then(just_after)))
        .filter(|at| now < *at)
        .min()
}

/// Returns the first instant after `now` at which the document says that an open maintenance starts or ends, that a
/// component is back, or that its publisher says more. `None` if there is none.
///
/// ```
/// # use intermission::model::document::wire::Document;
/// # use intermission::model::i18n::message::language::Language;
/// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
/// # fn read(json: &str) -> Snapshot {
/// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
/// # }
/// use intermission::model::status::transitions::{next_transition, next_window_transition};
/// use intermission::model::time::instant::Instant;
/// let snapshot = read(r#"{
///     "components": [{"name": "API", "status": "major_outage", "eta": "2026-11-23T09:00:00Z"}],
///     "scheduled_maintenances": [{"name": "Move", "status": "scheduled", "scheduled_for": "2026-11-23T10:00:00Z"}]
/// }"#);
/// let at = |time| format!("2026-11-23T{time}:00Z").parse::<Instant>().unwrap();
/// assert_eq!(next_transition(&snapshot, at("08:00")), Some(at("09:00")));
/// assert_eq!(next_window_transition(&snapshot, at("08:00")), Some(at("10:00")), "an ETA is no part of a window");
/// assert_eq!(next_transition(&snapshot, at("10:00")), None, "a transition at `now` itself has happened");
/// ```
pub fn next_transition(snapshot: &Snapshot, now: Instant) -> Option<Instant> {
    let etas = snapshot
        .components
        .iter()
        .filter_map(|component| component.eta);
    let incidents = snapshot.incidents.iter().map(|it| it.next_update_at);
    let maintenances = snapshot.maintenances.iter().map(|it| it.next_update_at);
    let promises = incidents
        .chain(maintenances)
        .chain([snapshot.next_update_at]);
    let windows = snapshot.maintenances.iter().filter(|it| it.is_open());
    windows
        .flat_map(window_transitions)
        .chain(etas)
        .chain(promises.flatten())
        .filter(|at| now < *at)
        .min()
}

fn window_transitions(maintenance: &Maintenance) -> impl Iterator<Item = Instant> {
    let window = maintenance.window;
    let start = window.map(Window::start);
    let end = window.and_then(Window::end);
    start.into_iter().chain(end)
}
