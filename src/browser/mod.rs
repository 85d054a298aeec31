//! The only code that uses the browser's interfaces. It runs effects and reports events; it makes no decisions.

pub mod notifications;
pub mod environment;
mod exchange;
pub mod fetch;
mod feeds;
pub mod files;
pub mod focus;
pub mod history;
pub mod languages;
pub mod lifecycle;
pub mod locale;
pub mod probe;
pub mod service_worker;
pub mod store;
pub mod window;
pub mod cross_tab;
pub mod timer;

use wasm_bindgen::{JsCast as _, JsValue};

/// An element that views are mounted in.
pub use web_sys::HtmlElement as Place;

/// Returns the message of a thrown value, for the operator.
fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => error
            .as_string()
            .unwrap_or_else(|| "unknown error".to_owned()),
    }
}
