//! What the page meets on the way back: a site that should be there again, and is not.

use std::io::{ErrorKind, Read as _};

use super::site::{Case, GZIP, Headers, PAGE, Server, receive};

/// What the site's answers have, a minute after the window.
const SITE: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("connection", "close"),
    ("content-type", "text/html; charset=utf-8"),
    ("date", "Mon, 23 Nov 2026 12:42:00 GMT"),
];
const OK: &str = "200 OK";

/// The site's own answer, and a server on which the window is over.
fn over() -> (Server, Vec<u8>) {
    let server = Server::start(|_| {});
    server.post("/__rehearsal/at?minute=69");
    let site = server.get("/orders/7").body;
    (server, site)
}

/// Compares the site's answer under `faults`, and that nothing else has them.
#[track_caller]
fn check(server: &Server, faults: &str, status: &str, changes: Headers<'_>, body: &[u8]) {
    server.begin(faults);
    server.get("/orders/7").check(status, &SITE, changes, body);
    assert_eq!(server.document()["version"], 1, "{faults}");
    assert_eq!(server.get("/index.html").text(), PAGE, "{faults}");
    server.end();
}

#[test]
fn site_has_each_fault_and_recovers() {
    let (server, site) = over();
    let half = &site[..site.len() / 2];
    let busy = b"HTTP 500, as asked for in this rehearsal\n";
    let refused = [
        ("cache-control", "no-cache"),
        ("content-type", "text/plain; charset=utf-8"),
        ("retry-after", "9"),
    ];
    let tomorrow = [("date", "Tue, 24 Nov 2026 12:42:00 GMT")];
    let cases: &[Case<'_>] = &[
        (
            "site:status=500,retry-after=9",
            "500 Internal Server Error",
            &refused,
            busy,
        ),
        ("site:truncate", OK, &[], half),
        ("site:empty", OK, &[], b""),
        ("site:garbage", OK, &[], GZIP),
        ("site:date=+86400", OK, &tomorrow, &site),
        ("site:delay=1", OK, &[], &site),
    ];
    for (faults, status, changes, body) in cases {
        check(&server, faults, status, changes, body);
        server.get("/orders/7").check(OK, &SITE, &[], &site);
    }
}

#[test]
fn page_can_stand_in_for_longer_than_it_need() {
    let (server, site) = over();
    let page = [
        (
            "content-security-policy",
            server
                .get("/index.html")
                .header("Content-Security-Policy")
                .unwrap()
                .to_owned(),
        ),
        (
            "permissions-policy",
            server
                .get("/index.html")
                .header("Permissions-Policy")
                .unwrap()
                .to_owned(),
        ),
        ("referrer-policy", "no-referrer".to_owned()),
        ("retry-after", "120".to_owned()),
        ("vary", "accept-encoding".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    let page = page.each_ref().map(|(name, value)| (*name, value.as_str()));
    server.begin("site:away,flap=1");
    let away = server.get("/orders/7");
    away.check("503 Service Unavailable", &SITE, &page, PAGE.as_bytes());
    server.get("/orders/7").check(OK, &SITE, &[], &site);
    server.begin("site:away,status=500");
    assert_eq!(server.get("/orders/7").status, 500);
}

#[test]
fn site_breaks_off_and_hangs() {
    let (server, site) = over();
    server.begin("site:reset");
    let answer = receive(server.send("GET /orders/7", "", b""));
    assert_eq!(answer.broken, Some(ErrorKind::ConnectionReset));
    assert_eq!(answer.body, site[..site.len() / 2]);
    server.begin("site:hang");
    assert_eq!(
        server.ask("DELETE /__rehearsal/requests", "", b"").status,
        204
    );
    let mut hanging = server.send("GET /", "", b"");
    while server.get("/__rehearsal/requests").text() != r#"{"/":1}"# {}
    assert_eq!(server.get("/index.html").status, 200);
    hanging.set_nonblocking(true).unwrap();
    let read = hanging.read(&mut [0; 1]);
    assert_eq!(read.unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[test]
fn faults_of_the_site_wait_for_the_end_of_the_window() {
    let server = Server::start(|_| {});
    server.begin("site:status=500,flap=1");
    for path in ["/", "/orders/7"] {
        let page = server.get(path);
        assert_eq!((page.status, page.text()), (503, PAGE), "{path}");
    }
    server.post("/__rehearsal/at?minute=69");
    let found: Vec<_> = (0..3).map(|_| server.get("/").status).collect();
    assert_eq!(found, [500, 200, 500]);
}

#[test]
fn each_target_has_faults_of_its_own() {
    let (server, _) = over();
    let statuses = || [server.get("/status.json").status, server.get("/").status];
    let asked = server.ask("POST /__rehearsal/fault", "", b"site:status=502\n");
    assert_eq!(asked.status, 204);
    assert_eq!(statuses(), [200, 502]);
    server.begin("status=404");
    assert_eq!(statuses(), [404, 502]);
    let refused = server.ask("POST /__rehearsal/fault?status=200", "", b"");
    assert_eq!(refused.status, 400);
    assert_eq!(statuses(), [404, 502]);
    server.begin("delay=0");
    assert_eq!(statuses(), [200, 502]);
    server.end();
    assert_eq!(statuses(), [200, 200]);
}

#[test]
fn faults_can_be_there_from_the_start() {
    let server = Server::start(|options| {
        let texts = ["status=503", "retry-after=7", "site:status=502"];
        options.faults = texts.map(|text| text.parse().unwrap()).to_vec();
    });
    server.post("/__rehearsal/at?minute=69");
    let document = server.get("/status.json");
    assert_eq!(
        (document.status, document.header("Retry-After")),
        (503, Some("7"))
    );
    assert_eq!(server.get("/").status, 502);
}
