//! Feeds that are changed at random, in their structure as well as in their values.

use std::sync::LazyLock;

use proptest::prelude::{ProptestConfig, any, proptest};
use serde_json::{Value, json};

use super::read_all;
use super::robust::{borrowed, check_round_trip, everything, show};

/// The documents that mutations begin with: the fixtures, and the captures that are not large.
static SEEDS: LazyLock<Vec<Vec<Value>>> = LazyLock::new(|| {
    let parse = |bytes: &Vec<u8>| serde_json::from_slice::<Value>(bytes).ok();
    let whole = everything().into_iter().map(|(_, documents)| documents);
    let small = whole.filter(|documents| documents.iter().map(Vec::len).sum::<usize>() < 2_500);
    let seeds = small.filter_map(|documents| documents.iter().map(parse).collect());
    seeds.collect()
});

/// Changes a document in one place: takes a value out, repeats it, empties it, or puts another's in its place.
fn mutate(document: &mut Value, (at, from, how): (usize, usize, u8)) {
    let mut places = Vec::new();
    inner(document, String::new(), &mut places);
    let (Some(at), Some(from)) = (
        places.get(at % places.len()),
        places.get(from % places.len()),
    ) else {
        return;
    };
    let other = document.pointer(from).cloned().unwrap_or_default();
    let Some(value) = document.pointer_mut(at) else {
        return;
    };
    match how % 8 {
        0 => *value = Value::Null,
        1 => *value = other,
        2 => *value = json!([value.clone(), other]),
        3 => *value = json!({"status": other, "name": value.clone(), "results": []}),
        4 => *value = json!(u64::MAX),
        5 => *value = json!("2026-11-24T12:00:00Z"),
        6 => *value = json!(""),
        _ => match value {
            Value::Array(items) => items.reverse(),
            Value::Object(members) => members.clear(),
            Value::String(text) => *text = text.repeat(3),
            Value::Bool(flag) => *flag = !*flag,
            Value::Number(_) | Value::Null => *value = json!(-1.5),
        },
    }
}

/// Places of all values but the root.
fn inner(value: &Value, pointer: String, found: &mut Vec<String>) {
    if let Value::Object(members) = value {
        for (name, value) in members {
            let name = name.replace('~', "~0").replace('/', "~1");
            inner(value, format!("{pointer}/{name}"), found);
        }
    }
    if let Value::Array(items) = value {
        for (index, value) in items.iter().enumerate() {
            inner(value, format!("{pointer}/{index}"), found);
        }
    }
    found.push(pointer);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn feeds_may_be_changed_anyhow(
        seed in any::<usize>(),
        changes in proptest::collection::vec(any::<(usize, usize, u8)>(), 1..6),
    ) {
        let mut documents = SEEDS[seed % SEEDS.len()].clone();
        let count = documents.len();
        for change in changes {
            mutate(&mut documents[change.0 % count], change);
        }
        let texts: Vec<Vec<u8>> = documents.iter().map(|it| it.to_string().into_bytes()).collect();
        if let Ok(reading) = read_all(&borrowed(&texts)) {
            check_round_trip("a changed feed", &reading, false);
        }
    }

    #[test]
    fn any_bytes_may_be_a_feed(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        show(&[&bytes]);
    }
}
