//! Incidents and maintenances of other services that are over: only the history reads them.

mod cstate;
mod gatus;
mod kuma;
mod upptime;

use intermission::feeds::builder::Context;
use intermission::feeds::part::Part;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::time::instant::Instant;
use serde_json::{Value, json};

use super::Home;

/// Reads documents for the history, as of 2026-11-24T12:00:00Z.
fn read_past(documents: &[Value], url: Option<&str>) -> ConvertedFeed {
    let texts: Vec<String> = documents.iter().map(Value::to_string).collect();
    let documents: Vec<(Option<Part>, &[u8])> =
        texts.iter().map(|text| (None, text.as_bytes())).collect();
    let context = Context {
        now: Instant::from_timestamp(1_795_521_600),
        url,
        with_past: true,
    };
    read(&documents, context).unwrap()
}

/// Returns the incidents or maintenances of a feed, by the name of the list in a status document.
fn entries(reading: &ConvertedFeed, list: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(&reading.to_text(false)).unwrap();
    let entries = document.get(list).and_then(Value::as_array);
    entries.cloned().unwrap_or_default()
}

/// Returns id, status, start and end of each incident.
fn told(documents: &[Value]) -> Vec<[Value; 4]> {
    let incidents = entries(&read_past(documents, None), "incidents");
    let members = ["id", "status", "started_at", "resolved_at"];
    let row = |it: &Value| members.map(|name| it.get(name).cloned().unwrap_or_default());
    incidents.iter().map(row).collect()
}

/// Returns the addresses of the documents that are missing.
fn wanted(documents: &[Value], url: Option<&str>) -> Vec<String> {
    let needs = read_past(documents, url).needs.into_iter();
    needs.map(|need| need.url).collect()
}

/// Imports files of these documents, and returns the exit status, output and errors.
fn import_all(home: &Home, documents: &[Value]) -> (i32, String, String) {
    let names: Vec<String> = (1..=documents.len())
        .map(|it| format!("{it}.json"))
        .collect();
    for (name, document) in names.iter().zip(documents) {
        std::fs::write(home.0.join(name), document.to_string()).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    home.run(&[&["history", "import"], &names[..], &["--to", "served"]].concat())
}

/// A page reads nothing of the past, and refuses documents of the past alone.
#[test]
fn checks_and_pages_show_the_present_only() {
    let home = Home::new();
    for document in [
        kuma::history(
            &json!([kuma::incident(1, "2026-11-20 08:00:00", false)]),
            None,
        ),
        cstate::issue("over", true, "2026-11-20 09:00:00 +0000 UTC"),
    ] {
        std::fs::write(home.0.join("past.json"), document.to_string()).unwrap();
        let (code, told, _) = home.run(&["check", "past.json"]);
        assert_eq!(code, 2, "{told}");
        assert!(
            told.contains("past.json: refused; visitors keep the last good document"),
            "{told}"
        );
        let (code, told, warned) = home.run(&["history", "import", "past.json", "--to", "served"]);
        assert_eq!((code, warned.as_str()), (0, ""));
        assert!(told.starts_with("1 new, "), "{told}");
    }
}

/// Returns copies of a document, each with another value in one place.
fn spoiled(document: &Value) -> Vec<Value> {
    fn places(value: &Value, path: &str, found: &mut Vec<String>) {
        found.push(path.to_owned());
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    places(value, &format!("{path}/{name}"), found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    places(value, &format!("{path}/{index}"), found);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut found = Vec::new();
    places(document, "", &mut found);
    let junk = [
        json!(null),
        json!("maybe"),
        json!(7),
        json!([7]),
        json!({"x": 7}),
    ];
    let spoil = |(path, junk): (&String, &Value)| {
        let mut copy = document.clone();
        *copy.pointer_mut(path).unwrap() = junk.clone();
        copy
    };
    let pairs = found
        .iter()
        .flat_map(|path| junk.iter().map(move |it| (path, it)));
    pairs.map(spoil).collect()
}

/// No value that cannot be read ends anything.
#[test]
fn spoiled_documents_have_no_more_ends() {
    let over = |it: &ConvertedFeed| {
        let lists = ["incidents", "scheduled_maintenances"];
        let entries = lists.iter().flat_map(|list| entries(it, list));
        let ends = ["resolved", "completed", "cancelled"];
        let is_over = |it: &Value| ends.iter().any(|end| it["status"] == *end);
        entries.filter(is_over).count()
    };
    for document in [
        kuma::history(
            &json!([
                kuma::incident(2, "2026-11-21 08:00:00", true),
                kuma::incident(1, "2026-11-20 08:00:00", false),
            ]),
            Some("2026-11-20 08:00:00"),
        ),
        cstate::list(&[
            cstate::issue("one", true, "2026-11-20 09:00:00 +0000 UTC"),
            cstate::issue("two", false, "<no value>"),
        ]),
        json!([
            upptime::issue(2, &["status"], None),
            upptime::issue(1, &["status"], Some("2026-11-20T08:12:00Z")),
        ]),
        json!([gatus::endpoint(&[
            ("UNHEALTHY", "2026-11-20T08:00:00Z"),
            ("HEALTHY", "2026-11-20T08:05:00Z"),
            ("UNHEALTHY", "2026-11-20T09:00:00Z"),
        ])]),
    ] {
        let most = over(&read_past(std::slice::from_ref(&document), None));
        assert_eq!(most, 1, "{document}");
        for spoiled in spoiled(&document) {
            let text = spoiled.to_string();
            let context = Context {
                with_past: true,
                ..Context::default()
            };
            if let Ok(reading) = read(&[(None, text.as_bytes())], context) {
                assert!(over(&reading) <= most, "{text}");
            }
        }
    }
}
