//! Status documents as they are published: bytes, JSON, the wire types, and the vocabulary of states.
//!
//! [`parse`] reads JSON, [`recognise`] decides which kind of body it is, and [`wire`] holds the typed result with the
//! publisher's words unchanged. Faults are the types of [`error`].

pub mod error;
pub mod text;
pub mod url;
pub mod query;
pub mod json;
pub mod parse;
pub mod write;
pub mod reader;
pub mod vocabulary;
pub mod wire;
pub mod recognise;
pub mod read;
