//! The responses: by address, method, `Accept`, `Accept-Encoding` and the headers of proxies.

use super::{Answer, HASHED, SCRIPT, Scratch, Server};

/// Headers that a kind of response has, by `deploy/headers.json`.
#[track_caller]
pub(super) fn check_headers(kind: &str, method: &str, answer: &Answer) {
    let table: serde_json::Value =
        serde_json::from_str(include_str!("../../../deploy/headers.json")).unwrap();
    for (name, value) in table[kind]["headers"].as_object().unwrap() {
        let value = value.as_str().unwrap().replace("METHOD", method);
        assert_eq!(
            answer.header(name),
            Some(value.as_str()),
            "{name} of {kind}: {}",
            answer.head
        );
    }
}

#[test]
fn every_address_and_method_is_answered_with_the_page() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"];
    for method in methods {
        for path in [
            "/",
            "/index.html",
            "/orders/7?from=mail",
            "/page-0000000000000000.js",
            "/healthz",
        ] {
            let answer = server.ask(&format!("{method} {path}"), &[]);
            assert_eq!(answer.status, 503, "{method} {path}");
            check_headers("page", method, &answer);
            assert!(answer.text().contains("Edition-7."), "{method} {path}");
            assert_eq!(answer.header("etag"), None);
        }
    }
    let head = server.ask("HEAD /orders/7", &[]);
    assert_eq!((head.status, head.body.len()), (503, 0));
    for header in [
        ("Range", "bytes=0-9"),
        ("If-None-Match", "*"),
        ("If-Match", "\"x\""),
    ] {
        let answer = server.ask("GET /orders/7", &[header]);
        assert_eq!(answer.status, 503, "{header:?}");
        assert!(answer.text().contains("Edition-7."), "{header:?}");
    }
    assert_eq!(server.ask("POST /sw.js", &[]).status, 503);
}

#[test]
fn files_are_sent_with_the_headers_of_their_kind() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    let cases = [
        (HASHED, "hashed", "text/javascript; charset=utf-8"),
        ("/sw.js", "named", "text/javascript; charset=utf-8"),
        ("/icons/outage.svg", "named", "image/svg+xml"),
        ("/status.json", "document", "application/json"),
        ("/status.json?1", "document", "application/json"),
        ("/plain.html", "rendered", "text/html; charset=utf-8"),
        ("/status.txt", "rendered", "text/plain; charset=utf-8"),
        ("/badge.svg", "rendered", "image/svg+xml"),
        (
            "/maintenance.ics",
            "rendered",
            "text/calendar; charset=utf-8",
        ),
    ];
    for (path, kind, media_type) in cases {
        let answer = server.ask(&format!("GET {path}"), &[("Range", "bytes=0-3")]);
        assert_eq!(answer.status, 200, "{path}");
        check_headers(kind, "GET", &answer);
        assert_eq!(answer.header("content-type"), Some(media_type), "{path}");
        assert_eq!(answer.header("retry-after"), None, "{path}");
        let etag = answer.header("etag").unwrap();
        let again = server.ask(&format!("GET {path}"), &[("If-None-Match", etag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    assert_eq!(
        server.ask("GET /status.json", &[]).text(),
        super::document(7)
    );
    assert_eq!(server.ask(&format!("GET {HASHED}"), &[]).text(), SCRIPT);
    for path in [
        "/page-0123456789abcdef.js.br",
        "/dist/index.html",
        "/../dist/sw.js",
        "/.hidden",
    ] {
        assert_eq!(
            server.ask(&format!("GET {path}"), &[]).status,
            503,
            "{path}"
        );
    }
}

#[test]
fn the_smallest_copy_that_a_client_reads_is_sent() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    let cases = [
        ("gzip, deflate, br", Some("br")),
        ("br;q=0.1, gzip;q=1", Some("br")),
        ("gzip, br;q=0", Some("gzip")),
        ("GZIP", Some("gzip")),
        ("gzip;q=0.000", None),
        ("identity", None),
        ("*", None),
    ];
    for (accepted, coding) in cases {
        for path in [HASHED, "/orders/7", "/plain.html"] {
            let answer = server.ask(&format!("GET {path}"), &[("Accept-Encoding", accepted)]);
            assert_eq!(
                answer.header("content-encoding"),
                coding,
                "{path} {accepted}"
            );
            assert_eq!(
                answer.header("vary"),
                Some("Accept-Encoding"),
                "{path} {accepted}"
            );
            let etag = answer.header("etag").unwrap_or_default();
            assert_eq!(
                etag.contains("-br"),
                coding == Some("br") && path != "/orders/7",
                "{path}"
            );
        }
    }
    let answer = server.ask(&format!("GET {HASHED}"), &[("Accept-Encoding", "br")]);
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut plain).unwrap();
    assert_eq!(plain, SCRIPT.as_bytes());
}

#[test]
fn programs_get_problem_details_or_text_by_what_they_accept() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    for line in include_str!("../../fixtures/accept.txt").lines() {
        let (kind, accept) = line.split_once('\t').unwrap();
        let answer = server.ask("POST /api/orders", &[("Accept", accept)]);
        assert_eq!(answer.status, 503, "{accept}");
        check_headers(kind, "POST", &answer);
    }
    let problem = server
        .ask("GET /api/orders", &[("Accept", "application/json")])
        .json();
    let expected = serde_json::json!({
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "Maintenance is under way · Expected to end at 23 Nov 2026, 13:00 (UTC) · As of 23 Nov 2026, 12:00 (UTC)",
        "retry_after": 120,
        "situation": "running",
        "as_of": "2026-11-23T12:00:07Z",
        "expected_end": "2026-11-23T13:00:00Z",
        "affected_count": 1,
        "affected": [{ "name": "Orders", "status": "under_maintenance", "eta": "2026-11-23T12:45:00Z" }],
    });
    assert_eq!(problem, expected);
    let text = server
        .ask("GET /api/orders", &[("Accept", "text/plain")])
        .text();
    assert_eq!(text, server.ask("GET /status.txt", &[]).text());
}

