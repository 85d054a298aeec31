//! docs/configuration.md and the schema for editors have every setting, as the program reads it.

use std::fmt::Write as _;

use intermission::cli::config::contrast::own_light;
use intermission::cli::config::table::{Kind, SETTINGS, Setting};
use intermission::cli::config::{Settings, read};
use intermission::model::i18n::message::native;
use serde_json::{Value, json};

use super::variables;
use crate::expect::{expect_between, expect_file, repository};

const BEGIN: &str = "<!-- settings: written by the tests -->\n";
const END: &str = "<!-- end of settings -->\n";

#[test]
fn the_documentation_has_a_line_for_each_setting() {
    let mut table = "| setting | value | default | effect |\n|---|---|---|---|\n".to_owned();
    for setting in SETTINGS {
        let Setting {
            name,
            kind,
            default,
            about,
        } = setting;
        let expected = kind.expected();
        writeln!(table, "| `{name}` | {expected} | {default} | {about} |").unwrap();
    }
    expect_between(&repository("docs/configuration.md"), BEGIN, END, &table);
}

fn schema_of(kind: Kind) -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    match kind {
        Kind::Text | Kind::Probe | Kind::Path | Kind::File(_) => text,
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Seconds(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Urls | Kind::Origins => json!({ "type": "array", "items": text }),
        Kind::Languages => json!({ "type": "array", "items": { "enum": native::tags() } }),
        Kind::Colours => {
            let mut names: Vec<String> = own_light().into_keys().collect();
            names.extend(["focus", "is-unknown"].map(str::to_owned));
            names.sort();
            json!({
                "type": "object",
                "propertyNames": { "enum": names },
                "additionalProperties": { "type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$" }
            })
        }
        Kind::Links => json!({
            "type": "array",
            "maxItems": 12,
            "items": {
                "type": "object",
                "properties": { "text": text, "url": text },
                "required": ["text", "url"],
                "additionalProperties": false
            }
        }),
    }
}

#[test]
fn the_schema_has_each_setting() {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of Intermission",
        "type": "object",
        "properties": {},
        "additionalProperties": false
    });
    for setting in SETTINGS {
        let (table, key) = setting.name.split_once('.').unwrap();
        let table = &mut schema["properties"][table];
        if table.is_null() {
            *table = json!({ "type": "object", "properties": {}, "additionalProperties": false });
        }
        let mut entry = schema_of(setting.kind);
        entry["description"] = format!("{}. Default: {}", setting.about, setting.default).into();
        table["properties"][key] = entry;
    }
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    expect_file(&repository("docs/intermission.schema.json"), &text);
}

#[test]
fn the_file_to_start_from_has_each_setting_and_changes_none() {
    let file = repository("src/cli/init/intermission.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    for setting in SETTINGS {
        let (_, key) = setting.name.split_once('.').unwrap();
        assert!(text.contains(&format!("\n# {key} = ")), "{}", setting.name);
    }
    let read = read::settings(&file, &text, &variables(&[])).unwrap();
    assert_eq!(read, Settings::default());
}

/// The lines that are switched off are right once they are switched on, but for the files that they name.
#[test]
fn the_examples_in_the_file_to_start_from_can_be_used() {
    let file = repository("src/cli/init/intermission.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let is_file = |line: &&str| !line.starts_with("# logo") && !line.starts_with("# style");
    let lines = text.lines().filter(is_file).map(|line| {
        let setting = line.strip_prefix("# ").filter(|it| it.contains(" = "));
        setting.unwrap_or(line)
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let read = read::settings(&file, &text, &variables(&[])).unwrap();
    assert_eq!(read.languages, ["en", "de", "fr"]);
    assert_eq!(read.brand.dark.len(), 1);
}
