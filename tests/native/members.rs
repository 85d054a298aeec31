//! Every member of the schema is shown: `tests/fixtures/members.txt` lists by which forms of the status.
//!
//! A form shows a member if its output differs when the value of the member does. A text has to stand in the output.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use intermission::cli::render::Still;
use intermission::cli::screen::screen;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::time::instant::{Instant, write};
use intermission::model::time::time_delta::TimeDelta;
use intermission::model::widget as widget_form;
use intermission::view::widget;
use leptos::prelude::RwSignal;
use serde_json::{Value, json};

use crate::expect::{expect_file, repository};
use crate::views;

const TIME: &str = "10:28:00";

/// The members that no form shows, and why.
const NOT_SHOWN: [(&str, &str); 14] = [
    ("incidents[].id", "tells entries apart"),
    (
        "incidents[].incident_updates[].id",
        "for clients of Statuspage",
    ),
    (
        "incidents[].resolved_at",
        "an incident that is over is not shown",
    ),
    ("page.id", "for clients of Statuspage"),
    ("page.logo", "a style sheet names the logo: docs/design.md"),
    ("resume.probe", "the address of a request"),
    ("resume.spread_secs", "the duration of a return"),
    ("resume.url", "the address of a return"),
    (
        "scheduled_maintenances[].created_at",
        "visitors need when it begins",
    ),
    (
        "scheduled_maintenances[].incident_updates[].id",
        "for clients of Statuspage",
    ),
    ("source.cannot_tell[]", "`source.limits` says it"),
    ("source.format", "`source.limits` says what follows from it"),
    ("source.missing[]", "`source.limits` says it"),
    ("version", "has one value"),
];

fn read(path: &str) -> Value {
    serde_json::from_slice(&std::fs::read(repository(path)).unwrap()).unwrap()
}

/// A value of the document with every member that has no members of its own.
#[derive(Clone)]
pub(crate) struct Leaf {
    /// The path as readers write it, such as `components[].note`.
    pub(crate) path: String,
    /// The path as a JSON pointer, such as `/components/0/note`.
    pub(crate) pointer: String,
    /// The description by the schema, with references followed.
    schema: Value,
    /// Whether it is a text for visitors, `#/$defs/text`.
    pub(crate) is_text: bool,
}

/// Returns all leaves of `tests/fixtures/every-member.json`, which `schema.rs` compares with the schema.
pub(crate) fn leaves() -> Vec<Leaf> {
    let root = read("public/status.schema.json");
    let mut found = Vec::new();
    let start = Leaf {
        path: String::new(),
        pointer: String::new(),
        schema: root.clone(),
        is_text: false,
    };
    walk(&every_member(), start, &root, &mut found);
    found
}

pub(crate) fn every_member() -> Value {
    read("tests/fixtures/every-member.json")
}

fn walk(value: &Value, mut at: Leaf, root: &Value, found: &mut Vec<Leaf>) {
    while let Some(reference) = at.schema["$ref"].as_str() {
        at.is_text = reference == "#/$defs/text";
        at.schema = root
            .pointer(reference.trim_start_matches('#'))
            .unwrap()
            .clone();
    }
    let child = |path: String, step: &str, schema: &Value| Leaf {
        path,
        pointer: format!("{}/{step}", at.pointer),
        schema: schema.clone(),
        is_text: false,
    };
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let dot = if at.path.is_empty() { "" } else { "." };
                let path = format!("{}{dot}{name}", at.path);
                let schema = &at.schema["properties"][name];
                walk(value, child(path, name, schema), root, found);
            }
        }
        Value::Array(items) => {
            let path = format!("{}[]", at.path);
            walk(
                &items[0],
                child(path, "0", &at.schema["items"]),
                root,
                found,
            );
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(at),
    }
}

