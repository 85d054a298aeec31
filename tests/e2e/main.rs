//! Whole journeys in three real browsers against `intermission rehearse`, as a visitor meets the built page.
//!
//! `make test-e2e` names the browsers, their drivers, the built page and axe-core in the environment; whatever
//! is missing is a failure. Where a browser cannot do something, the journey says what is expected of it there.

#![cfg(test)]

mod accessible;
mod adapted;
mod announced;
mod asking_for;
mod browsing;
mod by_keyboard;
mod carried;
mod deployment;
mod directions;
mod failing;
mod feeds;
mod gallery;
mod harness;
mod kept_whole;
mod keyboard;
mod languages;
mod living;
mod offline;
mod one_file;
mod posted;
mod reading;
mod rendered;
mod returning;
mod roles;
mod seen;
mod sharing;
mod slow;
mod strict;
mod widget;
