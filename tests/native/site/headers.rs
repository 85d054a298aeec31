//! The headers of each kind of file.

use intermission::cli::config::Settings;
use intermission::cli::site::kind::media_type;
use intermission::cli::site::{Headers, Kind};
use serde_json::Value;

use super::Home;
use crate::expect::repository;

fn table() -> Value {
    let text = std::fs::read_to_string(repository("deploy/headers.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn without_settings_they_are_those_of_every_server() {
    let headers = Headers::of(&Settings::default());
    let table = table();
    assert_eq!(
        serde_json::from_str::<Value>(&headers.to_json()).unwrap(),
        table
    );
    let kinds = Kind::ALL.map(Kind::as_str);
    for row in kinds.into_iter().chain(["problem", "text", "missing"]) {
        let listed = table[row]["headers"].as_object().unwrap();
        let listed: Vec<_> = listed
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect();
        assert!(listed.len() > 3);
        assert_eq!(headers.get(row), listed, "{row}");
    }
}

#[test]
fn every_example_of_the_table_is_of_its_kind() {
    let table = table();
    for kind in Kind::ALL {
        let examples = table[kind.as_str()]["addresses"].as_array().unwrap();
        for example in examples.iter().map(|it| it.as_str().unwrap()) {
            // The page is also the answer at addresses that are no files.
            if kind != Kind::Page {
                assert_eq!(Kind::of(example.trim_start_matches('/')), kind, "{example}");
            }
        }
    }
    assert_eq!(Kind::of("index.html"), Kind::Page);
}

#[test]
fn files_of_the_history_are_of_one_pattern() {
    for name in [
        "history/",
        "history/.html",
        "history/.2026-11.json.1",
        "history/2026-11.json.br",
        "history/2026-11.JSON",
        "history/A.json",
        "history/a.b.json",
        "history/a/b.json",
        "history/../status.json",
        "history/2026-11.ics",
        "other/2026-11.json",
        "history.json",
        "feed.html",
    ] {
        assert_eq!(Kind::of(name), Kind::Named, "{name}");
    }
}

#[test]
fn each_file_has_its_media_type() {
    for (name, expected) in [
        ("history.html", "text/html; charset=utf-8"),
        ("history/2026-11.json", "application/json"),
        (
            "history/service-api.atom",
            "application/atom+xml; charset=utf-8",
        ),
        ("history.ics", "text/calendar; charset=utf-8"),
        ("other.bin", "application/octet-stream"),
    ] {
        assert_eq!(media_type(name), expected, "{name}");
    }
}

#[test]
fn settings_change_retry_after_and_where_the_page_may_ask() {
    let home = Home::new();
    let settings = "[http]\nretry_after = 300\n[document]\n\
        sources = [\"/status.json\", \"https://b.example/s.json\", \"https://a.example/s.json\"]\nfeeds = [\"https://a.example/\"]\n";
    home.write("intermission.toml", settings);
    home.publish();
    let written: Value = serde_json::from_str(&home.read(".headers.json")).unwrap();
    assert_eq!(written["page"]["headers"]["Retry-After"], "300");
    for kind in ["page", "framed", "past"] {
        let policy = written[kind]["headers"]["Content-Security-Policy"]
            .as_str()
            .unwrap();
        assert!(
            policy.contains("connect-src 'self' https://a.example https://b.example; "),
            "{policy}"
        );
    }
    let rendered = written["rendered"]["headers"]["Content-Security-Policy"]
        .as_str()
        .unwrap();
    assert!(!rendered.contains("connect-src"), "{rendered}");
}
