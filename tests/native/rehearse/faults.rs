//! Every fault, as a plain client sees it over real HTTP: all headers and all bytes.

use std::io::{ErrorKind, Read as _};
use std::sync::atomic::{AtomicI64, Ordering};

use intermission::cli::rehearse::clock::real_now;
use intermission::model::time::instant::Instant;

use super::site::{Answer, Case, GZIP, Headers, Server, receive};

/// What an answer has when nothing is wrong with it.
const DOCUMENT: [(&str, &str); 7] = [
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "Date, Age, Retry-After"),
    ("cache-control", "no-cache"),
    ("connection", "close"),
    ("content-type", "application/json"),
    ("date", "Mon, 23 Nov 2026 12:00:00 GMT"),
    ("etag", "…"),
];
const TEXT: (&str, &str) = ("content-type", "text/plain; charset=utf-8");
const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");
const OK: &str = "200 OK";
/// What is not there.
const NO_LENGTH: (&str, &str) = ("content-length", "");
const NO_TAG: (&str, &str) = ("etag", "");
const PORTAL: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<title>Sign in</title>\n<h1>Sign in to this network</h1>\n</html>\n";

#[track_caller]
fn check(answer: &Answer, status: &str, changes: Headers<'_>, body: &[u8]) {
    answer.check(status, &DOCUMENT, changes, body);
}

