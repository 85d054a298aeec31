//! Tests of `model::status`.

mod calendars;
mod changes;
mod former_ends;
mod limits;
mod maintenances;
mod next_updates;
mod normalizing;
mod snapshots;
