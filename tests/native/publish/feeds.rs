//! `publish` takes whatever `check` takes.

use std::fs::{self, File};
use std::process::{Command, Output};
use std::time::{Duration, UNIX_EPOCH};

use intermission::cli::publish::order::Dated;
use serde_json::Value;

use super::host::Host;
use super::{Scratch, at, document};
use crate::expect::repository;

fn fixture(path: &str) -> String {
    repository("tests/fixtures/feeds")
        .join(path)
        .to_str()
        .unwrap()
        .to_owned()
}

fn body(path: &str) -> String {
    fs::read_to_string(fixture(path)).unwrap()
}

fn publish(scratch: &Scratch, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command
        .args(["publish", "--no-social", "--no-page"])
        .args(arguments);
    command.arg("--to").arg(scratch.served()).output().unwrap()
}

/// The document that is published.
fn served(scratch: &Scratch) -> Value {
    let bytes = fs::read(scratch.served().join("status.json")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// What is said of the first monitor of the Uptime Kuma, whose checks are old; nothing without its heartbeats.
fn note(scratch: &Scratch) -> Value {
    served(scratch)["components"][1]["note"].clone()
}

/// Puts the sample there, as the built page has it.
fn with_the_sample(scratch: &Scratch) {
    let sample: Value =
        serde_json::from_slice(&fs::read(repository("public/status.json")).unwrap()).unwrap();
    fs::write(scratch.served().join("status.json"), sample.to_string()).unwrap();
}

#[track_caller]
fn succeeded(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

fn told(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn a_foreign_feed_is_converted_and_published_in_the_place_of_the_sample() {
    let scratch = Scratch::new();
    with_the_sample(&scratch);
    let output = publish(&scratch, &[&fixture("vigil/report.json")]);
    succeeded(&output);
    assert_eq!(served(&scratch)["source"]["format"], "vigil");
    assert!(told(&output).contains(": 2 problems\n"), "{output:?}");
    let out = std::str::from_utf8(&output.stdout).unwrap();
    assert!(
        out.starts_with("published status.json, index.html, "),
        "{out}"
    );
    let page = fs::read_to_string(scratch.served().join("index.html")).unwrap();
    assert!(page.contains("Relay"), "{page}");
}

#[test]
fn several_documents_of_one_feed_are_published_as_one() {
    let scratch = Scratch::new();
    let files = ["uptime-kuma/1-page.json", "uptime-kuma/2-heartbeat.json"].map(fixture);
    succeeded(&publish(&scratch, &files.each_ref().map(String::as_str)));
    assert_eq!(note(&scratch), "No check for a long time");
    // One that was named and is of no use is an error.
    let before = served(&scratch);
    fs::write(scratch.document(), "garbage").unwrap();
    let garbage = scratch.document();
    let output = publish(&scratch, &[&files[0], garbage.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        told(&output).contains("document.json: expected JSON"),
        "{output:?}"
    );
    assert_eq!(served(&scratch), before);
}

#[test]
fn a_converted_file_takes_the_place_of_the_sample_and_of_earlier_ones() {
    let scratch = Scratch::new();
    with_the_sample(&scratch);
    for feed in [
        "vigil/report.json",
        "aws/currentevents.json",
        "vigil/report.json",
    ] {
        let mut convert = Command::new(env!("CARGO_BIN_EXE_intermission"));
        let converted = convert
            .args(["convert", "-q", &fixture(feed)])
            .output()
            .unwrap();
        assert_eq!(told(&converted), "", "{feed}");
        let text = String::from_utf8(converted.stdout).unwrap();
        succeeded(&scratch.publish(&text, &[]));
        assert_eq!(
            served(&scratch).to_string().contains("Relay"),
            feed.starts_with("vigil")
        );
    }
    // What its own publisher has dated takes its place again, and is held back by nothing.
    succeeded(&scratch.publish(&document(7), &[]));
}

#[test]
fn names_of_a_page_are_for_feeds_that_do_not_say_them() {
    let facts = [
        "--name",
        "Acme",
        "--url",
        "https://status.acme.example",
        "--time-zone",
        "europe/berlin",
    ];
    let expected = serde_json::json!({
        "name": "Acme", "url": "https://status.acme.example", "time_zone": "Europe/Berlin",
    });
    let feed = fixture("vigil/report.json");
    let arguments = [&[feed.as_str()], facts.as_slice()].concat();
    let scratch = Scratch::new();
    succeeded(&publish(&scratch, &arguments));
    let page = served(&scratch)["page"].clone();
    assert_eq!(page, expected);
    let mut convert = Command::new(env!("CARGO_BIN_EXE_intermission"));
    let converted = convert.arg("convert").args(&arguments).output().unwrap();
    let converted: Value = serde_json::from_slice(&converted.stdout).unwrap();
    assert_eq!(converted["page"], expected);
    // A document of ours has them too, and is not touched without.
    succeeded(&scratch.publish(&document(7), &["--name", "Acme"]));
    assert_eq!(served(&scratch)["page"]["name"], "Acme");
    for (option, wrong, expected) in [
        (
            "--time-zone",
            "Europe/Berln",
            "did you mean `Europe/Berlin`?",
        ),
        ("--url", "status.acme.example", "expected a URL"),
    ] {
        let output = publish(&scratch, &[&feed, option, wrong]);
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains(expected), "{output:?}");
    }
}

#[test]
fn quiet_says_nothing_but_why_nothing_was_published() {
    let scratch = Scratch::new();
    for feed in [
        "vigil/report.json",
        "vigil/report.json",
        "uptime-kuma/1-page.json",
    ] {
        let output = publish(&scratch, &["-q", &fixture(feed)]);
        succeeded(&output);
        assert_eq!(
            (output.stdout.as_slice(), told(&output)),
            (b"".as_slice(), "")
        );
    }
    succeeded(&scratch.publish(&document(7), &["-q"]));
    let output = scratch.publish(&document(7), &["--quiet"]);
    assert_eq!(
        (output.stdout.as_slice(), told(&output)),
        (b"".as_slice(), "")
    );
    let output = scratch.publish(&document(6), &["-q"]);
    assert!(told(&output).contains("`--allow-older`"), "{output:?}");
}

#[test]
fn a_feed_without_a_time_of_its_own_touches_nothing_when_it_says_the_same() {
    let scratch = Scratch::new();
    let feed = fixture("vigil/report.json");
    publish(&scratch, &[&feed]);
    // Now everything is as of when the document was placed there.
    publish(&scratch, &[&feed]);
    let before = super::traces(&scratch.served());
    let output = publish(&scratch, &[&feed]);
    assert_eq!(
        output.stdout,
        b"published nothing, all of it is there, undated\n"
    );
    assert_eq!(super::traces(&scratch.served()), before);
}

#[test]
fn a_url_is_got_with_what_its_feed_wants_beside_it() {
    let host = Host::start();
    host.put(
        "/api/status-page/demo",
        200,
        &body("uptime-kuma/1-page.json"),
    );
    host.put(
        "/api/status-page/heartbeat/demo",
        200,
        &body("uptime-kuma/2-heartbeat.json"),
    );
    let scratch = Scratch::new();
    with_the_sample(&scratch);
    succeeded(&publish(&scratch, &[&host.url("/api/status-page/demo")]));
    assert_eq!(note(&scratch), "No check for a long time");
    // What cannot be had for a moment leaves the last good document.
    host.put("/api/status-page/heartbeat/demo", 503, "");
    let output = publish(&scratch, &[&host.url("/api/status-page/demo")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("expected HTTP status 200 from the server, found 503"),
        "{output:?}"
    );
    assert_eq!(note(&scratch), "No check for a long time");
    // What its host does not have is missing for good, and unknown.
    host.put("/api/status-page/heartbeat/demo", 404, "");
    succeeded(&publish(&scratch, &[&host.url("/api/status-page/demo")]));
    assert_eq!(note(&scratch), Value::Null);
    let output = publish(&scratch, &[&host.url("/none")]);
    assert!(
        told(&output).contains(": expected HTTP status 200 from the server, found 404"),
        "{output:?}"
    );
}

#[test]
fn a_statuspage_of_others_takes_the_place_of_the_sample() {
    let host = Host::start();
    let summary = r#"{"page": {"name": "Other", "updated_at": "2020-01-01T00:00:00Z"}, "components":
        [{"name": "API", "status": "on fire"}]}"#;
    host.put("/api/v2/summary.json", 200, summary);
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    let output = publish(&scratch, &[&host.url("/api/v2/summary.json")]);
    succeeded(&output);
    assert!(told(&output).contains("found `on fire`"), "{output:?}");
    let bytes = fs::read(scratch.served().join("status.json")).unwrap();
    assert_eq!(bytes, summary.as_bytes(), "as it is");
}

#[test]
fn a_document_from_the_future_is_warned_of_and_holds_no_later_one_back() {
    let scratch = Scratch::new();
    let future = document(8).replace("2026-11-23", "2999-11-23");
    let output = scratch.publish(&future, &[]);
    succeeded(&output);
    let warning =
        ": warning: `published_at`: expected a time that has come, found `2999-11-23T12:00:08Z`\n";
    assert!(told(&output).contains(warning), "{output:?}");
    succeeded(&scratch.publish(&document(7), &[]));
    // Nor does it once its time has come: it was placed there before.
    scratch.publish(&document(3_600), &[]);
    let published = File::options()
        .write(true)
        .open(scratch.served().join("status.json"))
        .unwrap();
    let noon = Duration::from_secs(at(0).timestamp().unsigned_abs());
    published.set_modified(UNIX_EPOCH + noon).unwrap();
    succeeded(&scratch.publish(&document(60), &[]));
    // Written by a clock that was fast by a little, it does.
    let clock = document(120);
    assert_eq!(
        Dated::holding_back(clock.as_bytes(), Some(at(0)), at(9_000)),
        Some(at(120))
    );
    assert_eq!(
        Dated::holding_back(clock.as_bytes(), None, at(0)),
        Some(at(120))
    );
    let fast = document(3_600);
    assert_eq!(Dated::holding_back(fast.as_bytes(), None, at(0)), None);
}
