//! Shapes of feeds that the fixtures do not have: empty ones, and neighbours of a format.

use intermission::feeds::draft::Context;
use intermission::feeds::format::Format;
use intermission::feeds::read::{Reading, read};
use intermission::model::document::Document;
use intermission::model::error::DocumentError;

use super::{context, now};

fn one(text: &str) -> Reading {
    read(&[(None, text.as_bytes())], context()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn states(document: &Document) -> Vec<&str> {
    let components = document.components.iter();
    components.filter_map(|it| it.status.as_deref()).collect()
}

fn indicator(document: &Document) -> Option<&str> {
    document.status.as_ref()?.indicator.as_deref()
}

#[test]
fn an_empty_list_is_known_by_its_address_alone() {
    let of = |url| {
        let now = Some(now());
        read(&[(None, b"[]")], Context { now, url })
    };
    for (url, format, expected) in [
        (
            "https://health.aws.amazon.com/public/currentevents",
            Format::Aws,
            Some("none"),
        ),
        (
            "https://status.cloud.google.com/incidents.json?x#y",
            Format::Google,
            Some("none"),
        ),
        (
            "https://slack-status.com/api/v2.0.0/history",
            Format::Slack,
            Some("none"),
        ),
        (
            "https://gatus.example.com/api/v1/endpoints/statuses",
            Format::Gatus,
            None,
        ),
        (
            "https://raw.githubusercontent.com/a/b/main/history/summary.json",
            Format::Upptime,
            None,
        ),
    ] {
        let reading = of(Some(url)).unwrap();
        assert_eq!(reading.format, format);
        assert_eq!(indicator(&reading.document), expected, "{url}");
    }
    for url in [None, Some("https://api.example.com/orders")] {
        assert_eq!(of(url).unwrap_err(), DocumentError::Unrecognised);
    }
}

/// Where nothing goes on now, and one entry could not be read, that one may go on.
#[test]
fn aws_is_well_only_when_all_of_it_was_read() {
    let over = r#"{"arn": "a", "status": "0", "summary": "Over"}"#;
    assert_eq!(indicator(&one(&format!("[{over}]")).document), Some("none"));
    let faulty = one(&format!("[{over}, 7]"));
    assert_eq!(indicator(&faulty.document), Some("unknown"));
    let open = one(r#"[{"arn": "a", "status": "3", "summary": "Now"}]"#);
    assert_eq!(indicator(&open.document), None);
    assert_eq!(open.document.incidents.len(), 1);
}

/// incident.io writes `null` where there is nothing; that is no word that all is well.
#[test]
fn a_widget_of_nulls_says_nothing() {
    let reading = one(
        r#"{"page_title": "P", "page_url": "https://p.example", "ongoing_incidents": null,
            "in_progress_maintenances": null, "scheduled_maintenances": null}"#,
    );
    assert_eq!(reading.format, Format::IncidentIo);
    assert_eq!(indicator(&reading.document), None);
}

#[test]
fn checks_of_health_may_stand_in_a_list() {
    let reading = one(
        r#"{"status": "DOWN", "checks": [{"name": "db", "status": "UP", "data": {}},
            {"name": "queue", "status": "DOWN"}, {"status": "odd"}]}"#,
    );
    assert_eq!(reading.format, Format::Health);
    assert_eq!(indicator(&reading.document), Some("major"));
    let found = states(&reading.document);
    assert_eq!(found, ["operational", "major_outage", "odd"]);
    let named = reading.document.components[0].name.clone();
    assert_eq!(named, Some("db".into()));
}
