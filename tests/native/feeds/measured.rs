//! The measurements of feeds: days, shares of uptime and response times.

use std::fmt::Write as _;
use std::path::Path;

use intermission::feeds::format::Format;
use intermission::feeds::measured::{Measurements, measured};
use intermission::model::document::reader::FromEntry as _;
use intermission::model::document::write::write as json_text;
use intermission::model::history::measured::{MeasuredService, MeasuredSource};

use super::fixtures::{documents, folders};
use super::{captures, every_capture, read_all};
use crate::expect::{expect_file, repository};

#[track_caller]
fn measurements(documents: &[&[u8]]) -> Option<Measurements> {
    let feed = read_all(documents).unwrap();
    let documents: Vec<((), &[u8])> = documents.iter().map(|bytes| ((), *bytes)).collect();
    measured(&feed, &documents)
}

#[track_caller]
fn source(documents: &[&str]) -> MeasuredSource {
    let documents: Vec<&[u8]> = documents.iter().map(|text| text.as_bytes()).collect();
    measurements(&documents).unwrap().source
}

fn of_folder(folder: &Path) -> Option<Measurements> {
    let bytes = documents(folder);
    let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    measurements(&bytes)
}

fn written(found: &Measurements) -> String {
    let mut text = json_text(&found.source.to_json(), true);
    for problem in &found.problems {
        write!(text, "\n{problem}").unwrap();
    }
    text.push('\n');
    text
}

#[test]
fn feeds_state_what_is_expected() {
    let mut measuring = Vec::new();
    for folder in folders() {
        let file = folder.join("measured.txt");
        match of_folder(&folder) {
            Some(found) => {
                expect_file(&file, &written(&found));
                measuring.push(folder.file_name().unwrap().to_owned());
            }
            None => assert!(!file.exists(), "{}", file.display()),
        }
    }
    let expected = [
        "better-stack",
        "gatus",
        "upptime",
        "uptime-kuma",
        "uptimeflare",
    ];
    assert_eq!(measuring, expected);
}

fn better_stack(resource: &str) -> String {
    format!(
        r#"{{"data": {{"type": "status_page", "attributes": {{"aggregate_state": "operational"}}}}, "included": [
            {{"type": "status_page_resource", "id": "1", "attributes": {{"public_name": "API", "status": "operational", {resource}}}}}
        ]}}"#
    )
}

/// A share keeps the digits of its source: nothing is rounded, above all not up.
#[test]
fn shares_have_the_digits_that_are_stated() {
    for (stated, percent) in [
        ("1", Some("100")),
        ("1.0", Some("100")),
        ("0.998", Some("99.8")),
        ("0.9999999", Some("99.99999")),
        ("0.05", Some("5")),
        ("0", Some("0")),
        ("\"0.5\"", Some("50")),
        ("1.0001", None),
        ("-0.5", None),
        ("9.9e-1", None),
        ("\"0.9.9\"", None),
        ("\"nearly all\"", None),
        ("null", None),
    ] {
        let feed = better_stack(&format!(
            r#""availability": {stated}, "status_history": [{{"day": "2026-11-22", "status": "operational"}}]"#
        ));
        let source = source(&[&feed]);
        let shares = &source.components[0].shares;
        let found: Vec<Option<&str>> = shares.iter().map(|it| it.percent.as_deref()).collect();
        let expected: Vec<Option<&str>> = percent.map(Some).into_iter().collect();
        assert_eq!(found, expected, "{stated}");
    }
}

/// A day that nothing is said of, or whose length of trouble cannot be read, is not taken for a good one.
#[test]
fn no_day_looks_better_than_it_is_stated() {
    for (day, status, down_secs) in [
        (
            r#""status": "operational", "downtime_duration": 0"#,
            "operational",
            Some(0),
        ),
        (
            r#""status": "operational", "downtime_duration": 0.1"#,
            "operational",
            Some(1),
        ),
        (
            r#""status": "operational", "downtime_duration": "?""#,
            "unknown",
            None,
        ),
        (
            r#""status": "operational", "maintenance_duration": []"#,
            "unknown",
            None,
        ),
        (
            r#""status": "downtime", "downtime_duration": -1"#,
            "major_outage",
            None,
        ),
        (r#""status": "splendid""#, "unknown", None),
        (r#""status": "not_monitored""#, "unknown", None),
    ] {
        let feed = better_stack(&format!(
            r#""status_history": [{{"day": "2026-11-22", {day}}}]"#
        ));
        let source = source(&[&feed]);
        let found = &source.components[0].days[0];
        let found = (found.status.as_deref(), found.down_secs);
        assert_eq!(found, (Some(status), down_secs), "{day}");
    }
}

/// Days that Upptime does not list may have been well, or before its first check.
#[test]
fn days_that_are_not_listed_are_not_stated() {
    let feed = r#"[{"name": "Shop", "slug": "shop", "status": "up", "uptime": "99%",
        "dailyMinutesDown": {"2026-11-20": 3, "2026-11-24": 5}}]"#;
    let days = source(&[feed]).components.remove(0).days;
    let dates: Vec<&str> = days.iter().filter_map(|it| it.date.as_deref()).collect();
    assert_eq!(dates, ["2026-11-20", "2026-11-24"]);
    assert!(days.iter().all(|day| day.status.is_none()), "{days:?}");
}

