//! Interfaces of the window that the history page needs, through `history.js`, and the requests for its files.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortController;

use super::exchange::read_file;
use crate::model::history::reader::{HistoryFile, Lack, MAX_BYTES};

/// The timeout of a request, in seconds: a large month on a slow line takes long.
const TIMEOUT_SECS: u64 = 30;

#[wasm_bindgen(module = "/src/browser/history.js")]
extern "C" {
    /// Returns the part of the address behind `#`.
    pub fn fragment() -> String;

    /// Returns the address of the folder that is served, with `/` at its end.
    pub fn base() -> String;

    /// Returns the address of the page with the present status.
    #[wasm_bindgen(js_name = statusPage)]
    pub fn status_page() -> String;

    /// Returns whether there is little room for bars.
    #[wasm_bindgen(js_name = isNarrow)]
    pub fn is_narrow() -> bool;

    /// Returns whether the page shows a history that was rendered when it was published.
    #[wasm_bindgen(js_name = isRendered)]
    pub fn is_rendered() -> bool;

    /// Moves the focus to the entry with an id, and returns whether there is one.
    pub fn show(id: &str) -> bool;

    #[wasm_bindgen(js_name = onFragment)]
    fn listen(act: &Closure<dyn Fn()>);
}

/// Calls `act` whenever the part of the address behind `#` changes, as long as the page is open.
pub fn on_fragment(act: impl Fn() + 'static) {
    let act = Closure::new(act);
    listen(&act);
    act.forget();
}

/// Requests a file of the history.
///
/// # Errors
/// There is no such file, or it could not be fetched.
pub async fn fetch(file: HistoryFile) -> Result<Vec<u8>, Lack> {
    let controller = AbortController::new().ok().ok_or(Lack::Failed)?;
    read_file(&file.path(), TIMEOUT_SECS, MAX_BYTES, controller).await
}