#[test]
fn a_proxy_passes_status_format_and_address_to_its_default_backend() {
    let scratch = Scratch::new();
    let server = scratch.serve(&["--status", "502", "--retry-after", "30"]);
    let plain = server.ask("GET /", &[]);
    assert_eq!(
        (plain.status, plain.header("retry-after")),
        (502, Some("30"))
    );
    for (code, status) in [
        ("504", 504),
        ("404", 404),
        ("200", 502),
        ("600", 502),
        ("x", 502),
        ("-1", 502),
    ] {
        let answer = server.ask("GET /", &[("X-Code", code)]);
        assert_eq!(answer.status, status, "{code}");
    }
    let headers = [
        ("X-Code", "504"),
        ("X-Format", "application/json"),
        ("Accept", "text/html"),
    ];
    let answer = server.ask("GET /", &headers);
    let problem = answer.json();
    assert_eq!((answer.status, &problem["status"]), (504, &504.into()));
    assert_eq!(problem["title"], "Gateway Timeout");
    assert_eq!(problem["retry_after"], 30);
    // The page's own files are requested at the visitor's address, which fails as well.
    let file = server.ask("GET /", &[("X-Code", "503"), ("X-Original-URI", HASHED)]);
    assert_eq!((file.status, file.text().as_str()), (200, SCRIPT));
    let page = server.ask(
        "GET /",
        &[("X-Code", "503"), ("X-Original-URI", "/orders/7?x=1")],
    );
    assert_eq!(page.status, 503);
}

#[test]
fn where_the_site_stays_the_page_has_its_own_address() {
    let scratch = Scratch::new();
    let server = scratch.serve(&["--site-stays"]);
    for path in ["/", "/index.html"] {
        let answer = server.ask(&format!("GET {path}"), &[("Accept", "application/json")]);
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (200, None),
            "{path}"
        );
        assert!(answer.text().contains("Edition-7."), "{path}");
    }
    for request in ["GET /orders/7", "POST /", "GET /page-0000000000000000.js"] {
        assert_eq!(server.ask(request, &[]).status, 404, "{request}");
    }
    assert_eq!(server.ask("GET /status.json", &[]).status, 200);
}

/// The log has what an address contains, but nothing that controls a terminal.
#[test]
fn each_response_is_logged_once() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    server.ask("GET /orders/7?a=b", &[("Accept", "text/plain")]);
    let line = server.logged("request");
    for part in [
        "peer=\"127.0.0.1\"",
        "method=\"GET\"",
        "address=/orders/7?a=b",
        "status=503",
        "kind=\"text\"",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    let mut command = scratch.command(&["--listen", "127.0.0.1:0", "--log", "json"]);
    command.env("NO_COLOR", "1");
    let server = Server::start_without_port(command);
    let line: serde_json::Value = serde_json::from_str(&server.logged("listening")).unwrap();
    let address = line["address"].as_str().unwrap();
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    super::ask(port, "GET /%1B[31m", &[]);
    let line: serde_json::Value = serde_json::from_str(&server.logged("\"request\"")).unwrap();
    assert_eq!(line["address"], "/%1B[31m");
    assert_eq!(line["status"], 503);
}
