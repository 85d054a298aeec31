//! Decisions about time: when to poll, how long data counts as fresh, and how visitors return to the site.

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
