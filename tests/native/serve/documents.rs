//! The documents that are served: from files and hosts, the newest good one, or none.

use std::os::unix::fs::PermissionsExt as _;

use super::{Scratch, Server, document};
use crate::limited::obeying_permissions;
use crate::publish::host::Host;

fn edition(server: &Server, second: u32) {
    let name = format!("Edition-{second}.");
    server.eventually("GET /orders/7", |it| it.text().contains(&name));
}

#[test]
fn a_file_is_served_anew_when_it_changes() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    edition(&server, 7);
    scratch.put("status.json", document(8).as_bytes());
    edition(&server, 8);
    for path in ["/plain.html", "/status.txt", "/status.json"] {
        let answer = server.ask(&format!("GET {path}"), &[]);
        assert!(answer.text().contains("Edition-8."), "{path}");
    }
}

#[test]
fn the_last_good_document_stays() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    let refused = [
        ("{\"published_at\": \"2026-11-23T12", "the end of the text"),
        (
            r#"{"published_at": "2026-11-23T12:00:09Z", "page": {"name": "x"}, "status": {"indicator": "fine"}}"#,
            "unknown",
        ),
        (&document(6), "2026-11-23T12:00:06Z"),
        (
            &document(7).replace("\"published_at\": \"2026-11-23T12:00:07Z\", ", ""),
            "published_at",
        ),
    ];
    for (text, told) in refused {
        scratch.put("status.json", text.as_bytes());
        let line = server.logged("ERROR");
        assert!(line.contains("status.json"), "{told} in {line}");
        assert_eq!(
            server.ask("GET /status.json", &[]).text(),
            document(7),
            "{text}"
        );
        assert!(
            server.ask("GET /", &[]).text().contains("Edition-7."),
            "{text}"
        );
    }
    std::fs::remove_file(scratch.document()).unwrap();
    server.logged("expected a readable file");
    assert_eq!(server.ask("GET /status.json", &[]).text(), document(7));
    scratch.put("status.json", document(9).as_bytes());
    edition(&server, 9);
}

#[test]
fn a_document_that_is_refused_at_the_start_is_said_to_be_missing() {
    let scratch = Scratch::new();
    scratch.put("status.json", b"{\"page\": ");
    // As in a folder that was published to.
    for name in ["plain.html", "status.txt", "problem.json"] {
        scratch.put(&format!("dist/{name}"), b"an earlier document");
    }
    let options = ["--listen", "127.0.0.1:0", "--health-listen", "127.0.0.1:0"];
    let server = Server::start(scratch.command(&options));
    let health = server.listening("port=Operator");
    let page = server.ask("GET /", &[]);
    assert_eq!(page.status, 503);
    assert!(
        page.text()
            .contains("There is no status file at this address."),
        "{}",
        page.text()
    );
    let missing = server.ask("GET /status.json", &[]);
    assert_eq!(
        (missing.status, missing.header("cache-control")),
        (404, Some("no-store"))
    );
    let problem = server.ask("GET /", &[("Accept", "application/json")]);
    assert_eq!(problem.status, 503);
    assert_eq!(problem.json()["affected"], serde_json::Value::Null);
    assert_eq!(server.ask("GET /", &[("Accept", "text/plain")]).status, 503);
    for path in ["/plain.html", "/status.txt", "/problem.json", "/badge.svg"] {
        let answer = server.ask(&format!("GET {path}"), &[]);
        assert_eq!(answer.status, 503, "{path}");
        assert!(!answer.text().contains("an earlier document"), "{path}");
    }
    let told = super::ask(health, "GET /healthz", &[]);
    assert_eq!(told.status, 200);
    assert_eq!(told.json()["status"], "without_document");
    assert!(
        told.text().contains("the end of the text"),
        "{}",
        told.text()
    );
    scratch.put("status.json", document(1).as_bytes());
    edition(&server, 1);
    assert_eq!(
        super::ask(health, "GET /healthz", &[]).json()["status"],
        "ok"
    );
}

#[test]
fn a_document_without_permission_is_named_and_the_page_served_all_the_same() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(1).as_bytes());
    std::fs::set_permissions(scratch.document(), std::fs::Permissions::from_mode(0o000)).unwrap();
    let command = scratch.command(&["--listen", "127.0.0.1:0", "--health-listen", "127.0.0.1:0"]);
    let server = Server::start(obeying_permissions(&command));
    let health = server.listening("port=Operator");
    assert_eq!(server.ask("GET /orders/7", &[]).status, 503);
    let told = super::ask(health, "GET /healthz", &[]);
    assert_eq!(told.json()["status"], "without_document");
    let reason = "status.json: expected a readable file, found: Permission denied (os error 13)";
    assert!(told.text().contains(reason), "{}", told.text());
    std::fs::set_permissions(scratch.document(), std::fs::Permissions::from_mode(0o644)).unwrap();
    edition(&server, 1);
}

#[test]
fn a_host_is_polled_and_its_mirror_too() {
    let scratch = Scratch::new();
    let (first, second) = (Host::start(), Host::start());
    first.put("/status.json", 500, "");
    second.put("/status.json", 200, &document(3));
    let (first_url, second_url) = (first.url("/status.json"), second.url("/status.json"));
    let command = scratch.command_of(&[&first_url, &second_url], &["--listen", "127.0.0.1:0"]);
    let server = Server::start(command);
    edition(&server, 3);
}

/// A file in the image is better than nothing until the host answers, and is never better than what it says.
#[test]
fn the_newest_of_a_file_and_a_host_is_served() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(2).as_bytes());
    let host = Host::start();
    host.put("/status.json", 200, &document(5));
    let (url, file) = (host.url("/status.json"), scratch.document());
    let sources = [file.to_str().unwrap(), url.as_str()];
    let options = ["--listen", "127.0.0.1:0", "--health-listen", "127.0.0.1:0"];
    let server = Server::start(scratch.command_of(&sources, &options));
    let health = server.listening("port=Operator");
    edition(&server, 5);
    scratch.put("status.json", document(4).as_bytes());
    std::thread::sleep(std::time::Duration::from_millis(1200));
    assert_eq!(server.ask("GET /status.json", &[]).text(), document(5));
    assert_eq!(
        super::ask(health, "GET /healthz", &[]).json()["status"],
        "ok"
    );
    scratch.put("status.json", document(6).as_bytes());
    edition(&server, 6);
}
