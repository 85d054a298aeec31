//! Widgets that show feeds of other services, from origins that are neither the host's nor the status page's.

use std::fmt::Write as _;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime};
use serde_json::{Value, json};

use super::host::{Host, LOADER, Policy, request_count};
use crate::deployment::Deployment;
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(feeds_of_three_families_are_shown_across_origins);

/// A feed of the project's own, as its host would serve it: path and file.
const FEEDS: [(&str, &str); 6] = [
    ("/api/status-page/demo", "uptime-kuma/1-page.json"),
    (
        "/api/status-page/heartbeat/demo",
        "uptime-kuma/2-heartbeat.json",
    ),
    ("/api/v1/endpoints/statuses", "gatus/1-endpoints.json"),
    ("/api/v1/suites/statuses", "gatus/2-suites.json"),
    ("/api/v1/config", "gatus/3-config.json"),
    ("/api/v2.0.0/current", "slack/current.json"),
];

/// The day and the minute at which the fixtures were written.
const WRITTEN: &str = "2026-11-24T12:00";

fn now() -> NaiveDateTime {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let secs = i64::try_from(since.as_secs()).unwrap();
    DateTime::from_timestamp(secs, 0).unwrap().naive_utc()
}

/// A fixture whose times of that day are moved as if it was written now: checks that are too old are of unknown state.
pub(crate) fn fixture(path: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/feeds/");
    let text = std::fs::read_to_string(format!("{folder}{path}")).unwrap();
    let form = "%Y-%m-%dT%H:%M";
    let written = NaiveDateTime::parse_from_str(WRITTEN, form).unwrap();
    let passed = now() - written;
    let mut parts = text.split("2026-11-24");
    let mut moved = parts.next().unwrap().to_owned();
    for part in parts {
        let time = format!("2026-11-24T{}", &part[1..6]);
        let time = NaiveDateTime::parse_from_str(&time, form).unwrap() + passed;
        let (day, minute) = (time.format("%Y-%m-%d"), time.format("%H:%M"));
        write!(moved, "{day}{}{minute}{}", &part[..1], &part[6..]).unwrap();
    }
    moved
}

async fn feeds_of_three_families_are_shown_across_origins(visitor: Visitor, site: Site) {
    let feeds = Deployment::new().await;
    for (path, file) in FEEDS {
        feeds.write(path, &fixture(file));
    }
    let element = |path: &str| {
        format!(
            "<intermission-status form=\"full\" loading=\"eager\" src=\"{}\">Words</intermission-status>",
            feeds.url(path)
        )
    };
    let body = [
        "/api/status-page/demo",
        "/api/v1/endpoints/statuses",
        "/api/v2.0.0/current",
    ]
    .map(element);
    let host = Host::open(&site, Policy::Open, LOADER, &body.concat());
    visitor.open_host(&host).await;
    visitor
        .wait_for("return all().every((it) => it.data?.headline)")
        .await;
    let shown = visitor
        .ask("return all().map(({ data }) => [data.state, data.headline, data.affected, data.total])")
        .await;
    let expected = json!([
        ["outage", "A problem is being investigated", 3, 9],
        ["outage", "A problem is being investigated", 1, 5],
        ["outage", "A problem is being investigated", 0, 0],
    ]);
    assert_eq!(shown, expected);
    // What a feed cannot tell is said, and what came with a second document is there.
    visitor
        .until_shows(0, "This feed does not announce maintenance in advance.")
        .await;
    visitor.until_shows(0, "Retrying").await;
    visitor
        .until_shows(1, "This feed does not announce maintenance.")
        .await;
    visitor
        .until_shows(2, "This feed does not list services")
        .await;
    assert_eq!(request_count(&site, "feeds_bg"), 1);
    let errors = visitor.page_errors().await;
    let faults = errors
        .iter()
        .filter(|it| !it.contains("faults in the status document"));
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
    assert_ne!(shown, Value::Null);
}
