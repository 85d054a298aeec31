//! Any bytes may be a feed: they are read, understood and written, or refused.

#![no_main]

use intermission::model::i18n::message::language::Language;
use intermission::feeds::builder::Context;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::document::wire::Document;
use intermission::model::status::normalize::normalize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read(&[(None, bytes)], Context::default()).and_then(ConvertedFeed::checked) else {
        return;
    };
    let text = reading.to_text(false);
    assert!(Document::read(text.as_bytes()).is_ok(), "{text}");
    drop(normalize(&reading.document, Language::default(), &[]));
});
