//! The past, as it was published: the state of each service over time, and all that was said of incidents and
//! maintenances.
//!
//! Publishing keeps one file for each [`month`] and an index over them. [`files`] has their types, [`observe`] adds
//! what one document says to them, and [`record`] unites what a document says of an incident or a maintenance with what
//! earlier ones have said. [`rewind`] corrects what a wrong clock has done, [`import`] adds what others have kept,
//! [`merge`] what earlier versions of a document say, [`measured`] what others have measured, [`prune`] removes old
//! months, and [`faults`] finds what somebody else has done to the files. [`days`] and [`service_days`] tell how services
//! fared, [`stated`] how they fared as others state, [`past_event`] what visitors read about incidents and maintenances,
//! and [`reader`] what the history page reads next, and [`feed_files`] names the feeds. The program that publishes reads and writes the files; everything here is a pure
//! function.
//!
//! The rule of all of it: time in which nothing was published is unknown, and nothing that was recorded is removed.

pub mod month;
pub mod files;
pub mod record;
pub mod observe;
mod states;
mod places;
pub mod rewind;
pub mod import;
pub mod merge;
pub mod measured;
pub mod stated;
pub mod prune;
pub mod faults;
pub mod days;
pub mod service_days;
pub mod past_event;
pub mod reader;
pub mod feed_files;
