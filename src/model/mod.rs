//! The pure model: what a status document says, and what the page decides about it.
//!
//! Everything here is a pure function of documents, instants and random numbers. Nothing names a browser, reads a
//! clock or a file, or panics: unusable bytes become a [`document::error::DocumentError`], and an unusable entry a
//! [`document::error::Problem`]. The rooms are listed in the order in which data flows through them.

pub mod number;
pub mod index;
pub mod time;
pub mod document;
pub mod policy;
pub mod status;
pub mod i18n;
pub mod history;
pub mod state;
pub mod widget;
