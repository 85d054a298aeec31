//! Nothing in a feed does harm: no panic, no hang, nothing operational that nobody called so.

use intermission::feeds::format::Format;
use intermission::feeds::part::Part;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::document::error::ProblemKind;
use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::situation;
use intermission::model::status::snapshot::{Component, Snapshot};
use serde_json::{Value, json};

use super::fixtures::{documents, folders, reading};
use super::{captures, context, every_capture, now, read_all, understood};

/// From bytes to what the page shows; nothing where the feed is refused.
pub(super) fn show(documents: &[&[u8]]) -> Option<Snapshot> {
    let reading = read_all(documents).ok()?;
    let (snapshot, _) = understood(&reading);
    situation(&snapshot, now());
    Some(snapshot)
}

/// Each fixture as its documents, then each capture by itself.
pub(crate) fn everything() -> Vec<(String, Vec<Vec<u8>>)> {
    let fixtures = folders()
        .into_iter()
        .map(|folder| (folder.display().to_string(), documents(&folder)));
    let captures = every_capture().into_iter().map(|file| {
        (
            file.display().to_string(),
            vec![std::fs::read(&file).unwrap()],
        )
    });
    fixtures.chain(captures).collect()
}

pub(super) fn borrowed(documents: &[Vec<u8>]) -> Vec<&[u8]> {
    documents.iter().map(Vec::as_slice).collect()
}

/// Whether there is time for everything: in a build without optimisation, half a megabyte that is cut off in
/// five thousand places takes minutes.
fn is_thorough() -> bool {
    std::env::var_os("INTERMISSION_THOROUGH").is_some()
}

/// Every 97th byte; further apart in large captures when there is no time.
fn stride(length: usize) -> usize {
    let places = if is_thorough() {
        length
    } else {
        2_000_000 / length.max(1)
    };
    97.max(length / places.max(5))
}

#[test]
fn feeds_may_be_cut_off_anywhere() {
    for (name, documents) in everything() {
        for (index, whole) in documents.iter().enumerate() {
            let length = whole.trim_ascii_end().len();
            for length in (0..length).step_by(stride(length)) {
                let mut cut = borrowed(&documents);
                cut[index] = &whole[..length];
                let shown = show(&cut);
                assert!(shown.is_none() || index > 0, "{name} cut at {length}");
            }
        }
    }
}

/// What the page would read of a converted document is what was read of the feed.
#[track_caller]
pub(super) fn check_round_trip(name: &str, reading: &ConvertedFeed, indented: bool) {
    let text = reading.to_text(indented);
    if let Err(error) = reading.clone().checked() {
        assert_eq!(
            Document::read(text.as_bytes()).unwrap_err(),
            error,
            "{name}"
        );
        return;
    }
    let (document, problems) =
        Document::read(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(problems, [], "{name}");
    let (snapshot, problems) = normalize(&document, Language::default(), &[]);
    let (expected, told) = normalize(&reading.document, Language::default(), &[]);
    assert_eq!(snapshot, expected, "{name}");
    assert_eq!(problems.len(), told.len(), "{name}");
}

#[test]
fn what_is_converted_shows_the_same_page() {
    for (name, documents) in everything() {
        if let Ok(reading) = read_all(&borrowed(&documents)) {
            check_round_trip(&name, &reading, false);
            check_round_trip(&name, &reading, true);
        }
    }
}

/// The only faults of a converted document are the feed's own: words that nobody knows, planned windows without a
/// start, and entries without a name or title.
#[test]
fn what_is_converted_is_sound() {
    let schema = std::fs::read(crate::expect::repository("public/status.schema.json")).unwrap();
    let schema = serde_json::from_slice(&schema).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    for (name, documents) in everything() {
        let Ok(reading) = read_all(&borrowed(&documents)) else {
            continue;
        };
        let (_, problems) = normalize(&reading.document, Language::default(), &[]);
        let is_theirs = |kind: &ProblemKind| {
            let missing = ["the start of the window", "a name", "a title"];
            matches!(kind, ProblemKind::UnknownWord { .. })
                || matches!(kind, ProblemKind::Missing { expected } if missing.contains(expected))
        };
        let ours: Vec<_> = problems
            .iter()
            .filter(|problem| !is_theirs(&problem.kind))
            .collect();
        assert!(ours.is_empty(), "{name}: {ours:?}");
        let text: Value = serde_json::from_str(&reading.to_text(false)).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&text)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(faults.is_empty(), problems.is_empty(), "{name}: {faults:?}");
    }
}

