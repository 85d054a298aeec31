//! What is fuzzed, as a crate with nothing else of the package in it: no views, no servers, and none of what those
//! are made of, which would take minutes to compile for every machine that fuzzes for one.

#[path = "../../src/feeds/mod.rs"]
pub mod feeds;
#[path = "../../src/model/mod.rs"]
pub mod model;
pub mod structure;
