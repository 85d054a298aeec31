//! Files that the visitor opens, by way of `files.js`.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::instant::Instant;
use crate::model::read::MAX_BYTES;
use crate::model::state::{Event, OpenedFile};

#[wasm_bindgen(module = "/src/browser/files.js")]
extern "C" {
    fn watch(limit: usize, opened: &Closure<dyn FnMut(String, f64, Vec<u8>)>);
}

/// Reports each file from now on, for as long as the window lives.
pub fn listen(send: impl Fn(Event) + 'static) {
    let opened = Closure::new(move |name: String, modified: f64, bytes: Vec<u8>| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "`lastModified` holds whole milliseconds below 2^53"
        )]
        let modified = Instant::from_timestamp_millis(modified as i64).unwrap_or_default();
        send(Event::FileOpened(OpenedFile {
            name,
            modified,
            bytes,
        }));
    });
    watch(MAX_BYTES, &opened);
    opened.forget();
}