/// Places of all values without values in them.
fn leaves(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                leaves(value, format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, format!("{pointer}/{index}"), found);
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => found.push(pointer),
    }
}

/// The keys of components that are operational, or of those that are not.
fn keys(snapshot: &Snapshot, operational: bool) -> Vec<&str> {
    let is_wanted = |it: &&std::sync::Arc<Component>| {
        (it.status == ComponentStatus::Operational) == operational
    };
    let wanted = snapshot.components.iter().filter(is_wanted);
    wanted.map(|it| it.key.as_str()).collect()
}

/// What a change made better: trouble stays trouble, and what did not work does not now.
fn improved(before: &Snapshot, after: Option<&Snapshot>) -> Option<&'static str> {
    let after = after?;
    let is_well = |it: &Snapshot| situation(it, now()).is_well();
    let works = keys(after, true);
    if keys(before, false).iter().any(|key| works.contains(key)) {
        return Some("what was not operational is");
    }
    (!is_well(before) && is_well(after)).then_some("all is well")
}

/// What putting something that nobody knows in the place of a document's values makes better.
fn improvements(documents: &[Vec<u8>], index: usize, words: &[Value]) -> Vec<String> {
    let Ok(whole) = serde_json::from_slice::<Value>(&documents[index]) else {
        return Vec::new();
    };
    let before = show(&borrowed(documents)).unwrap();
    let mut found = Vec::new();
    leaves(&whole, String::new(), &mut found);
    // Long captures repeat themselves.
    let size: usize = documents.iter().map(Vec::len).sum();
    let budget = if is_thorough() { 20_000_000 } else { 500_000 };
    let step = found.len() / (budget / size / 6).max(5) + 1;
    let mut better = Vec::new();
    for pointer in found.iter().step_by(step) {
        for word in words {
            let mut broken = whole.clone();
            *broken.pointer_mut(pointer).unwrap() = word.clone();
            let broken = broken.to_string();
            let mut changed = borrowed(documents);
            changed[index] = broken.as_bytes();
            let how = improved(&before, show(&changed).as_ref());
            // A check of health need not say when it was made; `null` is Statuspal's word for what works.
            let is_optional = pointer.ends_with("/time") && pointer.starts_with("/checks/")
                || pointer.ends_with("/current_incident_type");
            let how = how.filter(|_| !is_optional || !word.is_null());
            better.extend(how.map(|how| format!("{pointer} as {word}: {how}")));
        }
    }
    better
}

/// A value that nobody knows, in the place of any one, makes nothing better.
#[test]
fn unknown_values_make_nothing_operational() {
    let nothing = [
        json!("gibberish"),
        json!(null),
        json!(-7),
        json!({}),
        json!([[]]),
    ];
    let mut better = Vec::new();
    for (name, documents) in everything() {
        let Ok(reading) = read_all(&borrowed(&documents)) else {
            continue;
        };
        let mut words = nothing.to_vec();
        if reading.format == Format::Statuspage {
            continue;
        }
        // Three have the same word.
        if ![Format::BetterStack, Format::IncidentIo, Format::Sorry].contains(&reading.format) {
            words.push(json!("operational"));
        }
        for index in 0..documents.len() {
            let more = improvements(&documents, index, &words);
            better.extend(more.into_iter().map(|it| format!("{name} {it}")));
        }
    }
    assert_eq!(better.join("\n"), "");
}

