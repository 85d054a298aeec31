//! Tests of `model::time`.

mod clocks;
mod countdowns;
mod instants;
