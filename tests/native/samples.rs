//! The samples, the schema and the wire types say the same.

use intermission::cli::check::Findings;
use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::planned_document::{Schedule, document};
use intermission::model::document::wire::Document;
use serde_json::Value;

use crate::expect::{expect_file, repository};

fn json(path: &str) -> Value {
    serde_json::from_slice(&std::fs::read(repository(path)).unwrap()).unwrap()
}

/// A sample that the schema accepts, the reader reads without a fault, and `check` sums up like this.
#[track_caller]
fn check(path: &str, shown: &str, back: &str) {
    let schema = json("public/status.schema.json");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<_> = validator
        .iter_errors(&json(path))
        .map(|it| it.to_string())
        .collect();
    assert_eq!(faults, [""; 0], "{path} against the schema");
    let findings = Findings::of(&std::fs::read(repository(path)).unwrap());
    assert_eq!(
        findings.to_text("sample"),
        format!(
            "sample: {shown}\nsample: return: visitors in view are back within {back}\nsample: no problems\n"
        )
    );
}

#[test]
fn the_reference_window_has_its_figures() {
    check(
        "public/status.json",
        "12 services, 4 affected, 8 healthy; 1 maintenance with 7 phases; 0 open incidents",
        "82 s; 50 requests a second of 1,000 visitors, 5,000 of 100,000, 50,000 of 1,000,000",
    );
}

#[test]
fn the_smallest_document_is_one() {
    check(
        "public/examples/minimal.json",
        "0 services, 0 affected, 0 healthy; 1 maintenance; 0 open incidents",
        "52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000",
    );
}

#[test]
fn the_document_with_every_member_is_sound() {
    check(
        "tests/fixtures/every-member.json",
        "1 service, 1 affected, 0 healthy; 1 maintenance with 1 phase; 1 open incident",
        "6 min; 10 requests a second of 1,000 visitors, 1,000 of 100,000, 10,000 of 1,000,000",
    );
}

#[test]
fn the_reference_sample_is_what_the_embedded_plan_plays() {
    let plan = Plan::reference().unwrap();
    let start = "2026-11-23T10:00:00Z".parse().unwrap();
    let played = document(&plan, plan.start_at_min, Schedule { start });
    let text = played.to_text(true) + "\n";
    expect_file(&repository("public/status.json"), &text);
}

#[test]
fn every_member_is_read_and_written_back() {
    let path = "tests/fixtures/every-member.json";
    let (document, problems) = Document::read(&std::fs::read(repository(path)).unwrap()).unwrap();
    assert_eq!(problems, []);
    let written: Value = serde_json::from_str(&document.to_text(true)).unwrap();
    assert_eq!(written, json(path));
}
