//! What `publish` and the servers make of each other: a new document is never taken for the old one.

use std::fs;

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};

const ENCODINGS: [&str; 3] = ["gzip, deflate, br", "gzip", "identity"];

/// A client that has the document is told so; one that has the one before gets the new one, although it is of the
/// same size and published within the same second.
fn check(start: fn(&Folder, u16) -> Server) {
    let (folder, site) = (Folder::new(), Site::open());
    let server = start(&folder, site.port);
    let next = folder.home().join("next.json");
    let text = fs::read_to_string(folder.served().join("status.json")).unwrap();
    let has = |encoding, tag: &str, status, second: u32| {
        let headers = [("Accept-Encoding", encoding), ("If-None-Match", tag)];
        let answer = ask(server.port, "GET /status.json", &headers);
        assert_eq!(
            answer.status, status,
            "{encoding}, second {second}: {answer:?}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        if status == 200 {
            assert!(
                answer.text().contains(&at(second)),
                "{encoding}, second {second}"
            );
        }
        answer.header("etag").unwrap().to_owned()
    };
    let mut tags = ENCODINGS.map(|encoding| has(encoding, "\"\"", 200, 0));
    for second in 1..5 {
        fs::write(&next, text.replace(&at(0), &at(second))).unwrap();
        folder.publish(&next);
        for (encoding, tag) in ENCODINGS.into_iter().zip(&mut tags) {
            *tag = has(encoding, tag, 200, second);
            has(encoding, tag, 304, second);
        }
    }
}

fn at(second: u32) -> String {
    format!("10:27:0{second}Z")
}

#[test]
fn nginx_tells_new_documents_from_old() {
    check(Server::nginx);
}

#[test]
fn caddy_tells_new_documents_from_old() {
    check(Server::caddy);
}
