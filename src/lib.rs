//! Intermission: the page people see while a service is away.

pub mod model;
