//! Tests of the configurations in `deploy/` on real servers, which are started on loopback.
//!
//! `make test-servers` passes the path of the built page in the environment. A test fails if its server is not installed.

#![cfg(test)]

mod agreement;
mod cached;
mod command;
mod edges;
mod feeds;
mod forms;
mod guide;
mod haproxy;
mod harness;
mod history;
mod outage;
mod published;
mod snippets;
mod table;
