//! Files that the visitor opens, through `files.js`.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::document::read::MAX_BYTES;
use crate::model::number::whole_number;
use crate::model::state::{Event, OpenedFile};
use crate::model::time::instant::Instant;

#[wasm_bindgen(module = "/src/browser/files.js")]
extern "C" {
    /// Calls `opened` with the time of a file's last change in milliseconds, a space and its name, and with its bytes.
    fn watch(limit: usize, opened: &Closure<dyn FnMut(String, Vec<u8>)>);
}

/// Sends an event for each file that the visitor opens, for as long as the window exists.
pub fn listen(send: impl Fn(Event) + 'static) {
    let opened = Closure::new(move |head: String, bytes: Vec<u8>| {
        let (millis, name) = head.split_once(' ').unwrap_or_default();
        let millis = whole_number(millis);
        send(Event::FileOpened(OpenedFile {
            name: name.to_owned(),
            modified: millis
                .and_then(Instant::from_timestamp_millis)
                .unwrap_or_default(),
            bytes,
        }));
    });
    watch(MAX_BYTES, &opened);
    opened.forget();
}
