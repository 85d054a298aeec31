//! Intermission, the page that people see while a service is down.
//!
//! One package is compiled to three programs for the browser (page, widget, readers of other services' feeds) and to
//! the native command. All of them share [`model`], which is pure: the clock and random numbers are its inputs, and
//! what must be done is its output.
//!
//! # Data flow
//!
//! Each step takes the type of the one before it.
//!
//! **Bytes.** The page's `browser` module fetches a status document, with a timeout and a size limit. The end of the
//! request, good or bad, is an [`Answer`](model::policy::answer::Answer). A feed of another service first becomes a
//! status document: [`feeds::answer`] recognises its format and converts it.
//!
//! **JSON.** [`parse_bytes`](model::document::read::parse_bytes) turns the bytes into [`Json`](model::document::json),
//! or says in a [`DocumentError`](model::document::error::DocumentError) why they cannot be used. What is on screen then
//! stays there.
//!
//! **Document.** [`Document::read`](model::document::wire::Document::read) goes one step further and fills the
//! [wire types](model::document::wire), which have the publisher's members and words.
//!
//! **Snapshot.** [`normalize`](model::status::normalize::normalize()) gives words, times and URLs their types, and
//! returns a [`Snapshot`](model::status::snapshot::Snapshot). It never fails: a fault costs its own entry or member and
//! is returned as a [`Problem`](model::document::error::Problem).
//!
//! **Decision.** [`State::apply`](model::state::State::apply) takes an [`Event`](model::state::Event) with the clock and
//! a random number, and returns [`Effect`](model::state::Effect)s and the time to wake up. It is the only place that
//! decides. The rules that it follows are in [`model::policy`]: when to [poll](model::policy::poll), how
//! [fresh](model::policy::freshness) the data is, when visitors [return](model::policy::return_flow).
//!
//! **Derived values.** [`derived`](model::status::derived::derived()) computes everything that depends on the clock for
//! one instant: the [`Situation`](model::status::situation::Situation) that leads the headline, counters, and the first
//! instant at which any of them changes. One timer sleeps until then.
//!
//! **Sentences.** [`model::i18n::message`] has one function for each text that visitors read, in the
//! [`Language`](model::i18n::message::language::Language) that it is given.
//!
//! **View.** The driver, `app`, runs the effects, hands their results back as events, and sets the signals of the
//! [`ViewContext`](view::context::ViewContext) whose part of the state differs. The functions of [`view`] read them and
//! build the DOM; in the command, which [`cli`] contains, they write markup.
//!
//! # Example
//!
//! From the text of a document to the headline that a visitor reads:
//!
//! ```
//! use intermission::model::document::error::DocumentError;
//! use intermission::model::document::wire::Document;
//! use intermission::model::i18n::message::{headline, language::Language};
//! use intermission::model::policy::freshness::freshness;
//! use intermission::model::status::{derived::derived, normalize::normalize};
//! use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
//!
//! let json = br#"{
//!     "components": [
//!         {"name": "API", "status": "major_outage", "eta": "soon"},
//!         {"name": "Web", "status": "operational"}
//!     ]
//! }"#;
//! let (document, _) = Document::read(json)?;
//!
//! let english = Language::default();
//! let (snapshot, problems) = normalize(&document, english, &[]);
//! assert_eq!(problems[0].path, "components[0].eta", "`soon` costs the ETA, and nothing else");
//!
//! let seen_at: Instant = "2026-11-23T12:00:00Z".parse().unwrap();
//! let headline_at = |now| {
//!     let freshness = freshness(seen_at, snapshot.refresh_secs, true, now).shows;
//!     let situation = derived(&snapshot, now).overview.situation.seen(freshness);
//!     headline(english, situation, &snapshot)
//! };
//! assert_eq!(headline_at(seen_at), "Some services are limited or unavailable");
//!
//! let ten_minutes_later = seen_at + TimeDelta::minutes(10);
//! assert_eq!(headline_at(ten_minutes_later), "The current status is unknown");
//! # Ok::<(), DocumentError>(())
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
pub mod bars;
#[cfg(target_arch = "wasm32")]
pub mod history;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod widget;
