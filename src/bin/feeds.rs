//! The second program: what the page loads when it meets a feed that is not its own to read.
//!
//! It knows nothing of the page. Bytes come in, and what [`intermission::feeds::answer`] makes of them goes out.

#[cfg(target_arch = "wasm32")]
mod program {
    use intermission::feeds::answer::answer;
    use intermission::feeds::builder::Context;
    use intermission::feeds::part::Part;
    use intermission::model::time::instant::Instant;
    use js_sys::Uint8Array;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Converts the documents of one feed.
    ///
    /// `asked` has a number for each document: of the part that it was asked for as, by an earlier answer's
    /// `needs`, or any other number. `url` is where the first one came from, and `now` the time in seconds.
    #[expect(
        unreachable_pub,
        reason = "exported to JavaScript, which needs it public"
    )]
    #[wasm_bindgen]
    pub fn convert(documents: Vec<Uint8Array>, asked: Vec<u32>, url: &str, now: u32) -> String {
        let documents: Vec<Vec<u8>> = documents.iter().map(Uint8Array::to_vec).collect();
        let part = |index: usize| Part::ALL.get(*asked.get(index)? as usize).copied();
        let documents = documents.iter().enumerate();
        let documents: Vec<_> = documents
            .map(|(index, bytes)| (part(index), bytes.as_slice()))
            .collect();
        let context = Context {
            now: Instant::from_timestamp(i64::from(now)),
            url: Some(url),
        };
        answer(&documents, context)
    }
}

fn main() {}
