//! Broken and odd documents: what `check` says of each, and what of it is still shown.

use std::fmt::Write as _;

use intermission::cli::check::Findings;
use intermission::model::document::Document;
use intermission::model::error::DocumentError;
use intermission::model::normalize::normalize;
use intermission::model::snapshot::Snapshot;
use serde_json::Value;

use crate::expect::{expect_file, repository};

/// Every file in `tests/fixtures/documents` has its findings beside it, in `NAME.expected.txt`.
#[test]
fn documents_are_found_to_be_as_expected() {
    let folder = repository("tests/fixtures/documents");
    let mut count = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".expected.txt") {
            continue;
        }
        let findings = Findings::of(&std::fs::read(&path).unwrap());
        let mut text = findings.to_text(&name);
        if let Findings::Usable { snapshot, .. } = &findings {
            text.push_str(&dump(snapshot));
        }
        expect_file(&folder.join(format!("{name}.expected.txt")), &text);
        count += 1;
    }
    assert!(20 <= count, "expected the documents, found {count}");
}

/// What matters of a snapshot, a line each.
fn dump(snapshot: &Snapshot) -> String {
    let mut text = format!(
        "worst {:?}, published {:?}\n",
        snapshot.worst(),
        snapshot.published
    );
    for it in &snapshot.components {
        let group = it
            .group
            .and_then(|index| snapshot.groups.get(index))
            .map(|group| &group.name);
        writeln!(
            text,
            "component {} | {} | {:?} | {:?} | {:?} | {:?} | {:?}",
            it.key, it.name, it.status, it.word, it.eta, it.regions, group
        )
        .unwrap();
    }
    for it in &snapshot.maintenances {
        let progress = it.progress();
        writeln!(
            text,
            "maintenance {} | {:?} | {:?} | {progress:?}",
            it.name, it.status, it.window
        )
        .unwrap();
        for phase in &it.phases {
            writeln!(
                text,
                "  phase {} | {:?} | {:?}",
                phase.name, phase.status, phase.count
            )
            .unwrap();
        }
    }
    for it in &snapshot.incidents {
        writeln!(
            text,
            "incident {} | {:?} | {:?} | {:?}",
            it.name, it.status, it.impact, it.affected
        )
        .unwrap();
        for update in &it.updates {
            writeln!(text, "  update {:?} | {:?}", update.at, update.body).unwrap();
        }
    }
    text
}

fn refusal(bytes: &[u8]) -> DocumentError {
    Document::read(bytes).unwrap_err()
}

#[test]
fn what_is_too_large_is_refused_with_its_limit() {
    let large = vec![b' '; 8 * 1024 * 1024 + 1];
    let error = refusal(&large);
    assert_eq!(
        error,
        DocumentError::TooLarge {
            bytes: 8_388_609,
            limit: 8_388_608
        }
    );
    assert_eq!(
        error.to_string(),
        "expected at most 8388608 bytes, found 8388609"
    );
    let entry = r#"{"name": "a", "status": "operational"}"#;
    let many = format!(r#"{{"components": [{}]}}"#, vec![entry; 5_001].join(","));
    assert_eq!(
        refusal(many.as_bytes()).to_string(),
        "expected at most 5000 entries in `components`, found 5001"
    );
    let just = format!(r#"{{"components": [{}]}}"#, vec![entry; 5_000].join(","));
    assert!(Document::read(just.as_bytes()).is_ok());
    let deep = format!(r#"{{"page": {}1{}}}"#, "[".repeat(64), "]".repeat(64));
    assert_eq!(
        refusal(deep.as_bytes()),
        DocumentError::TooNested { limit: 64 }
    );
}

/// Cut at any byte, a document is refused or read; it is never a panic, and never a different story.
#[test]
fn a_document_may_be_cut_off_anywhere() {
    let whole = std::fs::read(repository("tests/fixtures/every-member.json")).unwrap();
    for length in 0..whole.trim_ascii_end().len() {
        assert!(Document::read(&whole[..length]).is_err(), "cut at {length}");
    }
}

/// Each value in turn becomes one of every other kind; the rest of the document survives it.
#[test]
fn any_value_may_be_of_another_kind() {
    let whole = std::fs::read(repository("public/status.json")).unwrap();
    let whole: Value = serde_json::from_slice(&whole).unwrap();
    let mut pointers = Vec::new();
    collect(&whole, String::new(), &mut pointers);
    let others = serde_json::json!([null, true, -1, 1.5, 7, "x", [], [1], {}, {"a": 1}]);
    for pointer in pointers {
        for other in others.as_array().unwrap() {
            let mut broken = whole.clone();
            *broken.pointer_mut(&pointer).unwrap() = other.clone();
            let text = serde_json::to_vec(&broken).unwrap();
            if let Ok((document, _)) = Document::read(&text) {
                let (snapshot, _) = normalize(&document, &[]);
                let at_least = if pointer.starts_with("/components") {
                    11
                } else {
                    12
                };
                let is_whole = pointer == "/components" || snapshot.components.len() >= at_least;
                assert!(is_whole, "{pointer} as {other}");
            }
        }
    }
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                collect(value, format!("{pointer}/{name}"), pointers);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), pointers);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    if !pointer.is_empty() {
        pointers.push(pointer);
    }
}
