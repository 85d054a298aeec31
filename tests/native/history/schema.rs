//! The schema of the history's files describes what is written.

use intermission::model::document::vocabulary::{ComponentStatus, Indicator};
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::{Home, document, statuspage};
use crate::expect::repository;

fn schema(path: &str) -> Value {
    serde_json::from_slice(&std::fs::read(repository(path)).unwrap()).unwrap()
}

fn validator() -> Validator {
    let status = schema("public/status.schema.json");
    let registry = Registry::new().add("json-schema:///status.schema.json", status);
    let registry = registry.unwrap().prepare().unwrap();
    let options = jsonschema::options()
        .should_validate_formats(true)
        .with_registry(&registry);
    options.build(&schema("docs/history.schema.json")).unwrap()
}

#[test]
fn every_file_that_is_written_is_valid() {
    let validator = validator();
    let home = Home::new();
    let mut planned = document();
    planned["scheduled_maintenances"] = json!([{
        "id": "m", "name": "Upgrade", "status": "scheduled",
        "scheduled_for": "2030-01-05T10:00:00Z", "scheduled_until": "2030-01-05T12:00:00Z",
    }]);
    home.publish(&planned);
    planned["scheduled_maintenances"][0]["scheduled_until"] = json!("2030-01-05T13:00:00Z");
    home.publish(&planned);
    home.publish(&document());
    home.import(&statuspage());
    for folder in [
        "better-stack",
        "upptime",
        "gatus",
        "uptime-kuma",
        "uptimeflare",
    ] {
        let folder = repository(&format!("tests/fixtures/feeds/{folder}"));
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().path())
            .filter(|it| it.extension().is_some_and(|it| it == "json"))
            .map(|it| it.display().to_string())
            .collect();
        files.sort();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let import = [&["history", "import"], &files[..], &["--to", "served"]].concat();
        let (code, _, told) = home.run(&import);
        assert_eq!(code, 0, "{told}");
    }
    let mut seen = 0;
    for entry in std::fs::read_dir(home.served().join("history")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let stem = name.strip_suffix(".json");
        // Feeds of services have a format of their own.
        if stem.is_some_and(|it| !it.starts_with("service-")) {
            let file = home.read(&name);
            let faults: Vec<String> = validator
                .iter_errors(&file)
                .map(|it| it.to_string())
                .collect();
            assert_eq!(faults, [""; 0], "{name}: {file:#}");
            seen += 1;
        }
    }
    assert!(seen >= 7, "{seen} files");
}

#[test]
fn other_files_are_not_valid() {
    let validator = validator();
    let home = Home::new();
    home.publish(&document());
    let mut month = home.read("2026-11.json");
    assert!(validator.is_valid(&month));
    for (pointer, value) in [
        ("/month", json!("2026-13")),
        ("/records/0/id", json!("x")),
        ("/records/0/maintenance", json!({})),
        ("/records/0/votes", json!(7)),
    ] {
        let before = month.clone();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        month.pointer_mut(parent).unwrap()[member] = value;
        assert!(!validator.is_valid(&month), "{pointer}");
        month = before;
    }
}

#[test]
fn words_are_those_of_the_model() {
    let schema = schema("docs/history.schema.json");
    let of_days = schema.pointer("/$defs/measured_day/properties/status/enum");
    assert_eq!(
        of_days,
        schema.pointer("/$defs/state/properties/status/enum")
    );
    for (name, words) in [
        ("state", ComponentStatus::WORDS),
        ("overall", Indicator::WORDS),
    ] {
        let words: Vec<_> = words.iter().copied().chain(["unknown"]).collect();
        let pointer = format!("/$defs/{name}/properties/status/enum");
        assert_eq!(schema.pointer(&pointer), Some(&json!(words)), "{name}");
    }
}
