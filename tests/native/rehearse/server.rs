//! The server of a rehearsal, over real HTTP.

use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};

use intermission::cli::rehearse::Speed;
use intermission::cli::rehearse::plan::Minute;
use intermission::cli::site::{PageFiles, PageSource};
use intermission::model::time::instant::Instant;

use super::site::{PAGE, Server};
use crate::built_page;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types intermission; report-uri /__rehearsal/csp-report";

#[test]
fn page_comes_with_503_while_the_window_runs() {
    let server = Server::start(|_| {});
    let long = ["/", &"x".repeat(300)].concat();
    for path in [
        &long,
        "/index.html/more",
        "/../up",
        "/%2e%2e/up",
        "/%00",
        "/",
        "/incident/42",
        "/a/b/c?d=e",
        "/page-0123456789abcdef.js",
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.text()), (503, PAGE), "{path}");
        let headers = [
            ("Retry-After", "120"),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("Content-Type", "text/html; charset=utf-8"),
        ];
        for (name, value) in headers {
            assert_eq!(answer.header(name), Some(value), "{name} of {path}");
        }
    }
}

#[test]
fn page_stands_in_for_the_site_while_it_is_away_and_has_an_address_of_its_own() {
    let server = Server::start(|_| {});
    let cases = [(-0.1, 200), (0.0, 503), (67.9, 503), (68.0, 200)];
    for (minute, status) in cases {
        server.post(&format!("/__rehearsal/at?minute={minute}"));
        for path in ["/", "/deep/link"] {
            let answer = server.get(path);
            assert_eq!(answer.status, status, "{path} at minute {minute}");
            let away = status == 503;
            assert_eq!(answer.header("Retry-After"), away.then_some("120"));
            assert_eq!(
                answer.header("Content-Security-Policy"),
                away.then_some(POLICY)
            );
            assert_eq!(answer.text().contains("The site is here"), !away);
        }
        assert_eq!(server.get("/index.html").status, 200, "at minute {minute}");
    }
}

#[test]
fn a_site_that_stays_is_itself_and_the_page_beside_it() {
    let server = Server::start(|options| options.site_stays = true);
    server.post("/__rehearsal/at?minute=30");
    assert!(server.get("/").text().contains("The site is here"));
    assert_eq!(server.get("/index.html").text(), PAGE);
    assert_eq!(server.document()["status"]["indicator"], "maintenance");
    let robots = server.get("/robots.txt");
    let kind = robots.header("Content-Type");
    assert_eq!(kind, Some("text/plain; charset=utf-8"));
    assert_eq!(
        (robots.status, robots.text()),
        (200, "User-agent: *\nDisallow:\n")
    );
}

#[test]
fn page_comes_whole_whatever_is_asked_for() {
    let server = Server::start(|_| {});
    let headers = "If-None-Match: *\r\nIf-Modified-Since: Mon, 23 Nov 2099 12:00:00 GMT\r\nRange: bytes=0-3\r\n";
    let answer = server.ask("GET /", headers, b"");
    assert_eq!((answer.status, answer.text()), (503, PAGE));
    let answer = server.ask("HEAD /", "", b"");
    assert_eq!((answer.status, answer.text()), (503, ""));
    assert_eq!(server.ask("POST /", "", b"").status, 405);
}

