//! Instants, lengths of time, counters, and the clocks of the visitor and the server.

pub mod time_delta;
pub mod instant;
pub mod countdown;
pub mod local_clock;
pub mod server_clock;
