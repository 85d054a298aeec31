//! What the page knows and decides, as pure functions of documents, instants and dice.
//!
//! fail on any input: bad bytes become a [`error::DocumentError`], bad entries a [`error::Problem`].
//! The modules are listed in reading order.

pub mod document;
pub mod error;
pub mod instant;
pub mod maintenance;
pub mod normalize;
pub mod read;
pub mod reader;
pub mod snapshot;
pub mod text;
pub mod url;
pub mod words;