/// Returns other valid values of a member that is not a text.
fn other_values(leaf: &Leaf, value: &Value) -> Vec<Value> {
    if let Some(words) = leaf.schema["enum"].as_array() {
        return words.iter().filter(|it| *it != value).cloned().collect();
    }
    match value {
        Value::Bool(value) => vec![json!(!value)],
        // The version has one value.
        Value::Number(_) if leaf.schema["const"].is_number() => Vec::new(),
        Value::Number(number) => vec![json!(number.as_u64().unwrap() * 2 + 1)],
        Value::String(text) if leaf.schema["format"] == "date-time" => {
            let at: Instant = text.parse().unwrap();
            let by = |minutes| json!(write(at + TimeDelta::minutes(minutes)));
            vec![by(-17), by(7), by(20)]
        }
        Value::String(_) if leaf.path == "page.time_zone" => vec![json!("Asia/Tokyo")],
        Value::String(_) if leaf.path == "page.lang" => vec![json!("ar")],
        Value::String(text) => vec![json!(format!("{text}-other"))],
        Value::Null | Value::Array(_) | Value::Object(_) => panic!("{}: {value}", leaf.path),
    }
}

/// Returns the document with every member in several states, because some members are shown in one state only, and
/// others give way to a member that is left out here.
fn states() -> Vec<Value> {
    let all = every_member();
    let change = |changes: Value| {
        let mut document = all.clone();
        merge(&mut document, changes);
        document
    };
    let grouped = json!([
        { "id": "g1", "name": "Group", "group": true },
        { "id": "c2", "name": "Part", "status": "offline", "group_id": "c1" },
    ]);
    let mut well = change(json!({ "incidents": [], "components": [{ "state": "operational" }] }));
    well["components"]
        .as_array_mut()
        .unwrap()
        .extend(grouped.as_array().unwrap().clone());
    vec![
        change(json!({})),
        well,
        // The maintenance alone.
        change(json!({ "incidents": [] })),
        // The maintenance is over.
        change(
            json!({ "incidents": [], "status": null, "components": [{ "state": "operational" }],
            "scheduled_maintenances": [{ "status": "completed", "resolved_at": "2026-11-23T10:25:00Z" }] }),
        ),
        // The links are the breadcrumb.
        change(json!({ "links": [{ "rel": "breadcrumb" }] })),
        // Members that others stand in for.
        change(json!({
            "components": [{ "state": null, "eta": null }],
            "incidents": [{ "started_at": null, "components": [{ "name": null }],
                "incident_updates": [{ "display_at": null }] }],
            "scheduled_maintenances": [{ "components": [{ "name": null }],
                "incident_updates": [{ "display_at": null }] }],
            "source": { "checked_at": null, "stale_at": "2026-11-23T10:40:00Z" },
        })),
        // A document without a time of its own.
        change(json!({ "published_at": null,
            "source": { "checked_at": "2026-11-23T10:20:00Z" } })),
        change(json!({ "published_at": null, "source": null })),
    ]
}

/// Writes `changes` into a document: members of objects and first entries of lists; `null` removes a member.
fn merge(document: &mut Value, changes: Value) {
    match (document, changes) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                if change.is_null() {
                    members.remove(&name).unwrap();
                } else {
                    merge(&mut members[&name], change);
                }
            }
        }
        (Value::Array(entries), Value::Array(mut changes)) if changes.len() == 1 => {
            merge(&mut entries[0], changes.remove(0));
        }
        (document, changes) => *document = changes,
    }
}

/// A form of the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Page,
    Widget,
    PlainPage,
    Text,
    Check,
    Calendar,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Widget => "widget",
            Self::PlainPage => "plain page",
            Self::Text => "text",
            Self::Check => "`check`",
            Self::Calendar => "calendar",
        }
    }
}

/// Returns the document in every form.
fn forms(document: &Value) -> Vec<(Form, String)> {
    let text = document.to_string();
    let at = format!("2026-11-23T{TIME}Z").parse().unwrap();
    let still = Still::read(text.as_bytes(), at, &[]).unwrap();
    let (read, _) = Document::read(text.as_bytes()).unwrap();
    let snapshot = normalize(&read, Language::default(), &[]).0.as_of(at);
    let full_widget = |context| {
        let (announcement, speaks) = (RwSignal::new(String::new()), RwSignal::new(false));
        widget::widget(
            context,
            widget_form::Form::Full,
            false,
            announcement,
            speaks,
            None,
        )
    };
    vec![
        (Form::Page, views::html(Ok(&text), TIME, views::whole)),
        (Form::Widget, views::html(Ok(&text), TIME, full_widget)),
        (Form::PlainPage, still.plain()),
        (Form::Text, still.text()),
        (Form::Check, screen(&snapshot, at)),
        (
            Form::Calendar,
            still.calendar("example.com").unwrap_or_default(),
        ),
    ]
}

