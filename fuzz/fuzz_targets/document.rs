//! Any bytes may be a document of ours: it is normalised and understood at any time.

#![no_main]

use intermission::model::i18n::message::language::Language;
use intermission::model::document::wire::Document;
use intermission::model::time::instant::Instant;
use intermission::model::status::normalize::normalize;
use intermission::model::status::derived::derived;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok((document, _)) = Document::read(bytes) else {
        return;
    };
    let (snapshot, _) = normalize(&document, Language::default(), &["de".to_owned()]);
    let now = Instant::UNIX_EPOCH;
    let until = derived(&snapshot, now).until;
    assert!(until.is_none_or(|until| now < until));
});
