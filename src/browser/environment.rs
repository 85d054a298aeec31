//! Facts from the browser about the visitor and the delivery of the page, through `environment.js`.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::i18n::locale::Zone;
use crate::model::i18n::message::language::Language;
use crate::model::number::whole_number;
use crate::model::policy::config::{Config, ConfigError};
use crate::model::policy::return_target::Place;
use crate::model::state::{Arrival, FeedRefusal, Guest, Inputs, Start, Theme, kept};
use crate::model::status::calendar::{WriteCalendar, calendar};
use crate::model::status::changes::{Compare, compare};
use crate::model::time::instant::{self, Instant};
use crate::model::time::local_clock::LocalClock;

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    /// Returns the operator's option from `<meta name="intermission-…" content="…">`.
    fn option(name: &str) -> Option<String>;

    /// Returns the fact of this name, if the browser knows it.
    fn known(name: &str) -> Option<String>;
}

#[wasm_bindgen]
extern "C" {
    /// Returns the milliseconds since the page was opened, by a clock that cannot be set.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn ticks() -> f64;
}

/// Returns whether the page is in view.
pub fn is_visible() -> bool {
    known("visibility").as_deref() == Some("visible")
}

/// Returns whether the browser reports that it has no network; its report that it has one proves nothing.
pub fn is_offline() -> bool {
    known("offline").is_some()
}

/// Returns the time of the visitor's clock and a random number.
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

/// Returns the facts that the page starts with, and the errors in its options.
pub fn start(language: Language) -> (Start, Vec<ConfigError>) {
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
        calendar: WriteCalendar(calendar),
        compare: Compare(compare),
        config,
        feed_refusal: known("feed").and_then(|word| FeedRefusal::parse(&word)),
        guest: None,
        // The stored document, or the one that `intermission render` wrote into the page; see [`kept::DOCUMENT`]. Each
        // begins with the instant at which it was last seen, so the greater is the newer.
        document: of_source(kept::DOCUMENT).max(known("document")),
        language,
        languages: languages(language),
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

/// Returns the facts that a widget starts with. `sources` are the absolute URLs of its document, and `service` is the id of
/// the only service that it shows, or empty.
pub fn guest(language: Language, sources: Vec<String>, service: &str) -> Start {
    Start {
        guest: sources.first().map(|first| Guest::of(first).about(service)),
        config: Config {
            offline: false,
            probe: None,
            sources,
            return_origins: Vec::new(),
        },
        language,
        languages: languages(language),
        visible: is_visible(),
        ..Start::default()
    }
}

/// Returns whether the page came from the service worker's cache.
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

/// Returns the HTTP status with which the page was delivered; `None` if the browser does not say, and for a page from
/// the service worker's cache.
fn delivered() -> Option<u16> {
    if is_stored() {
        return None;
    }
    let status = whole_number(&known("status")?)?;
    (100..1000).contains(&status).then_some(status)
}

/// Returns the language of the page, followed by the visitor's preferred ones.
pub fn languages(language: Language) -> Vec<String> {
    let known = known("languages").unwrap_or_default();
    let others = known.split(' ').map(str::to_owned);
    [language.tag().to_owned()]
        .into_iter()
        .chain(others)
        .collect()
}