/// Returns the forms whose output differs from the `usual` one if the member has another value. Of a text they show
/// the words.
fn forms_that_show(leaf: &Leaf, state: &Value, usual: &[(Form, String)]) -> BTreeSet<Form> {
    let Some(value) = state.pointer(&leaf.pointer) else {
        return BTreeSet::new();
    };
    let with = |value: Value| {
        let mut document = state.clone();
        *document.pointer_mut(&leaf.pointer).unwrap() = value;
        forms(&document).into_iter()
    };
    if leaf.is_text {
        let words = leaf.path.replace(['.', '_', '[', ']'], "");
        let outputs = with(json!(words)).filter(|(_, output)| output.contains(&words));
        return outputs.map(|(form, _)| form).collect();
    }
    let outputs = other_values(leaf, value).into_iter().flat_map(with);
    let usual = |output: &(Form, String)| usual.contains(output);
    let outputs = outputs.filter(|output| !usual(output));
    outputs.map(|(form, _)| form).collect()
}

/// Returns by which forms each member is shown.
fn shown() -> BTreeMap<String, BTreeSet<Form>> {
    let leaves = leaves();
    let mut shown: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for state in states() {
        let usual = forms(&state);
        for leaf in &leaves {
            let forms = forms_that_show(leaf, &state, &usual);
            shown.entry(leaf.path.clone()).or_default().extend(forms);
        }
    }
    shown
}

#[test]
fn every_member_is_shown_somewhere() {
    let shown = shown();
    let exempt: BTreeSet<&str> = NOT_SHOWN.map(|(path, _)| path).into();
    let nowhere = shown.iter().filter(|(_, forms)| forms.is_empty());
    let nowhere: BTreeSet<&str> = nowhere.map(|(path, _)| path.as_str()).collect();
    let found: Vec<_> = nowhere.difference(&exempt).collect();
    assert_eq!(found, [&""; 0], "shown nowhere");
    let found: Vec<_> = exempt.difference(&nowhere).collect();
    assert_eq!(found, [&""; 0], "shown, or gone, though `NOT_SHOWN` has it");
    let mut list = String::new();
    for (path, forms) in shown {
        let forms: Vec<&str> = forms.into_iter().map(Form::name).collect();
        let reason = NOT_SHOWN.iter().find(|(exempt, _)| *exempt == path);
        let place = reason.map_or(forms.join(", "), |(_, reason)| {
            format!("not shown: {reason}")
        });
        writeln!(list, "{path}: {place}").unwrap();
    }
    expect_file(&repository("tests/fixtures/members.txt"), &list);
}

/// A plain page that is too large leaves out the lines under the names of services, and style sheets know each line by
/// its class.
#[test]
fn each_line_under_a_name_can_be_left_out_and_has_a_style() {
    let text = every_member().to_string();
    let (document, _) = Document::read(text.as_bytes()).unwrap();
    let mut component = normalize(&document, Language::default(), &[]).0.components[0]
        .as_ref()
        .clone();
    let classes = component.text_lines().map(|(class, line)| {
        assert!(
            line.is_some(),
            "`tests/fixtures/every-member.json` has no {class}"
        );
        class
    });
    component.clear_lines();
    for (class, line) in component.text_lines() {
        assert_eq!(line, &None, "{class}");
    }
    // On a screen a line has a weight, a place, and a colour with a size.
    for (sheet, rules) in [("style/parts.css", 3), ("style/print.css", 1)] {
        let sheet_text = std::fs::read_to_string(repository(sheet)).unwrap();
        for class in classes {
            let of_class = sheet_text.lines().filter(|line| {
                let selector = line.trim_start().strip_prefix(&format!(".{class}"));
                selector.is_some_and(|rest| rest == "," || rest == " {")
            });
            let found = of_class.count();
            assert!(
                found >= rules,
                "{found} rules for `.{class}` in {sheet}, expected {rules}"
            );
        }
    }
}