/// Goes through `cases`, and between them to an answer with which nothing is wrong.
#[track_caller]
fn check_all(server: &Server, document: &[u8], cases: &[Case<'_>]) {
    for (faults, status, changes, body) in cases {
        server.begin(faults);
        check(&server.get("/status.json"), status, changes, body);
        server.end();
        check(&server.get("/status.json"), OK, &[], document);
    }
}

#[test]
fn document_fails_with_a_status() {
    let server = Server::start(|_| {});
    let document = server.get("/status.json").body;
    let unavailable = "503 Service Unavailable";
    let body = b"HTTP 503, as asked for in this rehearsal\n";
    let seconds = ("retry-after", "120");
    let date = ("retry-after", "Mon, 23 Nov 2026 12:02:00 GMT");
    let moved = b"HTTP 302, as asked for in this rehearsal\n";
    let odd = b"HTTP 599, as asked for in this rehearsal\n";
    // As it would be without the 304, by RFC 9110 (8.6).
    let length = ("content-length", "41");
    let cases: &[Case<'_>] = &[
        ("status=503", unavailable, &[NO_TAG, TEXT], body),
        (
            "status=503,retry-after=120",
            unavailable,
            &[NO_TAG, TEXT, seconds],
            body,
        ),
        (
            "retry-after=date+120,status=503",
            unavailable,
            &[NO_TAG, TEXT, date],
            body,
        ),
        (
            "status=503,html",
            unavailable,
            &[NO_TAG, HTML],
            PORTAL.as_bytes(),
        ),
        ("status=302", "302 Found", &[NO_TAG, TEXT], moved),
        ("status=599", "599 <none>", &[NO_TAG, TEXT], odd),
        (
            "status=304",
            "304 Not Modified",
            &[NO_TAG, TEXT, length],
            b"",
        ),
    ];
    check_all(&server, &document, cases);
}

#[test]
fn document_is_not_what_it_should_be() {
    let server = Server::start(|_| {});
    let document = server.get("/status.json").body;
    let half = &document[..document.len() / 2];
    let tomorrow = ("date", "Tue, 24 Nov 2026 12:00:00 GMT");
    let yesterday = ("date", "Sun, 22 Nov 2026 12:00:00 GMT");
    let closed = [
        ("access-control-allow-origin", ""),
        ("access-control-expose-headers", ""),
    ];
    let cases: &[Case<'_>] = &[
        ("truncate", OK, &[], half),
        ("html", OK, &[HTML], PORTAL.as_bytes()),
        (
            "html,truncate",
            OK,
            &[HTML],
            &PORTAL.as_bytes()[..PORTAL.len() / 2],
        ),
        ("garbage", OK, &[], GZIP),
        ("empty", OK, &[], b""),
        ("stale", OK, &[("age", "0")], &document),
        ("date=+86400", OK, &[tomorrow], &document),
        ("date=-86400", OK, &[yesterday], &document),
        ("cors", OK, &closed, &document),
    ];
    check_all(&server, &document, cases);
}

#[test]
fn connection_is_reset_in_the_middle() {
    let server = Server::start(|_| {});
    let document = server.get("/status.json").body;
    server.begin("reset");
    let answer = receive(server.send("GET /status.json", "", b""));
    assert_eq!(answer.broken, Some(ErrorKind::ConnectionReset));
    let length = document.len().to_string();
    let changes = [NO_TAG, ("content-length", length.as_str())];
    let half = &document[..document.len() / 2];
    check(&answer, OK, &changes, half);
}

#[test]
fn huge_document_is_json_for_all_that() {
    let server = Server::start(|_| {});
    server.begin("huge");
    let body = ["{\"page\": {\"name\": \"", &"x".repeat(9 << 20), "\"}}\n"].concat();
    let answer = server.get("/status.json");
    check(&answer, OK, &[NO_TAG], body.as_bytes());
}

#[test]
fn answer_that_hangs_never_comes() {
    let server = Server::start(|_| {});
    server.begin("hang");
    let mut hanging = server.send("GET /status.json", "", b"");
    // Once it is counted it has been read, and it hangs.
    while server.get("/__rehearsal/requests").text() != r#"{"/status.json":1}"# {}
    server.end();
    assert_eq!(server.get("/status.json").status, 200);
    hanging.set_nonblocking(true).unwrap();
    let read = hanging.read(&mut [0; 1]);
    assert_eq!(read.unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[test]
fn late_answer_comes_in_the_end() {
    let server = Server::start(|_| {});
    let document = server.get("/status.json").body;
    server.begin("delay=30");
    let asked = real_now();
    let answer = server.get("/status.json");
    let passed = real_now() - asked;
    assert!(passed.num_milliseconds() >= 30, "came after {passed:?}");
    check(&answer, OK, &[], &document);
}

#[test]
fn version_is_all_that_changes() {
    let server = Server::start(|_| {});
    let mut expected = server.document();
    expected["version"] = 2.into();
    server.begin("version=2");
    assert_eq!(server.document(), expected);
    let put = |body: &[u8]| server.ask("POST /__rehearsal/document", "", body);
    put(b"[1, 2]");
    assert_eq!(server.get("/status.json").text(), "[1, 2]");
    put(b"{\"page\": {}}");
    assert_eq!(
        server.get("/status.json").text(),
        r#"{"page":{},"version":2}"#
    );
}

#[test]
fn stale_document_ages_while_it_stays_the_same() {
    static SECONDS: AtomicI64 = AtomicI64::new(1_795_435_200);
    fn clock() -> Instant {
        Instant::from_timestamp(SECONDS.load(Ordering::Relaxed)).unwrap()
    }
    let server = Server::start(|options| options.real_clock = clock);
    let document = server.get("/status.json").body;
    for (faults, date) in [("stale", "12:10:00"), ("stale=date", "12:00:00")] {
        SECONDS.store(1_795_435_200, Ordering::Relaxed);
        server.begin(faults);
        SECONDS.fetch_add(600, Ordering::Relaxed);
        let date = format!("Mon, 23 Nov 2026 {date} GMT");
        let changes = [("age", "600"), ("date", date.as_str())];
        check(&server.get("/status.json"), OK, &changes, &document);
    }
    // What is put there while it is stale is not seen, and a jump to before it began makes it new.
    assert_eq!(
        server.ask("POST /__rehearsal/document", "", b"{}").status,
        204
    );
    server.post("/__rehearsal/at?minute=0");
    let changes = [("age", "0"), ("date", "Mon, 23 Nov 2026 11:33:00 GMT")];
    check(&server.get("/status.json"), OK, &changes, &document);
    server.end();
    assert_eq!(server.get("/status.json").text(), "{}");
}

#[test]
fn faults_come_and_go() {
    static SECONDS: AtomicI64 = AtomicI64::new(1_795_435_200);
    fn clock() -> Instant {
        Instant::from_timestamp(SECONDS.load(Ordering::Relaxed)).unwrap()
    }
    let server = Server::start(|options| options.real_clock = clock);
    let asked = |passing: i64| {
        SECONDS.fetch_add(passing, Ordering::Relaxed);
        server.get("/status.json").status
    };
    server.begin("status=500,flap=2");
    let found: Vec<_> = (0..7).map(|_| asked(0)).collect();
    assert_eq!(found, [500, 500, 200, 200, 500, 500, 200]);
    server.begin("status=500,flap=30s");
    let found: Vec<_> = [0, 29, 1, 29, 1, 90].into_iter().map(asked).collect();
    assert_eq!(found, [500, 500, 200, 200, 500, 200]);
}

#[test]
fn client_that_has_a_faulty_body_is_not_sent_it_again() {
    let server = Server::start(|_| {});
    server.begin("html");
    let etag = server.get("/status.json");
    let headers = format!("If-None-Match: {}\r\n", etag.header("ETag").unwrap());
    let answer = server.ask("GET /status.json", &headers, b"");
    let changes = [NO_LENGTH, ("content-type", "")];
    check(&answer, "304 Not Modified", &changes, b"");
    server.end();
    assert_eq!(server.ask("GET /status.json", &headers, b"").status, 200);
}
