//! The element on other sites' pages: each host is a site of its own, on a port and so an origin of its own.

mod absent;
mod feeds;
mod frames;
mod host;
mod hostile;
mod languages;
mod libraries;
mod life;
mod looks;
mod moved;
mod names;
mod programs;
mod roles;
mod room;
mod telling;

pub(crate) use feeds::fixture;
