//! The page, `check`, `convert` and `render` read the same documents as the same, and refuse the others with the
//! same error.

use std::collections::BTreeSet;

use super::failures::table::SHOWN;
use intermission::cli::check::Findings;
use intermission::cli::render::Still;
use intermission::feeds::answer::{Answer, answer};
use intermission::feeds::builder::Context;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::document::read::{Body, recognise_body};
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::state::Event;
use intermission::model::status::normalize::normalize;
use intermission::model::status::snapshot::Snapshot;
use proptest::prelude::{ProptestConfig, Strategy as _, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

use super::{Play, ended, noon};

/// The bytes that the page is handed: those of the body, or what the program for feeds makes of it.
fn handed(body: &[u8]) -> Vec<u8> {
    if recognise_body(body) != Body::ForFeedReaders {
        return body.to_vec();
    }
    match answer(&[(None, body)], context()) {
        Answer::Converted { document, .. } => document.into_bytes(),
        Answer::Own | Answer::Unreadable(_) => body.to_vec(),
    }
}

fn context() -> Context<'static> {
    Context {
        now: Some(noon()),
        ..Context::default()
    }
}

/// What is shown, or the error with which it is refused.
type Verdict = Result<Snapshot, String>;

/// What a page that shows a good document makes of a body.
fn page(body: &[u8]) -> Verdict {
    let mut play = Play::start();
    play.answer(0, SHOWN);
    let before = play.state.snapshot().unwrap().clone();
    play.at(60_000, Event::Fetched(ended(Ok(handed(body)))));
    let now = play.state.snapshot().unwrap().clone();
    match play.state.data_status().failure {
        None => Ok(Snapshot::clone(&now)),
        Some(failure) => {
            assert_eq!(now, before, "{}", failure.error);
            Err(failure.error.to_string())
        }
    }
}

fn check(body: &[u8]) -> Verdict {
    match Findings::of_feed(&[(None, body)], context()) {
        Findings::Usable { snapshot, .. } => Ok(*snapshot),
        Findings::Refused(error) => Err(error.to_string()),
    }
}

/// What the page shows of the document that `convert` writes.
fn convert(body: &[u8]) -> Verdict {
    let reading = read(&[(None, body)], context()).and_then(ConvertedFeed::checked);
    let text = reading.map_err(|error| error.to_string())?.to_text(true);
    let (document, _) = Document::read(text.as_bytes()).map_err(|error| error.to_string())?;
    Ok(normalize(&document, Language::default(), &[])
        .0
        .as_of(noon()))
}

fn render(body: &[u8]) -> Result<String, String> {
    let still = Still::read(body, noon(), &[]).map_err(|error| error.to_string())?;
    Ok(still.text())
}

/// Fails unless all agree; returns what they say.
#[track_caller]
fn verdict(body: &[u8]) -> Verdict {
    let name = String::from_utf8_lossy(body)
        .chars()
        .take(300)
        .collect::<String>();
    let page = page(body);
    assert_eq!(check(body), page, "check: {name}");
    assert_eq!(convert(body), page, "convert: {name}");
    assert_eq!(
        render(body).err(),
        page.as_ref().err().cloned(),
        "render: {name}"
    );
    page
}

