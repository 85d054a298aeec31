//! Tests of `model::document`.

mod errors;
mod lengths;
mod parsing;
mod recognition;
mod texts;
mod urls;
mod vocabulary;
