//! Feeds that stay JSON, with values where they do not belong: what is read survives being written and read again.

#![no_main]

use intermission::model::i18n::message::language::Language;
use intermission::feeds::builder::Context;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::document::wire::Document;
use intermission::model::status::normalize::normalize;
use intermission::structure::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read(&[(None, bytes)], Context::default()).and_then(ConvertedFeed::checked) else {
        return;
    };
    let text = reading.to_text(false);
    let (document, problems) = Document::read(text.as_bytes()).expect("a document of ours");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(normalize(&document, Language::default(), &[]).0, normalize(&reading.document, Language::default(), &[]).0);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});
