//! Tests of `model::status`.

mod calendars;
mod changes;
mod limits;
mod maintenances;
mod normalizing;
mod snapshots;
