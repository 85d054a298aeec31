//! The operator's port: health and metrics.

use super::{Scratch, ask};

#[test]
fn metrics_count_responses_by_kind_and_status() {
    let scratch = Scratch::new();
    let server = scratch.serve(&["--health-listen", "127.0.0.1:0"]);
    let port = server.listening("port=Operator");
    for _ in 0..3 {
        server.ask("GET /orders/7", &[]);
    }
    server.ask("GET /orders/7", &[("Accept", "application/json")]);
    server.ask("GET /status.json", &[]);
    server.ask("GET /", &[("X-Code", "504")]);
    let metrics = ask(port, "GET /metrics", &[]);
    assert_eq!(
        metrics.header("content-type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
    let text = metrics.text();
    for line in [
        "# TYPE intermission_responses_total counter",
        "intermission_responses_total{kind=\"page\",status=\"503\"} 3",
        "intermission_responses_total{kind=\"page\",status=\"504\"} 1",
        "intermission_responses_total{kind=\"problem\",status=\"503\"} 1",
        "intermission_responses_total{kind=\"document\",status=\"200\"} 1",
        "intermission_documents_refused_total 0",
        "# TYPE intermission_document_age_seconds gauge",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
    }
    let value = |name: &str| {
        let line = text.lines().find(|it| it.starts_with(name)).unwrap();
        line.rsplit(' ').next().unwrap().parse::<i64>().unwrap()
    };
    let published = value("intermission_last_publish_timestamp_seconds");
    let written = value("intermission_document_age_seconds");
    // The document was written at 12:00:07 on 23 November 2026.
    assert!(
        (published - written - 1_795_435_207).abs() <= 60,
        "{published} {written}"
    );
    scratch.put("status.json", b"[");
    server.logged("ERROR");
    let refused = "intermission_documents_refused_total 1";
    assert!(
        ask(port, "GET /metrics", &[])
            .text()
            .lines()
            .any(|it| it == refused)
    );
    assert_eq!(ask(port, "GET /healthz", &[]).json()["status"], "degraded");
    assert_eq!(
        ask(port, "GET /", &[]).status,
        404,
        "the page is on the other port"
    );
}
