//! Broken and odd documents: what `check` says of each, and what of it is still shown.

use std::fmt::Write as _;

use intermission::cli::check::Findings;
use intermission::model::document::error::DocumentError;
use intermission::model::document::wire::Document;
use intermission::model::status::snapshot::Snapshot;

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
    for it in &snapshot.links {
        writeln!(text, "link {:?} | {} | {:?}", it.rel, it.label, it.url).unwrap();
    }
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
            "maintenance {} | {} | {:?} | {:?} | {progress:?}",
            it.key, it.name, it.status, it.window
        )
        .unwrap();
        for phase in &it.phases {
            writeln!(
                text,
                "  phase {} | {:?} | {:?} | {:?}",
                phase.name, phase.status, phase.word, phase.count
            )
            .unwrap();
        }
    }
    for it in &snapshot.incidents {
        writeln!(
            text,
            "incident {} | {} | {:?} | {:?} | {:?}",
            it.key, it.name, it.status, it.impact, it.affected
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
    let many = format!(r#"{{"components": [{}]}}"#, vec![entry; 20_001].join(","));
    assert_eq!(
        refusal(many.as_bytes()).to_string(),
        "expected at most 20000 entries in `components`, found 20001"
    );
    let just = format!(r#"{{"components": [{}]}}"#, vec![entry; 20_000].join(","));
    assert!(Document::read(just.as_bytes()).is_ok());
    let deep = format!(r#"{{"page": {}1{}}}"#, "[".repeat(64), "]".repeat(64));
    assert_eq!(
        refusal(deep.as_bytes()),
        DocumentError::TooNested { limit: 64 }
    );
}
