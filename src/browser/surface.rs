//! What lies outside the views: the title, the icon, the address, the console, files and paper.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{Place, document, window};
use crate::model::situation::Symbol;
use crate::model::state::Theme;

/// The element that `index.html` keeps for the page, emptied of what stood in until now.
pub fn clear_placeholder() -> Option<Place> {
    let place: Place = document()?
        .get_element_by_id("intermission")?
        .dyn_into()
        .ok()?;
    place.set_text_content(None);
    Some(place)
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Points `<link rel="icon">` at the shape of the state; the icons stand beside the first one.
pub fn set_icon(symbol: Symbol) {
    let icon = document().and_then(|it| it.query_selector("link[rel=icon]").ok().flatten());
    if let Some(icon) = icon {
        let href = ["/icons/", symbol.name(), ".svg"].concat();
        drop(icon.set_attribute("href", &href));
    }
}

/// Chooses colours for the whole page; the system's are those without a choice.
pub fn set_theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    drop(match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.word()),
    });
}

/// Puts the view into the address without a new entry in the history.
pub fn replace_query(query: &str) {
    let Some(window) = window() else {
        return;
    };
    let location = window.location();
    let (Ok(path), Ok(hash), Ok(history)) =
        (location.pathname(), location.hash(), window.history())
    else {
        return;
    };
    let address = [path.as_str(), query, &hash].concat();
    drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
}

/// Leaves for `url`, which takes this page's place in the history. The very address of the page is loaded
/// anew: a mere difference of fragments would load nothing.
pub fn leave(url: &str) {
    let Some(location) = window().map(|window| window.location()) else {
        return;
    };
    let parts = [location.pathname(), location.search(), location.hash()];
    let here: String = parts.into_iter().filter_map(Result::ok).collect();
    let without_fragment = |url: &str| url.split('#').next().unwrap_or_default().to_owned();
    drop(if without_fragment(url) == without_fragment(&here) {
        location.reload()
    } else {
        location.replace(url)
    });
}

/// Opens the print dialogue.
pub fn print() {
    if let Some(window) = window() {
        drop(window.print());
    }
}

/// Tells the operator.
pub fn report(text: &str) {
    web_sys::console::warn_1(&JsValue::from_str(&["intermission: ", text].concat()));
}

/// Hands the visitor a file.
pub fn download(name: &str, kind: &str, bytes: &[u8]) {
    // A browser without blobs has no way to make a file; the button then does nothing.
    drop(try_download(name, kind, bytes));
}

fn try_download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document()
        .ok_or(JsValue::NULL)?
        .create_element("a")?
        .unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