#[test]
fn hostile_feeds_are_read_at_once() {
    let many = |part: &str, count: usize| vec![part; count].join(",");
    let body =
        |body: &str| json!([{"external_desc": "a", "updates": [{"text": body}]}]).to_string();
    let ids = |from: &str, to: &str| {
        (0..8_000)
            .map(|it| format!("{from}{it}{to}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let groups = format!(
        r#"[{{"id": 1, "monitorList": [{}]}}]"#,
        ids(r#"{"id": "#, "}")
    );
    let kuma = [
        format!(r#"{{"publicGroupList": {groups}}}"#),
        format!(
            r#"{{"heartbeatList": {{{}}}}}"#,
            ids("\"", r#"": [{"status": 1}]"#)
        ),
    ];
    show(&[kuma[0].as_bytes(), kuma[1].as_bytes()]);
    show(&[kuma[1].as_bytes(), kuma[0].as_bytes()]);
    let report = r#"{"type": "status_report", "relationships": {"status_updates": {"data": [{"id": 1}]}}, "id": "#;
    for text in [
        format!(
            r#"{{"data": {{"type": "status_page"}}, "included": [{}, {}]}}"#,
            ids(report, "}"),
            ids(r#"{"type": "status_update", "id": "#, "}")
        ),
        format!(
            r#"{{"is": "issues", "pages": [{}]}}"#,
            ids(r#"{"title": ""#, "\"}")
        ),
        format!(
            r#"{{"components": [{}]}}"#,
            ids(r#"{"status": "UP", "group": {"id": 1}, "id": "#, "}")
        ),
        format!("[{}]", many(r#"{"slug": "a", "status": "up"}"#, 30_000)),
        format!("[{}]", many(r#"{"slug": "a", "status": "up"}"#, 5_000)),
        format!(
            r#"{{"publicGroupList": [{}]}}"#,
            many(
                r#"{"id": 1, "name": "a", "monitorList": [{"id": 1}]}"#,
                4_000
            )
        ),
        format!(
            r#"{{"status": "active", "active_incidents": [{}]}}"#,
            many(r#"{"id": 1, "type": "outage"}"#, 20_000)
        ),
        body(&"[".repeat(300_000)),
        body(&"[a](".repeat(30_000)),
        body(&"<a href=\"https://e.com\">".repeat(50_000)),
        body(&"<!--".repeat(30_000)),
        body(&"*_`\\".repeat(30_000)),
        body(&"| a ".repeat(30_000)),
    ] {
        show(&[text.as_bytes()]);
    }
}

#[test]
fn utf_16_is_read() {
    let Some(capture) = captures("other/aws-currentevents-2026-09-trimmed.json") else {
        return;
    };
    let text = String::from_utf8(capture[0].clone()).unwrap();
    let expected = show(&[text.as_bytes()]);
    for (mark, bytes) in [
        ([0xFE, 0xFF], u16::to_be_bytes as fn(u16) -> [u8; 2]),
        ([0xFF, 0xFE], u16::to_le_bytes),
    ] {
        let units = text.encode_utf16().flat_map(bytes);
        let encoded: Vec<u8> = mark.into_iter().chain(units).collect();
        assert_eq!(show(&[&encoded]), expected);
    }
}

/// What is asked for as something and is not recognisable, an empty list, is what it was asked for as.
#[test]
fn empty_lists_are_what_they_were_asked_for_as() {
    let summary = br#"[{"slug": "a", "name": "A", "status": "up"}]"#;
    let reading = read(
        &[(None, summary), (Some(Part::UpptimeIssues), b"[]")],
        context(),
    );
    let reading = reading.unwrap();
    assert_eq!(
        (reading.needs, reading.unread, reading.cannot_tell),
        (vec![], vec![], vec![])
    );
}

#[test]
fn fixtures_are_read_as_one_feed() {
    for folder in folders() {
        assert_eq!(reading(&folder).unread, [], "{}", folder.display());
    }
}
