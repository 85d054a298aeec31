//! The operator's own document is played, so that tonight's window is seen beforehand.

use std::process::Command;

use intermission::cli::rehearse::plan::{Plan, of_document};
use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::native;
use intermission::model::status::normalize::normalize;

/// Returns the plan of a document, if it has something to play.
#[track_caller]
fn plan(document: &str) -> Option<Plan> {
    let (read, _) = Document::read(document.as_bytes()).unwrap();
    let (snapshot, _) = normalize(&read, native::english(), &[]);
    let text = of_document(&snapshot)?.text;
    Some(Plan::parse("own", &text).unwrap_or_else(|error| panic!("{error}\n{text}")))
}

const TONIGHT: &str = r#"{
  "page": { "name": "Example", "time_zone": "Europe/Berlin" },
  "components": [
    { "id": "db", "name": "Database", "status": "operational" },
    { "id": "web", "name": "Website", "status": "operational" }
  ],
  "scheduled_maintenances": [
    { "name": "Later", "status": "scheduled", "scheduled_for": "2026-12-09T21:00:00Z", "scheduled_until": "2026-12-09T22:00:00Z" },
    { "name": "Upgrade", "status": "scheduled", "scheduled_for": "2026-12-04T21:00:00Z", "scheduled_until": "2026-12-04T22:30:00Z",
      "access": { "mode": "read_only" }, "components": [{ "id": "db" }],
      "phases": [
        { "name": "Drain", "status": "pending", "expected_secs": 600 },
        { "name": "Migrate", "status": "pending" },
        { "name": "Verify", "status": "pending" } ] },
    { "name": "Past", "status": "completed", "scheduled_for": "2026-12-01T21:00:00Z", "scheduled_until": "2026-12-01T22:00:00Z" }
  ]
}"#;

#[test]
fn the_next_maintenance_is_played_as_announced() {
    let plan = plan(TONIGHT).unwrap();
    assert_eq!(plan.maintenance.name, "Upgrade");
    assert_eq!(plan.maintenance.length_min.to_string(), "90");
    assert_eq!(plan.completed_at().to_string(), "90");
    // The other phases share the time that the first one and the last checks leave of the window.
    let phases: Vec<String> = plan
        .phases
        .iter()
        .map(|it| it.ends_min.get_ref().to_string())
        .collect();
    assert_eq!(phases, ["10", "49.5", "89"]);
    let [database, website] = plan.services.as_slice() else {
        panic!("{:?}", plan.services)
    };
    let states: Vec<ComponentStatus> = database.timeline.iter().map(|it| it.status).collect();
    assert_eq!(
        states,
        [ComponentStatus::ReadOnly, ComponentStatus::Operational]
    );
    assert!(website.timeline.is_empty());
}

/// The maintenance under way comes before those that are planned, and a window may be too short for its phases.
#[test]
fn the_maintenance_under_way_comes_first() {
    let begun = TONIGHT.replacen(
        "\"Later\", \"status\": \"scheduled\"",
        "\"Later\", \"status\": \"in_progress\"",
        1,
    );
    let begun = plan(&begun).unwrap();
    assert_eq!(begun.maintenance.name, "Later");
    assert_eq!(begun.phases.len(), 1);
    let long = plan(&TONIGHT.replace("\"expected_secs\": 600", "\"expected_secs\": 7200")).unwrap();
    assert_eq!(long.completed_at().to_string(), "123");
}

#[test]
fn the_sample_can_be_played() {
    let sample = std::fs::read_to_string(crate::expect::repository("public/status.json")).unwrap();
    assert_eq!(plan(&sample).unwrap().phases.len(), 7);
    assert!(plan(r#"{ "components": [{ "name": "A", "status": "operational" }] }"#).is_none());
}

#[test]
fn a_document_without_a_window_is_told() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-document");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text, expected) in [
        (
            "empty.json",
            Some("{\"components\": []}"),
            "expected a maintenance that is planned or under way, with a start and an end, found none",
        ),
        ("broken.json", Some("{"), "expected JSON"),
        ("absent.json", None, "expected a readable file"),
    ] {
        let file = folder.join(name);
        if let Some(text) = text {
            std::fs::write(&file, text).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        let output = command.arg("rehearse").arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(expected) && error.contains(name), "{error}");
    }
}
