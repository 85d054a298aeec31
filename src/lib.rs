//! Intermission: the page people see while a service is away.
//!
//! Data flows one way. Bytes come from `browser::fetch`, become a [`model::document::wire::Document`], then a
//! [`model::status::snapshot::Snapshot`]; [`model::state::State`] decides, as a pure function of an event and a
//! moment, and names its effects; `app` carries them out and feeds what happens back as events; [`view`]
//! reads signals and shows them. Natively the same model and views serve the command line in [`cli`].

pub mod model;
pub mod feeds;
pub mod view;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod widget;
