//! Whole journeys in a real browser against `intermission rehearse`, as a visitor meets the built page.
//!
//! `make test-e2e` builds the page and names the browser, its driver, the page and axe-core in the
//! environment; whatever is missing is a failure.

#![cfg(test)]

mod browsing;
mod failing;
mod harness;
mod keyboard;
mod living;
mod reading;
mod returning;
mod strict;
