//! docs/widget.md, the manifest and the types list everything that the widget has, and nothing else.

use std::collections::BTreeSet;

use intermission::model::widget::{Form, When, WidgetEvent};
use serde_json::Value;

use crate::expect::repository;

fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap()
}

fn manifest() -> Value {
    let manifest: Value = serde_json::from_str(&read("public/custom-elements.json")).unwrap();
    manifest["modules"][0]["declarations"][0].clone()
}

fn names(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|it| it["name"].as_str().unwrap().to_owned())
        .collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// The names in backticks in the first cells of the tables below a heading of docs/widget.md.
fn listed(heading: &str) -> BTreeSet<String> {
    let docs = read("docs/widget.md");
    let (_, section) = docs.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let cells = section.lines().filter(|line| line.starts_with("| `"));
    let cells = cells.filter_map(|line| line.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

fn forms() -> Vec<&'static str> {
    Form::ALL.map(Form::as_str).to_vec()
}

fn whens() -> Vec<&'static str> {
    When::ALL.map(When::as_str).to_vec()
}

#[test]
fn the_words_of_attributes_are_written_alike_everywhere() {
    let element = read("web/widget/element.js");
    let types = read("public/widget.d.ts");
    let docs = read("docs/widget.md");
    for (name, kind, words) in [("form", "Form", forms()), ("when", "When", whens())] {
        let quoted = words.iter().map(|word| format!("'{word}'"));
        let quoted: Vec<String> = quoted.collect();
        let list = format!("{name}: [{}]", quoted.join(", "));
        assert!(element.contains(&list), "element.js lacks `{list}`");
        let union = format!("type {kind} = {};", quoted.join(" | "));
        assert!(types.contains(&union), "widget.d.ts lacks `{union}`");
        let cell = format!("| `{name}` | `{}` |", words.join("`, `"));
        assert!(docs.contains(&cell), "widget.md lacks `{cell}`");
    }
    for form in Form::ALL {
        assert_eq!(Form::parse(form.as_str()), form);
    }
    for when in When::ALL {
        assert_eq!(When::parse(when.as_str()), when);
    }
    assert_eq!(Form::parse("huge"), Form::default());
    assert_eq!(When::parse(""), When::default());
}

#[test]
fn attributes_are_listed_everywhere() {
    let attributes = set(["src", "service", "form", "when", "loading", "lang"]);
    assert_eq!(names(&manifest()["attributes"]), attributes);
    assert_eq!(listed("Attributes"), attributes);
}

#[test]
fn events_are_listed_everywhere() {
    let events = WidgetEvent::ALL.map(|event| format!("intermission-{}", event.as_str()));
    let events: BTreeSet<String> = events.into_iter().collect();
    assert_eq!(names(&manifest()["events"]), events);
    assert!(listed("Events").is_superset(&events));
    let types = read("public/widget.d.ts");
    for event in &events {
        let line = format!("  '{event}': CustomEvent<StatusDetail>;");
        assert!(types.contains(&line), "widget.d.ts lacks `{line}`");
    }
}

#[test]
fn members_of_a_detail_are_listed_everywhere() {
    let members = super::events::members();
    let events = WidgetEvent::ALL.map(|event| format!("intermission-{}", event.as_str()));
    let listed: BTreeSet<String> = listed("Events")
        .into_iter()
        .filter(|name| !events.contains(name))
        .collect();
    assert_eq!(listed, members);
    let types = read("public/widget.d.ts");
    for member in members {
        let is_typed =
            [": ", "?: "].map(|after| types.contains(&format!("readonly {member}{after}")));
        assert!(is_typed.contains(&true), "widget.d.ts lacks `{member}`");
    }
}

#[test]
fn parts_are_those_of_the_views() {
    let mut parts = set(["box"]);
    for file in [
        "widget/mod",
        "widget/banner",
        "widget/compact",
        "widget/full",
        "history/widget",
    ] {
        let text = read(&format!("src/view/{file}.rs"));
        let named = text.split("attr(\"part\", \"").skip(1);
        parts.extend(named.map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    let affected = read("src/view/widget/affected.rs");
    assert!(affected.contains("attr(\"part\", \"services\")"));
    parts.insert("services".to_owned());
    assert_eq!(names(&manifest()["cssParts"]), parts);
    assert!(listed("Looks").is_superset(&parts));
}

#[test]
fn custom_properties_are_the_tokens_and_those_of_the_outside() {
    let tokens = read("style/tokens.css");
    let (_, light) = tokens.split_once(":root {").unwrap();
    let light = light.split('}').next().unwrap();
    let named = light
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--")?.split(':').next());
    let open = |name: &&str| {
        ![
            "step", "measure", "wide", "small", "text", "large", "title", "number", "sans",
        ]
        .contains(name)
    };
    let mut properties: BTreeSet<String> = named
        .filter(open)
        .map(|name| format!("--intermission-{name}"))
        .collect();
    let shell = read("style/shell.css");
    let outside = shell.split("--intermission-").skip(1);
    properties.extend(outside.map(|rest| {
        let name = rest.split([',', ')']).next().unwrap();
        format!("--intermission-{name}")
    }));
    assert_eq!(names(&manifest()["cssProperties"]), properties);
    let docs = read("docs/widget.md");
    for property in properties {
        let short = property.trim_start_matches("--intermission");
        let is_listed =
            docs.contains(&format!("`{property}`")) || docs.contains(&format!("`{short}`"));
        assert!(is_listed, "widget.md lacks `{property}`");
    }
}

#[test]
fn heights_are_the_same_inside_and_outside() {
    let heights = |css: &str| -> Vec<String> {
        let found = css
            .split(" block-size: var(--intermission-block-size, ")
            .skip(1);
        found
            .map(|rest| rest.split(')').next().unwrap().to_owned())
            .collect()
    };
    let mut inside = heights(&read("style/shell.css"));
    let mut outside = heights(&read("style/host.css"));
    inside.sort();
    outside.sort();
    assert_eq!(inside, outside);
    assert_eq!(inside.len(), 5);
}
