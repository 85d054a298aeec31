//! Notifications and a sound, through `notifications.js`. It does not matter if the browser refuses them: title and
//! icon of the page change as well.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/browser/notifications.js")]
extern "C" {
    fn ask() -> Promise;

    fn notify(text: &str) -> Promise;

    #[wasm_bindgen(catch)]
    fn chime() -> Result<(), wasm_bindgen::JsValue>;
}

/// Returns whether this page may show notifications; asks the visitor if necessary.
pub async fn may_notify() -> bool {
    JsFuture::from(ask())
        .await
        .is_ok_and(|answer| answer.is_truthy())
}

/// Shows a notification.
pub async fn show(text: String) {
    drop(JsFuture::from(notify(&text)).await);
}

/// Plays the sound.
pub fn play_sound() {
    drop(chime());
}
