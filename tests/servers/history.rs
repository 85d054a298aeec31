//! The page of past incidents, and the months and feeds of the history: every server sends them while the site is away
//! and while it is up, and leaves those that are missing to the site.

use intermission::cli::publish::packed::Packed;

use crate::agreement::{Body, Case, Contract};
use crate::haproxy::{command, wait_for};
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};
use crate::table::Kind;

const ATOM: Kind = Kind::RenderedAs("application/atom+xml; charset=utf-8");
const CALENDAR: Kind = Kind::RenderedAs("text/calendar; charset=utf-8");
const HTML: Kind = Kind::RenderedAs("text/html; charset=utf-8");
const JSON: Kind = Kind::RenderedAs("application/json");

/// A range that no file has.
const RANGE: (&str, &str) = ("Range", "bytes=99999999-");

/// The files that a test puts beside those that `publish` has written.
const FILES: [&str; 7] = [
    "history.html",
    "feed.atom",
    "feed.json",
    "history.ics",
    "history/2020-01.html",
    "history/service-api-2.atom",
    "history/service-api-2.json",
];

/// The files that are there.
const PRESENT: &[Case] = &[
    ("GET /history.html", None, 200, Kind::Past, Body::File),
    ("GET /history.html?1", None, 200, Kind::Past, Body::File),
    (
        "GET /history.html",
        Some(RANGE),
        200,
        Kind::Past,
        Body::File,
    ),
    ("HEAD /history.html", None, 200, Kind::Past, Body::Nothing),
    ("GET /feed.atom", None, 200, ATOM, Body::File),
    ("HEAD /feed.atom", None, 200, ATOM, Body::Nothing),
    ("GET /feed.json", None, 200, JSON, Body::File),
    ("GET /history.ics", None, 200, CALENDAR, Body::File),
    ("GET /history/index.json", None, 200, JSON, Body::File),
    (
        "GET /history/index.json",
        Some(RANGE),
        200,
        JSON,
        Body::File,
    ),
    ("GET /history/2020-01.html", None, 200, HTML, Body::File),
    ("GET /history/2020-01.html?1", None, 200, HTML, Body::File),
    (
        "GET /history/service-api-2.atom",
        None,
        200,
        ATOM,
        Body::File,
    ),
    (
        "GET /history/service-api-2.json",
        None,
        200,
        JSON,
        Body::File,
    ),
];

/// Files that are missing, and names that no file of the history has.
const MISSING: [&str; 8] = [
    "GET /history/2019-12.html",
    "GET /history/2019-12.json",
    "GET /history/",
    "GET /history",
    "GET /history/.2020-01.json.1",
    "GET /history/index.json.br",
    "GET /history/2020-01.txt",
    "POST /history.html",
];

/// Returns a folder with a history. Servers send any file of these names.
fn folder_with_history() -> Folder {
    let folder = Folder::new();
    for name in FILES {
        let text = format!("{name} is a file of the history.\n").repeat(20);
        let packed = Packed::new(name, text);
        let path = folder.served().join(name);
        std::fs::write(path, &packed.plain).unwrap();
        for (name, copy) in packed.copies() {
            std::fs::write(folder.served().join(name), copy.unwrap()).unwrap();
        }
    }
    // A copy of a damaged month, as `publish` keeps it.
    std::fs::write(folder.served().join("history/.2020-01.json.1"), "{").unwrap();
    folder
}

/// The answers to requests for files of the history that are missing.
fn missing(status: u16, kind: Kind, body: Body) -> Vec<Case> {
    let case = |request| (request, None, status, kind, body);
    MISSING.into_iter().map(case).collect()
}

fn check(folder: &Folder, port: u16, encodings: &[usize]) {
    let contract = Contract {
        port,
        folder,
        encodings,
    };
    contract.check_all(PRESENT);
    contract.check_all(&missing(200, Kind::Site, Body::Site));
    folder.set_away(true);
    contract.check_all(PRESENT);
    contract.check_all(&missing(503, Kind::Away, Body::Page));
}

#[test]
fn nginx_sends_the_history() {
    let (folder, site) = (folder_with_history(), Site::open());
    let server = Server::nginx(&folder, site.port);
    check(&folder, server.port, &[0, 1, 2]);
}

#[test]
fn caddy_sends_the_history() {
    let (folder, site) = (folder_with_history(), Site::open());
    let server = Server::caddy(&folder, site.port);
    check(&folder, server.port, &[0, 1, 2]);
}

#[test]
fn varnish_passes_the_history_on() {
    for start in [Server::nginx, Server::caddy] {
        let (folder, site) = (folder_with_history(), Site::open());
        let origin = start(&folder, site.port);
        let server = Server::varnish(&folder, origin.port);
        check(&folder, server.port, &[1]);
    }
}

/// `HAProxy` asks `intermission serve`, and cannot ask the site for a file that is missing.
#[test]
fn haproxy_and_the_command_send_the_history() {
    let (folder, site) = (folder_with_history(), Site::open());
    let page = Server::command(&folder);
    let (server, control) = Server::haproxy(&folder, site.port, page.port);
    wait_for(200, server.port);
    let contract = Contract {
        port: server.port,
        folder: &folder,
        encodings: &[0, 1, 2],
    };
    contract.check_all(PRESENT);
    command(control, "set server site/one state maint");
    wait_for(503, server.port);
    contract.check_all(PRESENT);
    contract.check_all(&missing(503, Kind::Away, Body::Page));
}
