//! Files that the visitor opens, through `files.js`.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

use super::feeds::{self, Kind};
use crate::model::document::read::MAX_BYTES;
use crate::model::number::whole_number;
use crate::model::state::OpenedFile;
use crate::model::time::instant::Instant;

#[wasm_bindgen(module = "/src/browser/files.js")]
extern "C" {
    /// Calls `opened` with the time of a file's last change in milliseconds, a space and its name, and with its bytes.
    fn watch(limit: usize, opened: &Closure<dyn FnMut(String, Vec<u8>)>);
}

/// Calls `open` with each file that the visitor opens, for as long as the window exists.
pub fn listen(open: impl Fn(OpenedFile) + 'static) {
    let opened = Closure::new(move |head: String, bytes: Vec<u8>| {
        let (millis, name) = head.split_once(' ').unwrap_or_default();
        let millis = whole_number(millis);
        open(OpenedFile {
            name: name.to_owned(),
            modified: millis
                .and_then(Instant::from_timestamp_millis)
                .unwrap_or_default(),
            bytes,
            json: None,
        });
    });
    watch(MAX_BYTES, &opened);
    opened.forget();
}

/// Recognises the content of a file, and converts a feed in another format. Without the feed readers the content stays
/// as it is, and the state refuses it.
pub async fn recognised(mut file: OpenedFile) -> OpenedFile {
    let kind = feeds::recognise("", &mut file.bytes, None).await;
    file.json = kind.ok().and_then(Kind::json);
    file
}