#[test]
fn parts_of_a_document_are_read_alike() {
    let component = r#"{"name": "API", "status": "major_outage"}"#;
    let incident = r#"{"name": "Down", "status": "investigating", "impact": "critical",
        "incident_updates": [{"status": "investigating", "body": "We look"}]}"#;
    let window = r#"{"name": "Work", "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z",
        "incident_updates": []}"#;
    for (part, whole) in [
        (
            format!("[{component}]"),
            format!(r#"{{"components": [{component}]}}"#),
        ),
        (
            format!("[{incident}, 7]"),
            format!(r#"{{"incidents": [{incident}, 7]}}"#),
        ),
        (
            incident.to_owned(),
            format!(r#"{{"incidents": [{incident}]}}"#),
        ),
        (
            format!("[{window}]"),
            format!(r#"{{"scheduled_maintenances": [{window}]}}"#),
        ),
        (
            window.to_owned(),
            format!(r#"{{"scheduled_maintenances": [{window}]}}"#),
        ),
    ] {
        let (part, whole) = (verdict(part.as_bytes()), verdict(whole.as_bytes()));
        assert!(part.is_ok(), "{part:?}");
        assert_eq!(part, whole);
    }
}

#[test]
fn a_document_whose_lists_are_empty_is_read_alike() {
    for body in [
        r#"{"incidents": []}"#,
        r#"{"page": {"name": "X"}, "components": [], "incidents": [], "scheduled_maintenances": []}"#,
        r#"{"components": [{"name": "A", "status": "unknown"}]}"#,
        r#"{"components": [{"name": "A", "status": "on fire"}]}"#,
        r#"{"page": {"name": "X"}, "status": {"indicator": "none"}}"#,
    ] {
        assert!(verdict(body.as_bytes()).is_ok(), "{body}");
    }
}

#[test]
fn feeds_of_others_are_read_alike() {
    for (name, documents) in crate::feeds::robust::everything() {
        let body = &documents[0];
        let is_read = read(&[(None, body)], context()).is_ok();
        let shown = verdict(body);
        assert!(is_read || shown.is_err(), "{name}");
    }
}

/// `OpenStatus` publishes documents in the format of Statuspage, too.
#[test]
fn no_capture_of_another_format_is_read_at_once() {
    let mut folders = BTreeSet::new();
    for (name, documents) in crate::feeds::robust::everything() {
        for body in documents {
            if matches!(recognise_body(&body), Body::Own(_)) {
                folders.extend(name.rsplit('/').nth(1).map(str::to_owned));
            }
        }
    }
    assert_eq!(
        folders.into_iter().collect::<Vec<_>>(),
        ["openstatus", "statuspage"]
    );
}

/// Only AWS publishes UTF-16 and only cState raw control characters; whoever else does is refused, everywhere.
#[test]
fn what_is_no_json_is_refused_alike_unless_its_format_needs_a_repair() {
    let own = r#"{"page": {"name": "A"}, "components": [{"name": "x", "status": "operational"}]}"#;
    let vigil = r#"{"health": "healthy", "probes": []}"#;
    let utf16 = |text: &str| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    for text in [own, vigil, r#"[{"name": "x", "status": "operational"}]"#] {
        for body in [
            text.replace("\"name\"", "\"na\u{1}me\"")
                .replace("healthy", "heal\tthy")
                .into_bytes(),
            format!("{text}\0\0").into_bytes(),
            utf16(text),
        ] {
            if body != text.as_bytes() {
                let error = verdict(&body).unwrap_err();
                assert!(error.starts_with("expected JSON: "), "{error}");
            }
        }
    }
    let cstate = "{\"is\": \"index\", \"summaryStatus\": \"ok\", \"systems\": [{\"name\": \"A\tB\", \"status\": \"ok\"}]}";
    assert!(verdict(cstate.as_bytes()).is_ok());
    let aws = r#"[{"arn": "a", "status": "1", "summary": "Trouble", "service_name": "S"}]"#;
    assert!(verdict(&utf16(aws)).is_ok());
}

#[test]
fn half_of_a_character_costs_its_text_and_nothing_else() {
    let body = br#"{"x": "\ud800", "page": {"name": "A\udc00"}, "components": [
        {"name": "API", "status": "operational\ud800"}, {"name": "Web", "status": "operational"}]}"#;
    let shown = verdict(body).unwrap();
    assert_eq!(shown.page.name.as_deref(), Some("A\u{fffd}"));
    let states: Vec<&str> = shown
        .components
        .iter()
        .map(|it| it.status.as_str())
        .collect();
    assert_eq!(states, ["", "operational"]);
}

/// None of these may take the place of a good document: [`page`] fails if one does.
#[test]
fn other_formats_are_refused_alike() {
    for body in [
        json!({"status": "DOWN", "components": {"db": {"status": "DOWN"}}}),
        json!({"status": "UP", "groups": ["liveness"]}),
        json!({"status": {"code": "DOWN"}, "details": {"db": {"status": {"code": "DOWN"}}}}),
        json!({"page": {"name": "A", "state": "degraded"}}),
        json!({"page": {"name": "A", "state": "degraded"}, "components": [{"name": "x", "status": "operational"}]}),
        json!({"page": {"id": "1", "name": "A"}, "meta": {"total": 1}}),
        json!({"page": {"name": "A"}, "components": {"db": {"status": "operational"}}}),
        json!({"components": {"db": {"status": "operational"}}}),
        json!({"status": {"state": "bad"}}),
        json!({"status": {"state": "bad"}, "incidents": []}),
        json!({"components": [], "services": [{"name": "db", "status": "down"}]}),
        json!({"components": [{"id": 1, "label": "DB", "health": "bad"}]}),
        json!({"status_page": {"name": "A", "current_incident_type": "major"},
            "services": [{"id": 1, "name": "API", "current_incident_type": "major"}],
            "incidents": [{"id": 1, "title": "Down", "type": "major"}], "maintenances": []}),
        json!({"ongoing_notices": [], "services": [], "status_page": {"current_status": {"severity": "major"}}}),
        json!({"object": "list", "data": [{"object": "component", "name": "API", "latest_status": {"state": -1}}]}),
        json!({"data": [{"id": "1", "type": "incidents", "attributes": {"title": "Down", "status": "started"}}]}),
        json!({"data": [{"id": "1", "name": "Down", "current_milestone": "started", "severity": "SEV1"}]}),
        json!({"incidents": [{"id": "1", "summary": "Down", "current_milestone": "started"}]}),
        json!({"overallStatus": {"name": "Down"}, "statusPage": {"name": "A"}}),
        json!({"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": []}),
        json!({"ok": false, "error": "not_allowed"}),
        json!({"foo": 1}),
        json!({"page": {"name": "A"}}),
        json!({}),
        json!([]),
        json!([{"id": 1}]),
        json!([7]),
        json!(7),
        json!("operational"),
        json!(null),
    ] {
        let error = verdict(body.to_string().as_bytes()).unwrap_err();
        assert!(
            error.contains("docs/feeds.md") || error.contains("found none in"),
            "{error}"
        );
    }
}

#[test]
fn broken_news_feeds_are_named() {
    for (body, expected) in [
        ("<rss version=\"2.0\"></rss>", "an RSS feed"),
        (
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- <feed> -->\n<rss>",
            "an RSS feed",
        ),
        (
            "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">",
            "an RSS feed",
        ),
        (
            " <?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"/>",
            "an Atom feed",
        ),
    ] {
        let error = verdict(body.as_bytes()).unwrap_err();
        let expected = format!("expected JSON, found {expected} that cannot be read");
        assert_eq!(error, expected);
    }
    for body in [
        "<!DOCTYPE html><html><body><feed>",
        "<html>",
        "<",
        "<!-- <rss>",
        "<feedback/>",
    ] {
        assert_eq!(
            verdict(body.as_bytes()).unwrap_err(),
            "expected JSON, found a web page"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Members and words of several formats, where they do not belong.
    #[test]
    fn whatever_it_is_is_read_or_refused_alike(
        members in proptest::collection::vec((
            proptest::sample::select(vec![
                "page", "status", "components", "incidents", "scheduled_maintenances", "published_at",
                "ongoing_incidents", "in_progress_maintenances", "page_title", "data", "probes", "monitors",
                "is", "checks", "ok", "version", "incident_updates", "name", "impact", "scheduled_for",
            ]),
            prop_oneof![
                proptest::sample::select(vec![
                    json!(null), json!([]), json!({}), json!(1), json!("operational"), json!("UP"),
                    json!("index"), json!("investigating"), json!({"name": "A"}), json!({"indicator": "none"}),
                    json!({"state": "degraded"}), json!({"status": "UP"}),
                ]),
                proptest::sample::select(vec![
                    json!({"name": "A", "status": "operational"}), json!({"name": "A", "status": "DOWN"}),
                    json!({"name": "A", "status": "investigating", "impact": "major"}), json!(7),
                    json!({"title": "A"}), json!({"system": "A", "status": "green"}),
                ]).prop_map(|entry| json!([entry])),
            ],
        ), 0..5),
        is_list in proptest::bool::ANY,
    ) {
        let object = Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let body = if is_list { json!([object]) } else { object };
        let body = body.to_string();
        prop_assert_eq!(verdict(body.as_bytes()).is_ok(), check(body.as_bytes()).is_ok());
    }
}
