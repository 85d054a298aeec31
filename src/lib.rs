//! Intermission, the page that people see while a service is down.
//!
//! One package is compiled to three programs for the browser (page, widget, readers of other services' feeds) and to
//! the native command. All of them share [`model`], which is pure: the clock and random numbers are its inputs, and
//! what must be done is its output.
//!
//! # Data flow
//!
//! 1. `browser` fetches the bytes of a status document.
//! 2. [`model::document`] parses them to wire types, or says why they cannot be used.
//! 3. [`model::status::normalize`] turns the document into a [`Snapshot`](model::status::snapshot::Snapshot). Each fault
//!    costs its own entry and is recorded.
//! 4. [`State::apply`](model::state::State::apply) takes events and returns effects. It is the one place that decides.
//! 5. [`model::status`] computes the verdict and everything that depends on the clock, for one instant.
//! 6. `app`, the driver, runs the effects, feeds results back as events, and sets the signals that changed.
//! 7. [`view`] reads the signals and builds the DOM, or markup in the native command.
//!
//! [`feeds`] turns a feed of another service into a status document before step 2. [`cli`] has the native command.
//!
//! ```
//! use intermission::model::document::vocabulary::Indicator;
//! use intermission::model::document::wire::Document;
//! use intermission::model::i18n::message::language::Language;
//! use intermission::model::status::normalize::normalize;
//!
//! let json = br#"{"components": [{"name": "API", "status": "major_outage"}, {"name": "Web", "status": "operational"}]}"#;
//! let (document, _) = Document::read(json)?;
//! let (snapshot, problems) = normalize(&document, Language::default(), &[]);
//! assert!(problems.is_empty());
//! assert_eq!(snapshot.worst(), Indicator::Major);
//! # Ok::<(), intermission::model::document::error::DocumentError>(())
//! ```
//!
//! ARCHITECTURE.md lists the invariants, and where to change what.

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
