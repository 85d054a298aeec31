//! Where the further documents of a feed are, from the address of the first.

use intermission::feeds::builder::Context;
use intermission::feeds::read::{ConvertedFeed, read};

use super::fixtures::{documents, folders};
use super::now;

/// Reads the first document of a fixture as if it came from `url`.
fn first_of(folder: &str, url: &str) -> ConvertedFeed {
    let mut folders = folders().into_iter();
    let folder = folders.find(|it| it.ends_with(folder)).unwrap();
    let documents = documents(&folder);
    let context = Context {
        now: Some(now()),
        url: Some(url),
        ..Context::default()
    };
    read(&[(None, documents[0].as_slice())], context).unwrap()
}

#[track_caller]
fn check(folder: &str, url: &str, wanted: &[&str]) {
    let reading = first_of(folder, url);
    let urls: Vec<&str> = reading.needs.iter().map(|need| need.url.as_str()).collect();
    assert_eq!(urls, wanted, "{folder}");
}

#[test]
fn what_is_wanted_is_beside_the_first_document() {
    check(
        "uptime-kuma",
        "https://kuma.example.com/api/status-page/demo",
        &["https://kuma.example.com/api/status-page/heartbeat/demo"],
    );
    check(
        "upptime",
        "https://raw.githubusercontent.com/example/status/main/history/summary.json",
        &["https://api.github.com/repos/example/status/issues?state=open&per_page=100"],
    );
    // Nobody knows whose repository a copy is of.
    check("upptime", "https://example.com/summary.json", &[]);
    check(
        "cstate",
        "https://status.example.com/index.json",
        &["https://status.example.com/issues/index.json"],
    );
    check(
        "instatus",
        "https://example.instatus.com/summary.json",
        &["https://example.instatus.com/v2/components.json"],
    );
    check(
        "instatus",
        "https://example.instatus.com/v3/summary.json",
        &["https://example.instatus.com/v3/components.json"],
    );
    check(
        "gatus",
        "https://example.com/gatus/api/v1/endpoints/statuses?page=1&pageSize=20",
        &[
            "https://example.com/gatus/api/v1/suites/statuses",
            "https://example.com/gatus/api/v1/config",
        ],
    );
    check(
        "cachet-3",
        "https://status.example.com/api/components",
        &[
            "https://status.example.com/api/component-groups",
            "https://status.example.com/api/incidents",
            "https://status.example.com/api/schedules",
        ],
    );
    check(
        "slack",
        "https://slack-status.example.com/api/v2.0.0/current",
        &[],
    );
}

#[test]
fn further_pages_and_lists_of_hosted_pages_are_at_their_addresses() {
    check(
        "uptimerobot",
        "https://stats.uptimerobot.com/api/getMonitorList/AbC12?_=1795521600",
        &["https://stats.uptimerobot.com/api/getMonitorList/AbC12?page=2"],
    );
    check(
        "sorry",
        "https://status.campus.example.com/api/v1/status",
        &[
            "https://status.campus.example.com/api/v1/components",
            "https://status.campus.example.com/api/v1/notices?filter[timeline_state_eq]=present",
            "https://status.campus.example.com/api/v1/notices?filter[timeline_state_eq]=future",
        ],
    );
}

#[test]
fn what_is_missing_is_said_until_it_is_there() {
    let reading = first_of(
        "uptime-kuma",
        "https://kuma.example.com/api/status-page/demo",
    );
    let text = reading.to_text(false);
    assert!(
        text.contains("Missing so far: the states of its services."),
        "{text}"
    );
}

/// A page without a name is called by its host, which is all that is known.
#[test]
fn pages_without_a_name_are_called_by_their_host() {
    let reading = first_of(
        "google-cloud",
        "https://status.example.com:8443/incidents.json",
    );
    let text = reading.to_text(false);
    assert!(
        text.contains(r#""page":{"name":"status.example.com","#),
        "{text}"
    );
    assert!(
        text.contains(r#""shortlink":"https://status.example.com:8443/incidents/abc""#),
        "{text}"
    );
}