#[test]
fn files_come_compressed_and_for_as_long_as_they_hold() {
    let server = Server::start(|_| {});
    let write = |name: &str, content: &str| fs::write(server.dist.join(name), content).unwrap();
    write("page-0123456789abcdef.js", "plain");
    write("page-0123456789abcdef.js.br", "brotli");
    write("page-0123456789abcdef.js.gz", "gzip");
    write("page-0123456789abcdef_bg.wasm", "\0asm");
    write("favicon.svg", "<svg/>");
    let forever = "public, max-age=31536000, immutable";
    let cases = [
        (
            "/page-0123456789abcdef.js",
            "br, gzip",
            "brotli",
            "text/javascript",
            forever,
        ),
        (
            "/page-0123456789abcdef.js",
            "gzip",
            "gzip",
            "text/javascript",
            forever,
        ),
        (
            "/page-0123456789abcdef.js",
            "identity",
            "plain",
            "text/javascript",
            forever,
        ),
        (
            "/page-0123456789abcdef_bg.wasm",
            "br",
            "\0asm",
            "application/wasm",
            forever,
        ),
        ("/favicon.svg", "br", "<svg/>", "image/svg+xml", "no-cache"),
    ];
    for (path, encodings, body, kind, cache) in cases {
        let headers = format!("Accept-Encoding: {encodings}\r\n");
        let answer = server.ask(&format!("GET {path}"), &headers, b"");
        assert_eq!((answer.status, answer.text()), (200, body), "{path}");
        assert_eq!(answer.header("Content-Type"), Some(kind), "{path}");
        assert_eq!(answer.header("Cache-Control"), Some(cache), "{path}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
    }
}

/// A command that contains the page has no folder.
#[test]
fn a_page_in_memory_is_served_like_one_in_a_folder() {
    let dist = std::env::temp_dir().join(format!("intermission-memory-{}", std::process::id()));
    built_page::write(&dist, "1");
    let files = PageFiles::read(Some(&dist)).unwrap();
    fs::remove_dir_all(&dist).unwrap();
    let page = String::from_utf8(files.get("index.html").unwrap().plain.to_vec()).unwrap();
    let styles = format!("tokens-{}.css", "1".repeat(16));
    let [brotli, gzip] = files.get(&styles).unwrap().copies.clone();
    let server = Server::start(|options| options.page = PageSource::Memory(files));
    for path in ["/", "/orders/7", "/page-0000000000000000.js"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.text()), (503, &*page), "{path}");
        assert_eq!(answer.header("Retry-After"), Some("120"), "{path}");
    }
    assert_eq!(server.get("/index.html").status, 200);
    assert_eq!(server.ask("POST /sw.js", "", b"").status, 405);
    for (accepted, body) in [("br, gzip", brotli), ("gzip", gzip)] {
        let headers = format!("Accept-Encoding: {accepted}\r\n");
        let answer = server.ask(&format!("GET /{styles}"), &headers, b"");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body, body.unwrap());
        assert_eq!(
            answer.header("Content-Type"),
            Some("text/css; charset=utf-8")
        );
        assert!(
            answer
                .header("Cache-Control")
                .unwrap()
                .contains("immutable")
        );
    }
    let plain = server.get("/icons/outage.svg");
    assert_eq!(
        (plain.text(), plain.header("Content-Encoding")),
        ("<svg/>", None)
    );
    // The gallery edits the page.
    let cell = server.get("/gallery/page/running/light");
    assert_eq!(cell.status, 200);
    assert!(cell.text().contains("<script src=\"/gallery/still.js\""));
}

#[test]
fn document_is_revalidated_by_its_tag() {
    let server = Server::start(|_| {});
    let first = server.get("/status.json");
    assert_eq!(first.status, 200);
    assert_eq!(first.header("Content-Type"), Some("application/json"));
    assert_eq!(first.header("Cache-Control"), Some("no-cache"));
    let etag = first.header("ETag").unwrap();
    assert!(etag.starts_with('"'), "{etag}");
    for tags in [etag, "*", &format!("\"other\", W/{etag}")] {
        let headers = format!("If-None-Match: {tags}\r\n");
        let again = server.ask("GET /status.json", &headers, b"");
        assert_eq!((again.status, again.text()), (304, ""), "{tags}");
        assert_eq!(again.header("ETag"), Some(etag));
        assert_eq!(again.header("Date"), first.header("Date"));
    }
    server.post("/__rehearsal/at?minute=28");
    let headers = format!("If-None-Match: {etag}\r\n");
    assert_eq!(server.ask("GET /status.json", &headers, b"").status, 200);
}

#[test]
fn time_runs_at_the_speed_of_the_rehearsal() {
    static MILLIS: AtomicI64 = AtomicI64::new(1_795_435_200_400);
    fn clock() -> Instant {
        Instant::from_timestamp_millis(MILLIS.load(Ordering::Relaxed)).unwrap()
    }
    let server = Server::start(|options| {
        options.speed = Speed::new(60.0).unwrap();
        options.real_clock = clock;
    });
    check_times(&server, "12:00:00", "12:00:00");
    MILLIS.fetch_add(9_700, Ordering::Relaxed);
    check_times(&server, "12:09:42", "12:09:30");
    server.post("/__rehearsal/at?minute=60.5");
    MILLIS.fetch_add(1_000, Ordering::Relaxed);
    check_times(&server, "12:34:30", "12:34:30");
    // A clock that is set back holds the rehearsal up.
    MILLIS.fetch_sub(60_000, Ordering::Relaxed);
    check_times(&server, "12:33:30", "12:33:30");
}

