//! How long the largest real document takes, beside what everybody knows.

use std::time::Duration;

use intermission::feeds::builder::Context;
use intermission::feeds::read::read;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use serde_json::Value;

use super::captures;
use crate::timing::shortest;

/// 1,104 components in 526 KB. Compiled for speed it takes about as long as `serde_json` takes to parse it into
/// a tree; the bound is for builds without optimisation, on machines that do other things.
#[test]
fn the_largest_document_is_read_soon() {
    let Some(bytes) = captures("statuspage/oci-2021-05-three-incidents.json") else {
        return;
    };
    let bytes = bytes[0].as_slice();
    let known = shortest(12, || {
        serde_json::from_slice::<Value>(bytes).unwrap();
    });
    let ours = shortest(12, || {
        let reading = read(&[(None, bytes)], Context::default()).unwrap();
        assert_eq!(reading.document.components.len(), 1_104);
    });
    let shown = shortest(12, || {
        let reading = read(&[(None, bytes)], Context::default()).unwrap();
        assert_eq!(
            normalize(&reading.document, Language::default(), &[])
                .0
                .components
                .len(),
            1_056
        );
    });
    let ratio = |time: Duration| time.as_secs_f64() / known.as_secs_f64();
    println!(
        "read {:.2}, read and understood {:.2} of serde_json",
        ratio(ours),
        ratio(shown)
    );
    assert!(ratio(ours) <= 3.0, "{ours:?}, {known:?}");
}
