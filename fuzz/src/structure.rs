//! Changes a JSON document so that it stays JSON: values move to where other values of it were.
//!
//! The result has the names and words that formats have, where they do not belong. Changes to single bytes, which
//! are what libFuzzer makes, mostly break a document.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Value, json};

/// A mutator for targets whose input is JSON; see [`libfuzzer_sys::fuzz_mutator`].
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
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
}

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

/// The JSON pointers of all values in it.
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
