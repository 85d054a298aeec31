//! The feed readers as a separate program, which the page loads when it meets the first feed in another format.

#[cfg(target_arch = "wasm32")]
mod program {
    use intermission::feeds::answer::{Answer, answer};
    use intermission::feeds::builder::Context;
    use intermission::feeds::part::Part;
    use intermission::model::time::instant::Instant;
    use js_sys::Uint8Array;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The answer of the feed readers, for JavaScript.
    #[wasm_bindgen]
    pub struct Conversion(Answer);

    #[wasm_bindgen]
    impl Conversion {
        /// Returns `own`, `converted` or `unreadable`.
        #[wasm_bindgen(getter)]
        pub fn kind(&self) -> String {
            let kind = match self.0 {
                Answer::Own => "own",
                Answer::Converted { .. } => "converted",
                Answer::Unreadable(_) => "unreadable",
            };
            kind.to_owned()
        }

        /// Returns the converted document, as JSON in UTF-8.
        #[wasm_bindgen(getter)]
        pub fn document(&self) -> Vec<u8> {
            match &self.0 {
                Answer::Converted { document, .. } => document.as_bytes().to_vec(),
                Answer::Own | Answer::Unreadable(_) => Vec::new(),
            }
        }

        /// Returns the URLs of further documents that belong to the feed.
        #[wasm_bindgen(getter)]
        pub fn urls(&self) -> Vec<String> {
            match &self.0 {
                Answer::Converted { needs, .. } => {
                    needs.iter().map(|need| need.url.clone()).collect()
                }
                Answer::Own | Answer::Unreadable(_) => Vec::new(),
            }
        }

        /// Returns the number of the part that each of the `urls` has, for the next call of [`convert`].
        #[wasm_bindgen(getter)]
        pub fn parts(&self) -> Vec<u32> {
            match &self.0 {
                Answer::Converted { needs, .. } => needs
                    .iter()
                    .map(|need| u32::try_from(need.part.number()).unwrap_or(u32::MAX))
                    .collect(),
                Answer::Own | Answer::Unreadable(_) => Vec::new(),
            }
        }
    }

    /// Converts the documents of one feed.
    ///
    /// `parts` has a number for each document: the part as which it was requested, from an earlier answer's `parts`, or
    /// any other number. `url` is the address of the first document, and `now` the time in seconds since 1970.
    #[expect(
        unreachable_pub,
        reason = "exported to JavaScript, which needs it public"
    )]
    #[wasm_bindgen]
    pub fn convert(documents: Vec<Uint8Array>, parts: Vec<u32>, url: &str, now: u32) -> Conversion {
        let documents: Vec<Vec<u8>> = documents.iter().map(Uint8Array::to_vec).collect();
        let part = |index: usize| Part::ALL.get(*parts.get(index)? as usize).copied();
        let documents = documents.iter().enumerate();
        let documents: Vec<_> = documents
            .map(|(index, bytes)| (part(index), bytes.as_slice()))
            .collect();
        let context = Context {
            now: Instant::from_timestamp(i64::from(now)),
            url: Some(url),
            ..Context::default()
        };
        Conversion(answer(&documents, context))
    }
}

fn main() {}
