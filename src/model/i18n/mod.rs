//! Languages: the phrases, the formats of a locale, and the sentences that visitors read.

pub mod locale;
pub mod message;
