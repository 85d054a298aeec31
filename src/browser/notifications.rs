//! Notifications and a sound, by way of `notifications.js`. What a browser refuses stays undone, quietly: the title and
//! the icon tell the same.

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

/// Lets the sound be heard.
pub fn play_sound() {
    drop(chime());
}
