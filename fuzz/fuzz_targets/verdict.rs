//! A document that becomes less readable, has its entries in another order or grows older never has a better status.
//!
//! Every entry of an input is harmed in every way, one at a time: what is known of documents that were made up for
//! this (tests/native/verdicts/harm.rs) must be true of any.

#![no_main]

use intermission::model::i18n::message::language::Language;
use intermission::model::document::wire::Document;
use intermission::model::time::instant::Instant;
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::{OverallStatus, overall_status};
use intermission::structure::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde_json::{Value, json};

/// The lists of a document in which states stand.
const LISTS: [&str; 3] = ["components", "incidents", "scheduled_maintenances"];
/// The members of an entry that say how it is, or by which it is known.
const MEMBERS: [&str; 3] = ["name", "status", "impact"];
/// Inputs with more entries would be tried too seldom: every one of them is read a dozen times.
const MAX_ENTRIES: usize = 40;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let entries: usize = LISTS.iter().map(|list| entries_of(&document, list)).sum();
    let Some(before) = status(&document, 0).filter(|_| entries <= MAX_ENTRIES) else {
        return;
    };
    for hours in [1, 24, 24 * 365] {
        let after = status(&document, hours).expect("a document that was read already");
        assert!(!after.is_better_than(&before), "{hours} h later: {before:?} {after:?}");
    }
    for harmed in harmed(&document) {
        // A text that is no document any more is refused: nothing better is shown.
        let Some(after) = status(&harmed, 0) else { continue };
        assert!(!after.is_better_than(&before), "{before:?} {after:?}\n{harmed}");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});

fn status(document: &Value, hours: i64) -> Option<OverallStatus> {
    let (document, _) = Document::read(document.to_string().as_bytes()).ok()?;
    let now = Instant::from_timestamp(1_795_867_200)? + intermission::model::time::time_delta::TimeDelta::hours(hours);
    Some(overall_status(&normalize(&document, Language::default(), &[]).0, now))
}

fn entries_of(document: &Value, list: &str) -> usize {
    document.get(list).and_then(Value::as_array).map_or(0, Vec::len)
}

/// The document with each harm done to it.
fn harmed(document: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut put = |pointer: &str, value: Value| {
        let mut harmed = document.clone();
        if let Some(place) = harmed.pointer_mut(pointer) {
            *place = value;
            all.push(harmed);
        }
    };
    put("/status/indicator", json!("ablaze"));
    for list in LISTS {
        for index in 0..entries_of(document, list) {
            let entry = format!("/{list}/{index}");
            put(&entry, json!(7.5));
            for member in MEMBERS {
                put(&format!("{entry}/{member}"), json!("ablaze"));
                put(&format!("{entry}/{member}"), json!({"x": 1}));
            }
        }
        let mut entries = document.get(list).cloned().unwrap_or_default();
        if let Some(entries) = entries.as_array_mut() {
            entries.reverse();
        }
        put(&format!("/{list}"), entries);
    }
    all
}
