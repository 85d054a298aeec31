//! The instants at which something is expected to change.

use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::{Instant, SHORTEST};

/// The first instant after `now` at which the clock alone changes what a maintenance says of the whole: its start,
/// its end, and when it counts as forgotten by its publisher.
pub fn next_window_transition(snapshot: &Snapshot, now: Instant) -> Option<Instant> {
    let windows = snapshot.maintenances.iter().filter(|it| it.is_open());
    let just_after = |at: Instant| at.checked_add_signed(SHORTEST);
    windows
        .flat_map(|it| window_transitions(it).chain(it.unclosed_at().and_then(just_after)))
        .filter(|at| now < *at)
        .min()
}

/// The first instant after `now` at which the document says that a maintenance starts or ends, or that a
/// component is back.
pub fn next_transition(snapshot: &Snapshot, now: Instant) -> Option<Instant> {
    let etas = snapshot
        .components
        .iter()
        .filter_map(|component| component.eta);
    let windows = snapshot.maintenances.iter().filter(|it| it.is_open());
    windows
        .flat_map(window_transitions)
        .chain(etas)
        .filter(|at| now < *at)
        .min()
}

fn window_transitions(maintenance: &Maintenance) -> impl Iterator<Item = Instant> {
    let window = maintenance.window;
    let start = window.map(Window::start);
    let end = window.and_then(Window::end);
    start.into_iter().chain(end)
}
