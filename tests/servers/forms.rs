//! The forms for programs: every server chooses by `Accept` as `tests/fixtures/accept.txt` has it.

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::{Folder, Site, free_port};
use crate::table::Kind;

const CASES: &str = include_str!("../fixtures/accept.txt");
const METHODS: [&str; 3] = ["GET", "POST", "DELETE"];

#[track_caller]
fn check(port: u16, folder: &Folder) {
    for line in CASES.lines() {
        let (form, accept) = line.split_once('\t').unwrap();
        let (kind, file) = match form {
            "page" => (Kind::Away, "index.html"),
            "problem" => (Kind::Problem, "problem.json"),
            "text" => (Kind::Text, "status.txt"),
            other => panic!("{other}"),
        };
        for method in METHODS {
            let request = format!("{method} /api/orders?page=2");
            for encoding in ["gzip", "identity"] {
                let headers = [("Accept", accept), ("Accept-Encoding", encoding)];
                let answer = ask(port, &request, &headers);
                let told = format!("{request} {headers:?}: {answer:?}");
                assert_eq!(answer.status, 503, "{told}");
                for (name, value) in kind.expected(method) {
                    assert_eq!(answer.header(&name), value.as_deref(), "{name} of {told}");
                }
                let expected = std::fs::read(folder.served().join(file)).unwrap();
                assert_eq!(answer.body(), expected, "{told}");
            }
        }
    }
    let answer = ask(port, "GET /api/orders", &[]);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8"),
        "no `Accept`"
    );
}

fn check_origin(start: fn(&Folder, u16) -> Server) {
    let (folder, site) = (Folder::new(), Site::open());
    let server = start(&folder, site.port);
    folder.set_away(true);
    check(server.port, &folder);
    let cache = Server::varnish(&folder, server.port);
    check(cache.port, &folder);
    // While the site answers, it answers programs too.
    folder.set_away(false);
    let answer = ask(
        server.port,
        "GET /api/orders",
        &[("Accept", "application/json")],
    );
    assert_eq!(answer.status, 200, "{answer:?}");
    // Where nothing is published, programs get the page.
    folder.set_away(true);
    for name in ["problem.json", "problem.json.br", "problem.json.gz"] {
        std::fs::remove_file(folder.served().join(name)).unwrap();
    }
    // nginx looks at what it has open once a second.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    let answer = ask(
        server.port,
        "GET /api/orders",
        &[("Accept", "application/json")],
    );
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (503, Some("text/html; charset=utf-8"))
    );
}

#[test]
fn nginx_chooses_by_the_table() {
    check_origin(Server::nginx);
}

#[test]
fn caddy_chooses_by_the_table() {
    check_origin(Server::caddy);
}

#[test]
fn varnish_alone_chooses_by_the_table() {
    let folder = Folder::new();
    let cache = Server::varnish(&folder, free_port());
    check(cache.port, &folder);
}

#[test]
fn the_command_chooses_by_the_table() {
    let folder = Folder::new();
    let server = Server::command(&folder);
    check(server.port, &folder);
}
