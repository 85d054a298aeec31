//! The schema, the wire types and the vocabularies say the same.

use std::collections::BTreeSet;

use intermission::cli::check::Findings;
use intermission::model::document::vocabulary::{
    AccessMode, ComponentStatus, IncidentStatus, Indicator, LinkRel, MaintenanceStatus, PhaseStatus,
};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::expect::repository;

fn read(path: &str) -> Value {
    serde_json::from_slice(&std::fs::read(repository(path)).unwrap()).unwrap()
}

fn schema() -> Value {
    read("public/status.schema.json")
}

fn every_member() -> Value {
    read("tests/fixtures/every-member.json")
}

fn validator() -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema())
        .unwrap()
}

/// Follows the references of a schema to where its properties stand.
fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let mut schema = schema;
    while let Some(reference) = schema["$ref"].as_str() {
        schema = root.pointer(reference.trim_start_matches('#')).unwrap();
    }
    schema
}

/// Walks document and schema side by side: every object has exactly the members that are described.
fn compare(document: &Value, schema: &Value, root: &Value, path: &str) {
    let schema = resolve(schema, root);
    match document {
        Value::Object(members) => {
            let properties = schema["properties"].as_object().unwrap();
            let written: BTreeSet<&String> = members.keys().collect();
            let described: BTreeSet<&String> = properties.keys().collect();
            assert_eq!(written, described, "in `{path}`");
            for (name, value) in members {
                compare(value, &properties[name], root, &format!("{path}.{name}"));
            }
        }
        Value::Array(items) => {
            for item in items {
                compare(item, &schema["items"], root, &format!("{path}[]"));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_object_has_the_members_that_are_described() {
    let schema = schema();
    compare(&every_member(), &schema, &schema, "");
}

fn members_of(value: &Value) -> Map<String, Value> {
    value["properties"].as_object().cloned().unwrap_or_default()
}

#[test]
fn every_member_is_described_in_words() {
    let schema = schema();
    let objects = schema["$defs"]
        .as_object()
        .unwrap()
        .values()
        .chain([&schema]);
    for object in objects {
        assert!(object["description"].is_string(), "{object}");
        for (name, member) in members_of(object) {
            let words = member["description"].as_str().unwrap_or_default();
            assert!(words.len() > 5 && words.ends_with('.'), "`{name}`: {words}");
        }
    }
}

#[test]
fn vocabularies_are_those_of_the_model() {
    let schema = schema();
    for (member, words) in [
        ("status/indicator", Indicator::WORDS),
        ("link/rel", LinkRel::WORDS),
        ("component/status", ComponentStatus::WORDS),
        ("component/state", ComponentStatus::WORDS),
        ("incident/status", IncidentStatus::WORDS),
        ("incident/impact", Indicator::WORDS),
        ("maintenance/status", MaintenanceStatus::WORDS),
        ("access/mode", AccessMode::WORDS),
        ("phase/status", PhaseStatus::WORDS),
    ] {
        let pointer = format!("/$defs/{}/enum", member.replace('/', "/properties/"));
        // Whoever knows none of them may say so.
        let words: Vec<_> = words.iter().copied().chain(["unknown"]).collect();
        assert_eq!(schema.pointer(&pointer), Some(&json!(words)), "{member}");
    }
}

/// Broken like this, the document with every member is told by the schema and by `check` alike.
#[track_caller]
fn check_told(pointer: &str, value: &Value) {
    let mut document = every_member();
    let (parent, member) = pointer.rsplit_once('/').unwrap();
    let parent = document
        .pointer_mut(parent)
        .unwrap()
        .as_object_mut()
        .unwrap();
    if value.is_null() {
        parent.remove(member);
    } else {
        parent.insert(member.to_owned(), value.clone());
    }
    assert!(
        !validator().is_valid(&document),
        "{pointer}: {value}: the schema accepts it"
    );
    let findings = Findings::of(document.to_string().as_bytes());
    assert_ne!(
        findings.status(),
        0,
        "{pointer}: {value}: `check` accepts it"
    );
}

#[test]
fn schema_and_check_find_the_same_faults() {
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/published_at", json!("noon")),
        ("/published_at", json!(true)),
        ("/refresh_secs", json!(5)),
        ("/refresh_secs", json!(601)),
        ("/next_update_at", json!("soon")),
        ("/page", json!("Example")),
        ("/page/updated_at", json!("2026-11-23")),
        ("/status/indicator", json!("apocalypse")),
        ("/summary", json!(["Away"])),
        ("/summary", json!({"en": true})),
        ("/summary", json!({"en": 7})),
        ("/links", json!({})),
        ("/links/0/rel", json!("friend")),
        ("/resume/spread_secs", json!(-1)),
        ("/components", json!("none")),
        ("/components/0/name", json!(null)),
        ("/components/0/note", json!(7)),
        ("/components/0/status", json!("on fire")),
        ("/components/0/state", json!("on fire")),
        ("/components/0/group", json!("no")),
        ("/components/0/regions", json!("eu-west")),
        ("/components/0/regions", json!([{}])),
        ("/components/0/eta", json!("10:00")),
        ("/components/0/eta_minutes", json!(1.5)),
        ("/components/0/only_show_if_degraded", json!(1)),
        ("/incidents/0/name", json!(null)),
        ("/incidents/0/status", json!("burning")),
        ("/incidents/0/impact", json!("hot")),
        ("/incidents/0/started_at", json!("yesterday")),
        ("/incidents/0/components", json!("all")),
        ("/incidents/0/incident_updates/0/body", json!(null)),
        ("/incidents/0/incident_updates/0/display_at", json!("now")),
        ("/scheduled_maintenances/0/name", json!(null)),
        ("/scheduled_maintenances/0/status", json!(null)),
        ("/scheduled_maintenances/0/status", json!("paused")),
        ("/scheduled_maintenances/0/scheduled_for", json!("today")),
        (
            "/scheduled_maintenances/0/scheduled_until",
            json!("2026-11-23 11:00:00"),
        ),
        ("/scheduled_maintenances/0/next_update_at", json!(0.5)),
        ("/scheduled_maintenances/0/former_ends/0/until", json!(null)),
        ("/scheduled_maintenances/0/access/mode", json!("some")),
        ("/scheduled_maintenances/0/phases/0/name", json!(null)),
        ("/scheduled_maintenances/0/phases/0/status", json!(null)),
        (
            "/scheduled_maintenances/0/phases/0/status",
            json!("starting"),
        ),
        ("/scheduled_maintenances/0/phases/0/done", json!(-1)),
        ("/scheduled_maintenances/0/phases/0/total", json!(0)),
        (
            "/scheduled_maintenances/0/phases/0/expected_secs",
            json!("long"),
        ),
    ] {
        check_told(pointer, &value);
    }
}

/// What both leave to the publisher.
#[test]
fn schema_and_check_accept_the_same_freedoms() {
    let absent = json!({"page": {"name": null, "url": null}, "links": null, "components": null,
        "incidents": null, "scheduled_maintenances": null, "published_at": null, "summary": null, "status": {"indicator": "none"}});
    for document in [
        json!({"page": {}, "components": []}),
        json!({"components": []}),
        absent,
        json!({"page": {"name": {"en": "Example", "de": "Beispiel"}}, "incidents": [{"name": "A"}], "anything": ["else"]}),
        json!({"components": [{"id": "g", "name": "Group", "group": true}]}),
        json!({"components": [{"name": "Search", "state": "queued"}]}),
        json!({"links": [{"label": "Example"}], "incidents": []}),
        json!({"incidents": [{"name": "Logins fail"}]}),
        json!({"components": [{"name": "Search", "status": "unknown"}]}),
        json!({"scheduled_maintenances": [{"name": "Unplanned work", "status": "in_progress"}]}),
    ] {
        let faults: Vec<_> = validator()
            .iter_errors(&document)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(faults, [""; 0], "{document}");
        assert_eq!(
            Findings::of(document.to_string().as_bytes()).status(),
            0,
            "{document}"
        );
    }
    for document in [json!({}), json!([]), json!({"hello": "world"})] {
        assert!(!validator().is_valid(&document), "{document}");
        assert_eq!(
            Findings::of(document.to_string().as_bytes()).status(),
            2,
            "{document}"
        );
    }
}
