//! Decisions about time: when to poll, how long data counts as fresh, and how visitors return to the site.
//!
//! Each file has one rule as values and pure functions of the clock and a random number. This room may use
//! [`time`](crate::model::time) and [`document`](crate::model::document).

pub mod jitter;
pub mod answer;
pub mod config;
pub mod freshness;
pub mod peer_message;
pub mod poll;
pub mod retry_after;
pub mod resume;
pub mod return_flow;
pub mod return_target;
