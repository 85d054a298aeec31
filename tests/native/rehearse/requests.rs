//! How often each path was asked for.

use super::site::Server;

#[track_caller]
fn check(server: &Server, expected: &str) {
    let answer = server.get("/__rehearsal/requests");
    assert_eq!((answer.status, answer.text()), (200, expected));
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
}

#[test]
fn requests_are_counted_by_path() {
    let server = Server::start(|_| {});
    check(&server, "{}");
    for path in [
        "/status.json",
        "/status.json?again",
        "/index.html",
        "/",
        "/orders/7?a=b",
    ] {
        server.get(path);
    }
    server.ask("HEAD /", "", b"");
    server.ask("POST /status.json", "", b"");
    server.post("/__rehearsal/fault?status=503");
    server.get("/status.json");
    check(
        &server,
        r#"{"/":2,"/index.html":1,"/orders/7":1,"/status.json":4}"#,
    );
    assert_eq!(
        server.ask("DELETE /__rehearsal/requests", "", b"").status,
        204
    );
    check(&server, "{}");
    server.get("/status.json");
    check(&server, r#"{"/status.json":1}"#);
}

#[test]
fn paths_without_end_do_not_fill_the_memory() {
    let server = Server::start(|_| {});
    for number in 0..1_005 {
        server.get(&format!("/{number}"));
    }
    server.get("/7");
    let counts = server.get("/__rehearsal/requests");
    let counts: serde_json::Value = serde_json::from_slice(&counts.body).unwrap();
    let counts = counts.as_object().unwrap();
    assert_eq!((counts.len(), &counts["/7"]), (1_000, &2.into()));
}
