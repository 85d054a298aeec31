//! What the browser tells about the visitor and about how the page came.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::{document, window};
use crate::model::config::{Config, ConfigError};
use crate::model::instant::{self, Instant};
use crate::model::local_clock::LocalClock;
use crate::model::locale::Zone;
use crate::model::return_to::Place;
use crate::model::state::{Guest, Moment, Start, Theme, kept};

/// The visitor's clock and a throw of the dice.
pub fn moment(clock: &Cell<LocalClock>) -> Moment {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the page reads both"
    )]
    let (millis, jitter) = (js_sys::Date::now(), js_sys::Math::random());
    let ticks = window()
        .and_then(|window| window.performance())
        .map_or(millis, |performance| performance.now());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both hold milliseconds below 2^53"
    )]
    let (millis, ticks) = (millis as i64, ticks as i64);
    let wall = Instant::from_timestamp_millis(millis).unwrap_or_default();
    let mut forward = clock.get();
    let local = forward.read(wall, ticks);
    clock.set(forward);
    Moment { local, jitter }
}

/// Everything a page knows when it starts, and what is wrong with its options.
pub fn start() -> (Start, Vec<ConfigError>) {
    let (config, errors) = Config::read(option);
    let kept_word = |name| super::store::read(name);
    let start = Start {
        config,
        delivered: delivered(),
        guest: None,
        // Each begins with the instant at which it was last seen, so the greater is the newer.
        document: kept_word(kept::DOCUMENT).max(rendered()),
        languages: languages(),
        last_look: kept_word(kept::LAST_LOOK).and_then(|word| match instant::read(&word) {
            instant::Reading::At(at) => Some(at),
            instant::Reading::Absent | instant::Reading::Unreadable => None,
        }),
        place: place(),
        theme: kept_word(kept::THEME)
            .and_then(|word| Theme::parse(&word))
            .unwrap_or_default(),
        visible: super::lifecycle::is_visible(),
        worker: super::service_worker::is_built(),
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
            sources,
            return_origins: Vec::new(),
        },
        languages: languages(),
        visible: super::lifecycle::is_visible(),
        ..Start::default()
    }
}

/// The document that the page was rendered with, see [`kept::DOCUMENT`]; `intermission render` puts it there.
fn rendered() -> Option<String> {
    document()?
        .get_element_by_id("intermission-document")?
        .text_content()
}

fn place() -> Place {
    let Some(location) = window().map(|window| window.location()) else {
        return Place::default();
    };
    Place {
        origin: location.origin().unwrap_or_default(),
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        fragment: location.hash().unwrap_or_default(),
    }
}

/// `<meta name="intermission-…" content="…">`
fn option(name: &str) -> Option<String> {
    let selector = ["meta[name=\"intermission-", name, "\"]"].concat();
    document()?
        .query_selector(&selector)
        .ok()??
        .get_attribute("content")
}

/// The HTTP status the page was delivered with; not every browser tells, and a page out of the service worker's
/// store has none.
fn delivered() -> Option<u16> {
    if super::has_mark("data-stored") {
        return None;
    }
    let entries = window()?.performance()?.get_entries_by_type("navigation");
    let status = Reflect::get(&entries.get(0), &JsValue::from_str("responseStatus")).ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "100 to 999"
    )]
    status
        .as_f64()
        .filter(|status| (100.0..1000.0).contains(status))
        .map(|status| status as u16)
}

fn languages() -> Vec<String> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let languages: Array = window.navigator().languages().unchecked_into();
    languages
        .iter()
        .filter_map(|language| language.as_string())
        .collect()
}
