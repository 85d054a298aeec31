//! Who may use the control endpoints of a rehearsal.

use super::site::Server;

const CONTROLS: [(&str, u16); 7] = [
    ("POST /__rehearsal/at?minute=3", 204),
    ("POST /__rehearsal/fault?status=500", 204),
    ("DELETE /__rehearsal/fault", 204),
    ("POST /__rehearsal/document", 204),
    ("DELETE /__rehearsal/document", 204),
    ("GET /__rehearsal/requests", 200),
    ("GET /__rehearsal/csp-reports", 200),
];

#[track_caller]
fn check(headers: &str, is_let_through: bool) {
    let server = Server::start(|_| {});
    for (request, status) in CONTROLS {
        let expected = if is_let_through { status } else { 403 };
        let answer = server.ask(request, headers, b"");
        assert_eq!(answer.status, expected, "{request} {headers}");
        if !is_let_through {
            assert!(answer.text().starts_with("expected `"), "{}", answer.text());
        }
    }
}

#[test]
fn operators_and_the_rehearsed_page_are_let_through() {
    for headers in [
        "",
        "Host: 127.0.0.1:8000\r\n",
        "Host: [::1]:8000\r\n",
        "Host: 192.168.1.7\r\n",
        "Host: shop.localhost:8000\r\nOrigin: http://shop.localhost:8000\r\nSec-Fetch-Site: same-origin\r\n",
        "Origin: http://localhost\r\n",
        "Sec-Fetch-Site: none\r\n",
    ] {
        check(headers, true);
    }
}

#[test]
fn pages_of_other_origins_are_refused() {
    for headers in [
        "Origin: https://evil.example\r\n",
        "Origin: http://localhost:9999\r\n",
        "Origin: http://localhost.evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\nOrigin: http://localhost\r\n",
    ] {
        check(headers, false);
    }
}

/// The owner of a name can lead it to this machine, and pages of that name are then of the rehearsal's origin.
#[test]
fn names_that_somebody_may_own_are_refused() {
    for headers in [
        "Host: evil.example\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
        "Host: localhost.evil.example:8000\r\n",
        "Host: 127.0.0.1.evil.example\r\n",
        "Host: evil.example:80:80\r\n",
        "Host: \r\n",
    ] {
        check(headers, false);
    }
    let server = Server::start(|_| {});
    let report = server.ask(
        "POST /__rehearsal/csp-report",
        "Host: evil.example\r\n",
        b"{}",
    );
    assert_eq!(report.status, 403);
}

#[test]
fn what_is_kept_is_limited() {
    let server = Server::start(|_| {});
    let report = |body: &[u8]| server.ask("POST /__rehearsal/csp-report", "Origin: null\r\n", body);
    assert_eq!(report(br#"{"csp-report": {}}"#).status, 204);
    let large = format!("\"{}\"", "x".repeat(20_000));
    assert_eq!(report(large.as_bytes()).status, 413);
    server.get(&format!("/{}", "x".repeat(3_000)));
    server.get("/short");
    let counted = server.get("/__rehearsal/requests");
    assert_eq!(counted.text(), r#"{"/short":1}"#);
}
