//! Interfaces of the window that the history page needs, through `history.js`, and the requests for its files.

use std::cell::RefCell;
use std::rc::Rc;

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
    fn listen_to_fragment(act: &Closure<dyn Fn()>);

    #[wasm_bindgen(js_name = onPrint)]
    fn listen_to_print(act: &Closure<dyn Fn()>);
}

/// Calls `act` whenever the part of the address behind `#` changes, as long as the page is open.
pub fn on_fragment(act: impl Fn() + 'static) {
    let act = Closure::new(act);
    listen_to_fragment(&act);
    act.forget();
}

/// Calls `act` before each printing, as long as the page is open.
pub fn on_print(act: impl Fn() + 'static) {
    let act = Closure::new(act);
    listen_to_print(&act);
    act.forget();
}

/// Requests a file of the history, which is in the folder that is served.
///
/// # Errors
/// There is no such file, or it could not be fetched.
pub async fn fetch(file: HistoryFile) -> Result<Vec<u8>, Lack> {
    let controller = AbortController::new().ok().ok_or(Lack::Failed)?;
    read_file(&file.path(), TIMEOUT_SECS, MAX_BYTES, controller).await
}

/// The request of a widget for files of the history, one at a time, which is aborted when this is dropped.
#[derive(Default)]
pub struct Requests(Rc<RefCell<Option<AbortController>>>);

impl Requests {
    /// Returns a request for a file of the history. It asks one after another of `folders`, addresses with `/` at their
    /// ends, until one has the file.
    ///
    /// # Errors
    /// None of the folders has the file, or its host does not answer.
    pub fn fetch(
        &self,
        file: HistoryFile,
        folders: Rc<[String]>,
    ) -> impl Future<Output = Result<Vec<u8>, Lack>> + use<> {
        let current = Rc::downgrade(&self.0);
        async move {
            let mut lack = Lack::Missing;
            for folder in folders.iter() {
                let url = [folder, file.path().as_str()].concat();
                // A timeout aborts a request, so each has a controller of its own.
                let controller = AbortController::new().ok().ok_or(Lack::Failed)?;
                let current = current.upgrade().ok_or(Lack::Failed)?;
                current.replace(Some(controller.clone()));
                drop(current);
                match read_file(&url, TIMEOUT_SECS, MAX_BYTES, controller).await {
                    Err(Lack::Missing) => {}
                    Err(Lack::Failed) => lack = Lack::Failed,
                    found @ Ok(_) => return found,
                }
            }
            Err(lack)
        }
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        if let Some(controller) = self.0.take() {
            controller.abort();
        }
    }
}
