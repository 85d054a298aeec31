//! What the browser tells about the visitor and about how the page came, by way of `environment.js`.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::i18n::locale::Zone;
use crate::model::i18n::message::language::spoken;
use crate::model::number::whole_number;
use crate::model::policy::config::{Config, ConfigError};
use crate::model::policy::return_target::Place;
use crate::model::state::{Arrival, FeedRefusal, Guest, Inputs, Start, Theme, kept};
use crate::model::status::changes::{Compare, compare};
use crate::model::time::instant::{self, Instant};
use crate::model::time::local_clock::LocalClock;

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    /// `<meta name="intermission-…" content="…">`
    fn option(name: &str) -> Option<String>;

    /// What the browser knows by this name.
    fn known(name: &str) -> Option<String>;
}

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page was opened, by a clock that nobody can set.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn ticks() -> f64;
}

/// Whether the page is in view.
pub fn is_visible() -> bool {
    known("visibility").as_deref() == Some("visible")
}

/// Whether the browser knows that it has no network; that it has one proves nothing.
pub fn is_offline() -> bool {
    known("offline").is_some()
}

/// The visitor's clock and a throw of the dice.
pub fn inputs(clock: &Cell<LocalClock>) -> Inputs {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the page reads both"
    )]
    let (millis, jitter) = (js_sys::Date::now(), js_sys::Math::random());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both hold milliseconds below 2^53"
    )]
    let (millis, ticks) = (millis as i64, ticks() as i64);
    let wall = Instant::from_timestamp_millis(millis).unwrap_or_default();
    let mut forward = clock.get();
    let local = forward.read(wall, ticks);
    clock.set(forward);
    Inputs { local, jitter }
}

/// Everything a page knows when it starts, and what is wrong with its options.
pub fn start() -> (Start, Vec<ConfigError>) {
    let (config, errors) = Config::read(option);
    let kept_word = super::store::read;
    let place = place();
    let source_set = config.source_set(&place);
    let of_source = |kind| kept_word(&kept::of(kind, &source_set));
    let start = Start {
        arrival: Arrival {
            came_back: known("left").is_some(),
            posted: known("posted").is_some(),
            status: delivered(),
        },
        compare: Compare(compare),
        config,
        feed_refusal: known("feed").and_then(|word| FeedRefusal::parse(&word)),
        guest: None,
        // The kept one, or the one that `intermission render` put into the page, see [`kept::DOCUMENT`]:
        // each begins with the instant at which it was last seen, so the greater is the newer.
        document: of_source(kept::DOCUMENT).max(known("document")),
        languages: languages(),
        last_look: of_source(kept::LAST_LOOK).and_then(|word| match instant::read(&word) {
            instant::Reading::At(at) => Some(at),
            instant::Reading::Absent | instant::Reading::Unreadable => None,
        }),
        place,
        theme: kept_word(kept::THEME)
            .and_then(|word| Theme::parse(&word))
            .unwrap_or_default(),
        visible: is_visible(),
        worker: known("version").is_some(),
        zone: kept_word(kept::ZONE)
            .and_then(|word| Zone::parse(&word))
            .unwrap_or_default(),
    };
    (start, errors)
}

/// The same for an element on somebody else's page that shows the documents at `sources`, absolute URLs.
pub fn guest(sources: Vec<String>) -> Start {
    Start {
        guest: sources.first().map(|first| Guest::of(first)),
        config: Config {
            offline: false,
            probe: None,
            sources,
            return_origins: Vec::new(),
        },
        languages: languages(),
        visible: is_visible(),
        ..Start::default()
    }
}

/// Whether the page came out of the service worker's store.
pub fn is_stored() -> bool {
    known("stored").is_some()
}

fn place() -> Place {
    let part = |name| known(name).unwrap_or_default();
    Place {
        origin: part("origin"),
        path: part("path"),
        query: part("query"),
        fragment: part("fragment"),
    }
}

/// The HTTP status the page was delivered with; not every browser tells, and a page out of the service worker's
/// store has none.
fn delivered() -> Option<u16> {
    if is_stored() {
        return None;
    }
    let status = whole_number(&known("status")?)?;
    (100..1000).contains(&status).then_some(status)
}

/// The language that the page speaks, and those the visitor knows besides.
fn languages() -> Vec<String> {
    let known = known("languages").unwrap_or_default();
    let others = known.split(' ').map(str::to_owned);
    [spoken().tag().to_owned()]
        .into_iter()
        .chain(others)
        .collect()
}
