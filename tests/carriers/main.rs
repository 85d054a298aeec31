//! The configurations in `deploy/` on the servers they are for, started on loopback: what clients get of each.
//!
//! `make test-carriers` names the built page in the environment. A server that is not installed is a failure:
//! a contract that nobody checked must not look kept.

#![cfg(test)]

mod agreement;
mod cached;
mod edges;
mod feeds;
mod guide;
mod harness;
mod outage;
mod published;
mod snippets;
mod table;