/// Only services that the page lists are kept, and at most a hundred checks of each.
#[test]
fn checks_are_the_newest_ones_of_listed_services() {
    let beat = |minute: u32| {
        format!(
            r#"{{"status": 1, "time": "2026-11-24 {:02}:{:02}:00.000", "ping": {minute}}}"#,
            minute / 60,
            minute % 60
        )
    };
    let beats: Vec<String> = (0..130).rev().map(beat).collect();
    let beats = format!(
        r#"{{"heartbeatList": {{"1": [{0}], "2": [{0}]}}, "uptimeList": {{"1_24": 0.998, "1_720": 0.5, "1_1": 1, "2_24": 1}}}}"#,
        beats.join(", ")
    );
    let page = r#"{"config": {"slug": "demo", "title": "Example"}, "incident": null, "maintenanceList": [],
        "publicGroupList": [{"id": 1, "name": "Web", "monitorList": [{"id": 1, "name": "API"}]}]}"#;
    let source = source(&[page, &beats]);
    assert_eq!(source.page.as_deref(), Some("Example"));
    let [api] = source.components.as_slice() else {
        panic!("{source:?}");
    };
    assert_eq!(
        (api.id.as_deref(), api.name.as_deref()),
        (Some("1"), Some("API"))
    );
    let millis: Vec<Option<u64>> = api.checks.iter().map(|it| it.millis).collect();
    let newest: Vec<Option<u64>> = (30..130).map(Some).collect();
    assert_eq!(millis, newest);
    let hours: Vec<Option<u64>> = api.shares.iter().map(|it| it.hours).collect();
    assert_eq!(hours, [Some(24), Some(720)]);
}

/// Each figure of the captures of Upptime stands in its capture.
#[test]
fn captured_figures_are_kept_as_they_are() {
    let files = [
        "compusam-34-sites-9-down.json",
        "sakneen-2026-01-degraded.json",
        "upptime-2020-08-earliest.json",
        "upptime-float-times.json",
        "upptime-null-times.json",
        "yvtils-2026-04-down.json",
    ];
    for file in files {
        let Some(bytes) = captures(&format!("upptime/{file}")) else {
            return;
        };
        let text = String::from_utf8(bytes[0].clone()).unwrap();
        let found = source(&[&text]);
        assert!(!found.components.is_empty(), "{file}");
        for service in &found.components {
            each_figure(service, |figure| {
                assert!(text.contains(figure), "{file}: {figure}");
            });
        }
    }
}

fn each_figure(service: &MeasuredService, check: impl Fn(&str)) {
    assert!(!service.shares.is_empty(), "{service:?}");
    for share in &service.shares {
        check(&format!("\"{}", share.percent.as_deref().unwrap()));
    }
    for day in &service.days {
        let minutes = day.down_secs.unwrap() / 60;
        check(&format!("\"{}\": {minutes}", day.date.as_deref().unwrap()));
    }
}

/// No capture makes the readers of measurements panic, and none of a format without measurements states any.
#[test]
fn every_capture_is_read_or_states_nothing() {
    for file in every_capture() {
        let bytes = std::fs::read(&file).unwrap();
        let Ok(feed) = read_all(&[&bytes]) else {
            continue;
        };
        let found = measured(&feed, &[((), bytes.as_slice())]);
        let can_measure = matches!(
            feed.format,
            Format::BetterStack
                | Format::Upptime
                | Format::UptimeKuma
                | Format::Gatus
                | Format::UptimeFlare
        );
        assert!(can_measure || found.is_none(), "{}", file.display());
    }
}

/// Documents that break off, or are something else, are refused when they are converted; fractions in texts stay texts.
#[test]
fn numbers_in_texts_are_left_alone() {
    let feed = r#"[{"name": "A \"1.5\" \\", "slug": "v1.5", "status": "up", "uptime": "99%", "time": 0.25, "icon": "-1e5"}]"#;
    let source = source(&[feed]);
    let service = &source.components[0];
    assert_eq!(service.id.as_deref(), Some("v1.5"));
    assert_eq!(service.name.as_deref(), Some("A \"1.5\" \\"));
    assert_eq!(service.averages[0].millis, Some(1));
    let schema = std::fs::read_to_string(repository("docs/history.schema.json")).unwrap();
    assert!(
        schema.contains("measured_file"),
        "the schema describes these files"
    );
}
