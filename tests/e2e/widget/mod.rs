//! The widget on other sites: each host is a site of its own, on a port and therefore an origin of its own.

mod appearance;
mod bars;
mod events;
mod feeds;
mod frames;
mod host;
mod hostile_hosts;
mod languages;
mod libraries;
mod lifecycle;
mod loading_and_size;
mod moved_to_frame;
mod package;
mod programs;
mod registration;
mod roles;
mod service;
mod unreachable;

pub(crate) use feeds::fixture;
