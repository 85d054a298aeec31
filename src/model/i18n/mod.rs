//! Languages: the phrases, the formats of a locale, and the sentences that visitors read.
//!
//! The functions of [`message`] take values of [`status`](crate::model::status) and [`policy`](crate::model::policy) and
//! the [`Language`](message::language::Language) to write in. They decide nothing: each writes one case in words.

pub mod locale;
pub mod message;
