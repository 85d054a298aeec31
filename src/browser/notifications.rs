//! Notifications and a sound, through `notifications.js`. A refusal of the browser has no consequence: title and icon
//! of the page say the same.

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

/// Whether this page may show notifications.
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
