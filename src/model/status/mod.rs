//! The status itself: a document with its words, times and URLs turned into types, and all that follows from it.
//!
//! [`normalize`] makes a [`snapshot`] of a document, [`overall_status`] finds the worst of all its evidence, and
//! [`derived`] adds what depends on the clock. This room may use [`time`](crate::model::time),
//! [`document`](crate::model::document) and [`policy`](crate::model::policy), and for the texts of [`changes`] and of
//! entries without a name also [`i18n`](crate::model::i18n).

pub mod update;
pub mod maintenance;
pub mod snapshot;
pub mod normalize;
pub mod scale;
pub mod situation;
pub mod evidence;
pub mod overall_status;
pub mod narrow;
pub mod transitions;
pub mod next_update;
pub mod derived;
pub mod data_status;
pub mod calendar;
pub mod changes;
pub mod browse;
