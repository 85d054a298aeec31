//! The files of the history beside the document: sent like other files, and anew when they change.

use std::os::unix::fs::symlink;

use intermission::cli::publish::packed::Packed;

use super::forms::check_headers;
use super::{PAGE, Scratch, document};

const FEED: &str =
    "<feed>a feed that is long enough to be compressed, compressed, compressed</feed>\n";

/// Puts a file of the history and its compressed copies beside the document, as `publish` does.
fn put(scratch: &Scratch, name: &str, text: &str) {
    let packed = Packed::new(name, text.to_owned());
    scratch.put(name, text.as_bytes());
    for (name, copy) in packed.copies() {
        if let Some(copy) = copy {
            scratch.put(&name, copy);
        }
    }
}

fn scratch() -> Scratch {
    let scratch = Scratch::new();
    std::fs::create_dir(scratch.0.join("history")).unwrap();
    scratch
}

#[test]
fn each_file_is_sent_with_the_headers_of_its_kind() {
    let scratch = scratch();
    let cases = [
        ("history.html", "past", "text/html; charset=utf-8"),
        (
            "feed.atom",
            "rendered",
            "application/atom+xml; charset=utf-8",
        ),
        ("feed.json", "rendered", "application/json"),
        ("history.ics", "rendered", "text/calendar; charset=utf-8"),
        ("history/index.json", "rendered", "application/json"),
        (
            "history/2026-11.html",
            "rendered",
            "text/html; charset=utf-8",
        ),
        (
            "history/service-api-2.atom",
            "rendered",
            "application/atom+xml; charset=utf-8",
        ),
    ];
    for (name, _, _) in cases {
        put(&scratch, name, &format!("{name} {FEED}"));
    }
    let options = ["--health-listen", "127.0.0.1:0"];
    let server = scratch.serve(&options);
    let health = server.listening("port=Operator");
    for (name, kind, media_type) in cases {
        let answer = server.ask(&format!("GET /{name}?1"), &[("Range", "bytes=0-3")]);
        assert_eq!(
            (answer.status, answer.text()),
            (200, format!("{name} {FEED}"))
        );
        check_headers(kind, "GET", &answer);
        assert_eq!(answer.header("content-type"), Some(media_type), "{name}");
        assert_eq!(answer.header("x-intermission"), Some("file"), "{name}");
        for absent in ["retry-after", "server-timing"] {
            assert_eq!(answer.header(absent), None, "{name}");
        }
        let etag = answer.header("etag").unwrap();
        let again = server.ask(&format!("GET /{name}"), &[("If-None-Match", etag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{name}");
        for (accepted, ending) in [("br, gzip", ".br"), ("gzip", ".gz")] {
            let answer = server.ask(&format!("GET /{name}"), &[("Accept-Encoding", accepted)]);
            let copy = std::fs::read(scratch.0.join([name, ending].concat())).unwrap();
            assert_eq!(answer.body, copy, "{name} {accepted}");
            assert_eq!(answer.header("vary"), Some("Accept-Encoding"), "{name}");
        }
        let head = server.ask(&format!("HEAD /{name}"), &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{name}");
        assert_eq!(server.ask(&format!("POST /{name}"), &[]).status, 503);
    }
    let metrics = super::ask(health, "GET /metrics", &[]).text();
    let line = "intermission_responses_total{kind=\"past\",status=\"200\"}";
    assert!(metrics.contains(line), "{metrics}");
}

#[test]
fn changes_are_served_and_removed_files_are_missing() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    for request in ["GET /history/2026-11.json", "GET /feed.json"] {
        assert_eq!(server.ask(request, &[]).status, 503, "{request}");
    }
    std::fs::create_dir(scratch.0.join("history")).unwrap();
    put(&scratch, "history/2026-11.json", "{\"first\": true}");
    put(&scratch, "feed.json", "{}");
    let first = server.eventually("GET /history/2026-11.json", |it| it.status == 200);
    assert_eq!(first.text(), "{\"first\": true}");
    put(&scratch, "history/2026-11.json", "{\"second\": true}");
    let second = server.eventually("GET /history/2026-11.json", |it| it.text() != first.text());
    assert_eq!(second.text(), "{\"second\": true}");
    assert_ne!(first.header("etag"), second.header("etag"));
    assert_eq!(server.ask("GET /feed.json", &[]).status, 200);
    // A new document leaves the history as it is.
    scratch.put("status.json", document(8).as_bytes());
    server.eventually("GET /status.json", |it| it.text() == document(8));
    assert_eq!(server.ask("GET /feed.json", &[]).status, 200);
    std::fs::remove_dir_all(scratch.0.join("history")).unwrap();
    server.eventually("GET /history/2026-11.json", |it| it.status == 503);
    assert_eq!(server.ask("GET /feed.json", &[]).status, 200);
}

/// The page leads to the history page as soon as that is there, and no longer once it is gone. It stays the edition of the
/// same document.
#[test]
fn the_page_leads_to_a_history_that_comes_later() {
    let scratch = scratch();
    let server = scratch.serve(&[]);
    let leads = |it: &super::Answer| it.text().contains("href=\"/history.html\"");
    let before = server.eventually("GET /index.html", |it| it.text().contains("Edition"));
    assert!(!leads(&before));
    put(
        &scratch,
        "history.html",
        "<!DOCTYPE html><title>History</title>",
    );
    server.eventually("GET /index.html", leads);
    std::fs::remove_file(scratch.0.join("history.html")).unwrap();
    server.eventually("GET /index.html", |it| !leads(it));
}

/// An operator may edit a file, and `publish` replaces a file before its copies.
#[test]
fn a_copy_of_another_version_is_not_sent() {
    let scratch = scratch();
    put(&scratch, "feed.atom", FEED);
    scratch.put("feed.atom", &FEED.as_bytes()[..40]);
    let server = scratch.serve(&[]);
    let answer = server.ask("GET /feed.atom", &[("Accept-Encoding", "br, gzip")]);
    assert_eq!(answer.header("content-encoding"), None);
    assert_eq!(answer.text(), FEED[..40]);
    put(&scratch, "feed.atom", FEED);
    let is_compressed = || {
        let answer = server.ask("GET /feed.atom", &[("Accept-Encoding", "br")]);
        answer.header("content-encoding") == Some("br")
    };
    server.eventually("GET /feed.atom", |_| is_compressed());
}

#[test]
fn no_other_file_can_be_named() {
    let scratch = scratch();
    scratch.put("secret.json", b"the secret");
    scratch.put("history/.2026-11.json.1", b"the secret");
    scratch.put("history/notes.txt", b"the secret");
    std::fs::create_dir(scratch.0.join("history/more")).unwrap();
    scratch.put("history/more/2026-11.json", b"the secret");
    symlink("../secret.json", scratch.0.join("history/2026-10.json")).unwrap();
    symlink("secret.json", scratch.0.join("feed.json")).unwrap();
    let server = scratch.serve(&[]);
    for name in [
        "history/.2026-11.json.1",
        "history/notes.txt",
        "history/more/2026-11.json",
        "history/2026-10.json",
        "history/../secret.json",
        "history/..%2Fsecret.json",
        "history/%2e%2e/secret.json",
        "history//etc/passwd",
        "history/",
        "history",
        "feed.json",
        "secret.json",
    ] {
        let answer = server.ask(&format!("GET /{name}"), &[]);
        assert_eq!(answer.status, 503, "{name}");
        assert!(!answer.text().contains("the secret"), "{name}");
    }
}

#[test]
fn what_cannot_be_served_is_logged() {
    let scratch = scratch();
    let large = std::fs::File::create(scratch.0.join("history/2026-11.json")).unwrap();
    large.set_len(32 * 1024 * 1024 + 1).unwrap();
    let server = scratch.serve(&[]);
    assert_eq!(server.ask("GET /history/2026-11.json", &[]).status, 503);
    large.set_len(32 * 1024 * 1024).unwrap();
    server.eventually("HEAD /history/2026-11.json", |it| it.status == 200);
    symlink("status.json", scratch.0.join("feed.json")).unwrap();
    let line = server.logged("`feed.json` is a link or no file");
    assert!(line.contains("file=\"feed.json\""), "{line}");
    std::fs::rename(scratch.0.join("history"), scratch.0.join("other")).unwrap();
    symlink("other", scratch.0.join("history")).unwrap();
    let line = server.logged("expected a folder, found a link or a file");
    assert!(line.contains("file=\"history\""), "{line}");
}

#[test]
fn a_document_from_a_host_has_the_built_page_of_the_history() {
    let scratch = scratch();
    put(&scratch, "history.html", "the page of a folder");
    put(&scratch, "feed.json", "{}");
    scratch.put("dist/history.html", PAGE.as_bytes());
    let host = crate::publish::host::Host::start();
    host.put("/status.json", 200, &document(3));
    let url = host.url("/status.json");
    let command = scratch.command_of(&[&url], &["--listen", "127.0.0.1:0"]);
    let server = super::Server::start(command);
    let page = server.eventually("GET /history.html", |it| it.status == 200);
    assert_eq!(page.text(), PAGE);
    check_headers("past", "GET", &page);
    assert_eq!(server.ask("GET /feed.json", &[]).status, 503);
    let server = scratch.serve(&[]);
    let page = server.ask("GET /history.html", &[]);
    assert_eq!(page.text(), "the page of a folder");
}
