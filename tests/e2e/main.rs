//! Whole journeys in three real browsers against `intermission rehearse`, as a visitor meets the built page.
//!
//! `make test-e2e` names the browsers, their drivers, the built page and axe-core in the environment; whatever
//! is missing is a failure. Where a browser cannot do something, the journey says what is expected of it there.

#![cfg(test)]

mod accessible;
mod asking_for;
mod browsing;
mod carried;
mod deployment;
mod failing;
mod feeds;
mod harness;
mod keyboard;
mod living;
mod offline;
mod one_file;
mod reading;
mod rendered;
mod returning;
mod sharing;
mod strict;
mod widget;
