//! What the page knows and decides, as pure functions of documents, instants and dice.
//!
//! Nothing in this folder touches a browser, a clock, a random source or a file, and nothing in it can
//! fail on any input: bad bytes become a [`error::DocumentError`], bad entries a [`error::Problem`].
//! The modules are listed in reading order.

pub mod instant;
pub mod time_delta;
pub mod error;
pub mod text;
pub mod url;
pub mod json;
pub mod parse;
pub mod write;
pub mod reader;
pub mod document;
pub mod recognise;
pub mod read;
pub mod words;
pub mod maintenance;
pub mod snapshot;
pub mod normalize;
pub mod countdown;
pub mod situation;
pub mod evidence;
pub mod overall_status;
pub mod edge;
pub mod freshness;
pub mod readout;
pub mod calendar;
pub mod changes;
pub mod browse;
pub mod local_clock;
pub mod server_clock;
pub mod truth;
mod spread;
pub mod poll;
pub mod return_to;
pub mod comeback;
pub mod shared;
pub mod config;
pub mod locale;
pub mod message;
pub mod state;
pub mod embed;
pub mod failures;
