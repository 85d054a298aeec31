//! The reference in docs/status-document.md has every member of the schema, and every section that `check` names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use intermission::cli::check::reference::Reference;
use serde_json::Value;

use crate::expect::{expect_between, repository};

const DOCUMENT: &str = "docs/status-document.md";
const BEGIN: &str = "<!-- members: written by the tests -->\n";
const END: &str = "<!-- end of members -->\n";

fn read(path: &str) -> Value {
    serde_json::from_slice(&std::fs::read(repository(path)).unwrap()).unwrap()
}

#[test]
fn the_documentation_has_a_line_for_each_member() {
    let schema = read("public/status.schema.json");
    let objects = schema["$defs"].as_object().unwrap();
    let places = places(&schema);
    let mut text = section("document", &schema, "The whole file.");
    for (name, object) in objects {
        if object["properties"].is_object() {
            text.push('\n');
            text.push_str(&section(name, object, &places[name]));
        }
    }
    let about = objects["text"]["description"].as_str().unwrap();
    write!(text, "\n### Text\n\n{about}\n").unwrap();
    expect_between(&repository(DOCUMENT), BEGIN, END, &text);
}

/// Returns where each object of the schema stands in a document, in a sentence.
fn places(schema: &Value) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    place(schema, schema, "", &mut found);
    let sentence = |(name, paths): (String, Vec<String>)| {
        let paths: Vec<String> = paths.iter().map(|it| format!("`{it}`")).collect();
        (name, format!("At {}.", paths.join(" and ")))
    };
    found.into_iter().map(sentence).collect()
}

fn place(schema: &Value, object: &Value, path: &str, found: &mut BTreeMap<String, Vec<String>>) {
    for (name, member) in object["properties"].as_object().unwrap() {
        let (end, reference) = match member["$ref"].as_str() {
            Some(reference) => ("", Some(reference)),
            None => ("[]", member["items"]["$ref"].as_str()),
        };
        let Some(inner) = reference.map(|it| it.trim_start_matches("#/$defs/")) else {
            continue;
        };
        let object = &schema["$defs"][inner];
        if object["properties"].is_object() {
            let path = format!("{path}{name}{end}");
            place(schema, object, &format!("{path}."), found);
            found.entry(inner.to_owned()).or_default().push(path);
        }
    }
}

fn section(name: &str, object: &Value, about: &str) -> String {
    let mut heading = name.replace('_', " ");
    heading[..1].make_ascii_uppercase();
    let mut text =
        format!("### {heading}\n\n{about}\n\n| member | value | what it says |\n|---|---|---|\n");
    let required = object["required"].as_array().cloned().unwrap_or_default();
    for (member, schema) in object["properties"].as_object().unwrap() {
        let mut value = value(schema);
        if required.contains(&Value::from(member.as_str())) {
            value.push_str(", *required*");
        }
        writeln!(text, "| `{member}` | {value} | {} |", description(schema)).unwrap();
    }
    text
}

/// Returns the description of a member, without one that only lists its words.
fn description(schema: &Value) -> &str {
    let about = schema["description"].as_str().unwrap();
    let words = schema["enum"].as_array().cloned().unwrap_or_default();
    let mut listed = about.trim_end_matches('.').split(", ");
    if listed.all(|it| words.contains(&it.into())) {
        ""
    } else {
        about
    }
}

/// Returns what a member may be.
fn value(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.trim_start_matches("#/$defs/").replace('_', "-");
        return format!("[{name}](#{name})");
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words
            .iter()
            .map(|it| format!("`{}`", it.as_str().unwrap()))
            .collect();
        return words.join(", ");
    }
    if let Some(only) = schema.get("const") {
        return format!("`{only}`");
    }
    let kind = schema["type"]
        .as_str()
        .or_else(|| schema["type"][0].as_str());
    match kind.unwrap() {
        "array" => {
            let most = schema["maxItems"].as_u64();
            let most = most.map_or_else(String::new, |it| format!(", at most {it}"));
            format!("list: {}{most}", value(&schema["items"]))
        }
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => match (
            schema["minimum"].as_u64().unwrap(),
            schema["maximum"].as_u64(),
        ) {
            (least, Some(most)) => format!("whole number, {least} to {most}"),
            (least, None) => format!("whole number, at least {least}"),
        },
        "string" if schema["format"] == "date-time" => "instant".to_owned(),
        "string" => "string".to_owned(),
        other => panic!("expected a type of the schema, found `{other}`"),
    }
}

/// Returns the paths of all values in a value.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let dot = if path.is_empty() { "" } else { "." };
                paths(member, &format!("{path}{dot}{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                paths(item, &format!("{path}[{index}]"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Returns the anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = |it: &char| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_');
    let kept: String = heading.chars().filter(kept).collect();
    kept.trim().to_lowercase().replace(' ', "-")
}

#[test]
fn every_section_that_is_named_exists_and_is_reached() {
    let document = std::fs::read_to_string(repository(DOCUMENT)).unwrap();
    let headings = document.lines().filter(|line| line.starts_with('#'));
    let headings = headings.map(|line| anchor(line.trim_start_matches('#')));
    let headings: Vec<String> = headings.collect();
    let distinct: BTreeSet<&String> = headings.iter().collect();
    assert_eq!(distinct.len(), headings.len(), "{headings:?}");
    let mut all = Vec::new();
    paths(&read("tests/fixtures/every-member.json"), "", &mut all);
    // Members that nobody knows, and what a hostile document calls its members.
    for odd in [
        "odd",
        "components[7].odd.status",
        "[",
        "..",
        "a[b.c",
        "components.phases",
    ] {
        all.push(odd.to_owned());
    }
    let reference = Reference::new();
    let mut named = BTreeSet::new();
    for path in &all {
        let section = reference.section(path);
        let (file, anchor) = section.split_once('#').unwrap();
        assert_eq!(file, DOCUMENT);
        assert!(distinct.contains(&anchor.to_owned()), "{path}: {section}");
        named.insert(anchor.to_owned());
    }
    let (_, reference) =
        headings.split_at(headings.iter().position(|it| it == "reference").unwrap() + 1);
    let unnamed: Vec<&String> = reference.iter().filter(|it| !named.contains(*it)).collect();
    // The ends of a maintenance have a section of their own, and a text is no object.
    assert_eq!(unnamed, ["former-end", "text"]);
}
