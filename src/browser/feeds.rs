//! The recognition of bodies, and the conversion of feeds in other formats through `feeds.js`.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::model::document::json::Json;
use crate::model::document::read::{Body, recognise_body};

#[wasm_bindgen(module = "/src/browser/feeds.js")]
extern "C" {
    /// Resolves to the bytes of the converted document, or to nothing if the format is not known. Rejects if the feed
    /// readers do not load, or if `signal` aborts.
    fn converted(url: &str, bytes: &[u8], signal: Option<&AbortSignal>) -> Promise;
}

/// The kind of a body.
pub(super) enum Kind {
    /// A status document, parsed.
    Own(Json),
    /// A feed in another format, which was converted to a status document.
    Converted,
    /// Anything else, which the state refuses.
    Unknown,
}

impl Kind {
    /// Returns the parsed bytes of a status document.
    pub(super) fn json(self) -> Option<Json> {
        match self {
            Self::Own(json) => Some(json),
            Self::Converted | Self::Unknown => None,
        }
    }
}

/// Recognises the bytes from `url`, and replaces those of a feed in another format by the document that it is converted
/// to.
///
/// # Errors
/// When the feed readers do not load, or `signal` aborts: without its reader, a feed could be taken for a document that
/// reports no trouble.
pub(super) async fn recognise(
    url: &str,
    bytes: &mut Vec<u8>,
    signal: Option<&AbortSignal>,
) -> Result<Kind, JsValue> {
    match recognise_body(bytes) {
        Body::Own(json) => return Ok(Kind::Own(json)),
        Body::ForFeedReaders => {}
        Body::Unusable => return Ok(Kind::Unknown),
    }
    let document = JsFuture::from(converted(url, bytes, signal)).await?;
    let Some(document) = document.dyn_ref::<Uint8Array>() else {
        return Ok(Kind::Unknown);
    };
    *bytes = document.to_vec();
    Ok(Kind::Converted)
}
