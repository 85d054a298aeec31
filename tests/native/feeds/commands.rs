//! `intermission check` and `intermission convert` of other people's feeds, as their users run them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output};

use intermission::cli::check::Findings;
use intermission::cli::screen::screen;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use serde_json::Value;

use super::now;
use crate::expect::repository;

pub(super) fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command
        .args(arguments)
        .current_dir(repository("tests/fixtures/feeds"));
    command.output().unwrap()
}

pub(super) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn check_says_which_format_it_is_and_what_it_says() {
    let output = run(&["check", "vigil/report.json"]);
    assert_eq!(
        text(&output.stdout),
        "vigil/report.json:8:32: `probes[1].nodes[1].status`: expected one of `healthy`, `sick`, `dead`, \
         found `operational`\n\
         vigil/report.json:8:74: `probes[1].nodes[2]`: expected an object, found a string\n\
         vigil/report.json: 6 services, 2 affected, 1 healthy, 3 unknown; 0 maintenances; 0 open incidents\n\
         vigil/report.json: return: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, 10,000 of 100,000, 100,000 of 1,000,000\n\
         vigil/report.json: 2 problems\n\
         vigil/report.json: recognised as Vigil\n\
         \n\
         \u{20} Example\n\
         \u{20} Disruption: Some services are limited or unavailable\n\
         \u{20} Groups that do not work, or of unknown state:\n\
         \u{20}   Web: Degraded\n\
         \u{20} Services that do not work, or of unknown state:\n\
         \u{20}   Relay (Web): Degraded\n\
         \u{20}   Shop (Web): Outage\n\
         \u{20}   Never heard of (Push): Unknown, Published as healthy; nothing has reported\n\
         \u{20}     yet\n\
         \u{20}   Odd (Push): \u{201c}operational\u{201d}\n\
         \u{20}   Service without a name (Push): Unknown\n\
         \u{20} This feed does not announce maintenance, describe incidents or say when\n\
         \u{20} anything happened.\n",
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn check_says_that_the_checks_of_a_feed_are_too_old() {
    let line = |at| {
        let output = run(&["check", "uptimeflare/data.json", "--at", at]);
        let text = text(&output.stdout).to_owned();
        text.lines()
            .find(|it| it.contains("last checked"))
            .map(str::to_owned)
    };
    assert_eq!(
        line("2026-11-29T12:00:00Z").as_deref(),
        Some(
            "uptimeflare/data.json: last checked 5 d ago, at 2026-11-24T11:58:20Z: too old, so the services are unknown"
        ),
    );
    assert_eq!(line("2026-11-24T12:00:00Z"), None);
}

#[test]
fn faults_in_further_documents_are_told_of_these() {
    let output = run(&["check", "checkly/1-summary.json", "checkly/2-services.json"]);
    let first = text(&output.stdout).lines().next().unwrap();
    assert!(
        first.starts_with("checkly/2-services.json:4:45: `[2].status`: "),
        "{first}"
    );
}

/// Runs a command on a good document and another file with this text.
fn beside(command: &str, options: &[&str], body: &str) -> (Output, String) {
    let file = std::env::temp_dir().join(format!(
        "intermission-beside-{}-{}-{command}.json",
        std::process::id(),
        body.len()
    ));
    std::fs::write(&file, body).unwrap();
    let other = file.to_str().unwrap();
    let output = run(&[&[command], options, &["vigil/report.json", other]].concat());
    std::fs::remove_file(&file).unwrap();
    (output, other.to_owned())
}

#[test]
fn a_further_document_that_cannot_be_used_is_an_error_that_names_it() {
    let unrecognised =
        "expected a status document, or a feed in a format that docs/feeds.md lists, found ";
    for (body, place, expected) in [
        (
            "garbage",
            ":1:1",
            "expected JSON: a value, found `g`".to_owned(),
        ),
        (
            "{\"foo\": 1}",
            "",
            format!("{unrecognised}an object with `foo`"),
        ),
        (
            "{\"components\": []}",
            "",
            format!("{unrecognised}Statuspage v2 or a superset beside Vigil"),
        ),
        (
            "",
            "",
            "expected a status document, found nothing".to_owned(),
        ),
    ] {
        let (output, other) = beside("check", &[], body);
        let told = text(&output.stdout);
        assert!(
            told.contains(&format!("{other}{place}: {expected}\n")),
            "{told}"
        );
        assert_eq!(output.status.code(), Some(2));
        let (output, other) = beside("check", &["--format", "json"], body);
        let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(findings["unread"][0]["file"], other);
        assert_eq!(findings["unread"][0]["error"]["message"], expected);
        assert_eq!(output.status.code(), Some(2));
        let (output, other) = beside("convert", &[], body);
        let told = text(&output.stderr);
        assert!(told.starts_with(&format!("{other}: {expected}")), "{told}");
        assert_eq!((text(&output.stdout), output.status.code()), ("", Some(2)));
    }
}

#[test]
fn the_fault_in_a_broken_news_feed_is_told() {
    let file = std::env::temp_dir().join(format!("intermission-news-{}.xml", std::process::id()));
    for (body, expected) in [
        (
            "<rss><channel>\n <item></channel></rss>",
            "expected the end tag of the innermost element at line 2 column 8",
        ),
        (
            "<rss version=\"2.0\"></rss>",
            "expected a channel in the RSS feed",
        ),
    ] {
        std::fs::write(&file, body).unwrap();
        let outputs = ["check", "convert"].map(|command| run(&[command, file.to_str().unwrap()]));
        for output in outputs {
            let told = [text(&output.stdout), text(&output.stderr)].concat();
            let fault = "found an RSS feed that cannot be read";
            assert!(told.contains(fault) && told.contains(expected), "{told}");
            assert_eq!(output.status.code(), Some(2));
        }
    }
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn what_is_missing_is_said() {
    let output = run(&["check", "uptime-kuma-1/page.json"]);
    let line = "uptime-kuma-1/page.json: missing so far: the states of its services, in `heartbeat/demo`\n";
    assert!(
        text(&output.stdout).contains(line),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(output.status.code(), Some(0));
    let output = run(&["convert", "uptime-kuma-1/page.json"]);
    assert_eq!(
        text(&output.stderr),
        "missing: the states of its services, in `heartbeat/demo`\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn convert_writes_a_document_that_check_finds_sound() {
    let output = run(&[
        "convert",
        "uptime-kuma/1-page.json",
        "aws/currentevents.json",
    ]);
    let unread = "aws/currentevents.json: ";
    assert!(
        text(&output.stderr).starts_with(unread),
        "{}",
        text(&output.stderr)
    );
    let output = run(&["convert", "aws/currentevents.json"]);
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
    assert_eq!(Findings::of(&output.stdout).status(), 0);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["source"]["format"], "aws");
}

#[test]
fn what_is_no_feed_is_refused() {
    for (arguments, expected) in [
        (
            ["convert", "no-such-file"],
            "no-such-file: expected a readable file, found: ",
        ),
        (
            ["convert", "../views/over.html"],
            "../views/over.html: expected JSON, found a web page",
        ),
        (
            ["check", "http://["],
            "http://[: expected a URL that can be requested, found: ",
        ),
        (
            ["check", "http://127.0.0.1:1/"],
            "http://127.0.0.1:1/: expected a response from the server, found none (",
        ),
    ] {
        let output = run(&arguments);
        assert!(
            text(&output.stderr).starts_with(expected),
            "{}",
            text(&output.stderr)
        );
        assert_eq!(output.status.code(), Some(2));
    }
}

/// Answers the paths that a Kuma has, until all were asked for.
fn serve(listener: &TcpListener, paths: &[(&str, &str)]) {
    for _ in paths {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let request = lines.next().unwrap().unwrap();
        while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
        let found = paths
            .iter()
            .find(|(path, _)| request.starts_with(&format!("GET {path} ")));
        let (status, body) = found.map_or(("404 Not Found", String::new()), |(_, file)| {
            let path = repository("tests/fixtures/feeds").join(file);
            ("200 OK", std::fs::read_to_string(path).unwrap())
        });
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
    }
}

#[test]
fn what_a_feed_wants_beside_is_got_too() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let paths = [
        ("/api/status-page/demo", "uptime-kuma/1-page.json"),
        (
            "/api/status-page/heartbeat/demo",
            "uptime-kuma/2-heartbeat.json",
        ),
    ];
    let server = std::thread::spawn(move || serve(&listener, &paths));
    let output = run(&["convert", &format!("{origin}/api/status-page/demo")]);
    server.join().unwrap();
    let expected = "expected one of `0`, `1`, `2`, `3`, found `7`\n";
    let told = text(&output.stderr);
    assert!(
        told.ends_with(expected) && told.lines().count() == 1,
        "{told}"
    );
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    // The states themselves are by now too old to be shown.
    assert_eq!(document["source"]["checked_at"], "2026-11-24T11:59:10Z");
}

#[test]
fn a_screen_has_room_for_eight_of_a_kind() {
    let component = r#"{"name": "a", "status": "offline"}"#;
    let document = format!(r#"{{"components": [{}]}}"#, [component; 12].join(","));
    let (document, _) = Document::read(document.as_bytes()).unwrap();
    let text = screen(&normalize(&document, Language::default(), &[]).0, now());
    assert_eq!(text.lines().count(), 11, "{text}");
    assert!(text.ends_with("    a: Offline\n    and 4 more\n"), "{text}");
}
