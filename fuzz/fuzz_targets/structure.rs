//! Feeds that stay JSON: the first bytes say what is changed in one of the corpus, and how.
//!
//! The input is a document; libFuzzer's own changes to it mostly break it. So its mutator parses it, and moves
//! values about in it: what comes out has the names and words that formats have, where they do not belong.

#![no_main]

use intermission::feeds::draft::Context;
use intermission::feeds::read::{Reading, read};
use intermission::model::document::Document;
use intermission::model::normalize::normalize;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use serde_json::{Value, json};

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read(&[(None, bytes)], Context::default()).and_then(Reading::checked) else {
        return;
    };
    let text = reading.to_text(false);
    let (document, problems) = Document::read(text.as_bytes()).expect("a document of ours");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(normalize(&document, &[]).0, normalize(&reading.document, &[]).0);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let Ok(mut document) = serde_json::from_slice::<Value>(&data[..size]) else {
        return fuzzer_mutate(data, size, max_size);
    };
    change(&mut document, seed);
    let text = document.to_string();
    if text.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
});

/// Changes one value, or puts another of the document in its place.
fn change(document: &mut Value, seed: u32) {
    let mut places = Vec::new();
    collect(document, String::new(), &mut places);
    let seed = seed as usize;
    let (at, from) = (&places[seed % places.len()], &places[seed / 7 % places.len()]);
    let other = document.pointer(from).cloned().unwrap_or_default();
    let Some(value) = document.pointer_mut(at) else {
        return;
    };
    *value = match seed % 6 {
        0 => Value::Null,
        1 => json!([value.clone(), other]),
        2 => json!({"status": other, "name": value.clone()}),
        3 => json!(u64::MAX),
        4 => json!("2026-11-24T12:00:00Z"),
        _ => other,
    };
}

fn collect(value: &Value, pointer: String, places: &mut Vec<String>) {
    if let Value::Object(members) = value {
        for (name, value) in members {
            let name = name.replace('~', "~0").replace('/', "~1");
            collect(value, format!("{pointer}/{name}"), places);
        }
    }
    if let Value::Array(items) = value {
        for (index, value) in items.iter().enumerate() {
            collect(value, format!("{pointer}/{index}"), places);
        }
    }
    places.push(pointer);
}
