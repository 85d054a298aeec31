//! Instants, lengths of time, counters, and the clocks of the visitor and the server.
//!
//! All of them count whole milliseconds. This room may use no other one.

pub mod time_delta;
pub mod instant;
pub mod countdown;
pub mod local_clock;
pub mod server_clock;
