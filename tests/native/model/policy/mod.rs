//! Tests of `model::policy`.

mod polls;
mod returns;