/// Compares the times of every kind of answer; the window always starts at 11:33.
#[track_caller]
fn check_times(server: &Server, date: &str, published: &str) {
    let date = format!("Mon, 23 Nov 2026 {date} GMT");
    for path in [
        "/",
        "/index.html",
        "/status.json",
        "/__rehearsal/csp-reports",
        "/__rehearsal/at",
    ] {
        assert_eq!(
            server.get(path).header("Date"),
            Some(date.as_str()),
            "{path}"
        );
    }
    let document = server.document();
    assert_eq!(document["published_at"], format!("2026-11-23T{published}Z"));
    let window = &document["scheduled_maintenances"][0];
    assert_eq!(window["scheduled_for"], "2026-11-23T11:33:00Z");
}

#[test]
fn rehearsal_begins_where_it_is_told() {
    let server = Server::start(|options| options.start_at = Minute::new(-10.0).unwrap());
    let document = server.document();
    let window = &document["scheduled_maintenances"][0];
    assert_eq!(window["status"], "scheduled");
    assert_eq!(window["scheduled_for"], "2026-11-23T12:10:00Z");
    assert_eq!(document["published_at"], "2026-11-23T12:00:00Z");
}

#[test]
fn clock_jumps_both_ways() {
    let server = Server::start(|_| {});
    for (minute, status) in [
        ("70", "completed"),
        ("-5", "scheduled"),
        ("62.5", "verifying"),
    ] {
        server.post(&format!("/__rehearsal/at?minute={minute}"));
        let window = &server.document()["scheduled_maintenances"][0];
        assert_eq!(window["status"], status, "minute {minute}");
        assert_eq!(window["scheduled_for"], "2026-11-23T11:33:00Z");
    }
}

#[test]
fn document_can_be_replaced() {
    let server = Server::start(|_| {});
    for body in [
        &b"{\"components\": [}"[..],
        b"",
        b"\xFF\xFE",
        &vec![b' '; 9 << 20],
    ] {
        let put = server.ask("POST /__rehearsal/document", "", body);
        assert_eq!(put.status, 204);
        let answer = server.get("/status.json");
        assert_eq!((answer.status, answer.body.len()), (200, body.len()));
        assert!(answer.body == body);
    }
    let deleted = server.ask("DELETE /__rehearsal/document", "", b"");
    assert_eq!(deleted.status, 204);
    assert_eq!(server.document()["version"], 1);
}

#[test]
fn reports_are_kept() {
    let server = Server::start(|_| {});
    assert_eq!(server.get("/__rehearsal/csp-reports").text(), "[]");
    let report = br#"{"csp-report":{"violated-directive":"script-src"}}"#;
    let headers = "Content-Type: application/csp-report\r\n";
    let kept = server.ask("POST /__rehearsal/csp-report", headers, report);
    assert_eq!(kept.status, 204);
    let refused = server.ask("POST /__rehearsal/csp-report", headers, b"<report>");
    assert_eq!(refused.status, 400);
    let answer = server.get("/__rehearsal/csp-reports");
    assert_eq!(
        answer.text(),
        r#"[{"csp-report":{"violated-directive":"script-src"}}]"#
    );
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
}

#[test]
fn controls_say_what_they_expect() {
    let server = Server::start(|_| {});
    let cases = [
        ("at", "expected `minute=M` in the query, found none\n"),
        (
            "at?minute=soon",
            "`minute`: expected a number of minutes between -100000 and 100000, found `soon`\n",
        ),
        (
            "fault?delay=600001",
            "expected `delay=N` with N at most 600000, found `delay=600001`\n",
        ),
        (
            "fault?flap=3",
            "expected another fault beside it, found `flap=3` alone\n",
        ),
    ];
    for (path, expected) in cases {
        let answer = server.ask(&format!("POST /__rehearsal/{path}"), "", b"");
        assert_eq!((answer.status, answer.text()), (400, expected), "{path}");
    }
}
