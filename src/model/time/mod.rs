//! Instants, lengths of time, counters that know when they change, and the two clocks.

pub mod time_delta;
pub mod instant;
pub mod countdown;
pub mod local_clock;
pub mod server_clock;
