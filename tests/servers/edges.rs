//! Requests at the edges: a document that is missing, errors that caches might keep, certificates, foreign names.

use std::fs;

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};
use crate::table::Kind;

/// A missing document is told by the page's own server, and pages of other origins may read it.
fn misses_the_document(server: u16, folder: &Folder) {
    for ending in ["", ".br", ".gz"] {
        fs::remove_file(folder.served().join(format!("status.json{ending}"))).unwrap();
    }
    for is_away in [false, true] {
        folder.set_away(is_away);
        for request in [
            "GET /status.json",
            "HEAD /status.json",
            "GET /status.json?1",
        ] {
            let answer = ask(server, request, &[("Origin", "https://shop.example")]);
            assert_eq!(answer.status, 404, "{request}: {answer:?}");
            let method = request.split(' ').next().unwrap();
            for (name, value) in Kind::Missing.expected(method) {
                assert_eq!(
                    answer.header(&name),
                    value.as_deref(),
                    "{name} of {answer:?}"
                );
            }
        }
    }
}

#[test]
fn nginx_says_that_the_document_is_missing() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::nginx(&folder, site.port);
    misses_the_document(server.port, &folder);
}

#[test]
fn caddy_says_that_the_document_is_missing() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::caddy(&folder, site.port);
    misses_the_document(server.port, &folder);
}

#[test]
fn varnish_passes_on_that_the_document_is_missing() {
    let (folder, site) = (Folder::new(), Site::open());
    let origin = Server::nginx(&folder, site.port);
    let server = Server::varnish(&folder, origin.port);
    misses_the_document(server.port, &folder);
}

/// The page cannot know by itself that it came in answer to a form.
fn tells_the_method(server: u16, folder: &Folder) {
    folder.set_away(true);
    for method in ["GET", "POST", "PUT"] {
        let answer = ask(server, &format!("{method} /orders/7"), &[]);
        let expected = format!("method;desc={method}");
        assert_eq!(answer.header("server-timing"), Some(expected.as_str()));
        assert_eq!(answer.status, 503);
    }
}

#[test]
fn nginx_tells_the_page_its_method() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::nginx(&folder, site.port);
    tells_the_method(server.port, &folder);
}

#[test]
fn caddy_tells_the_page_its_method() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::caddy(&folder, site.port);
    tells_the_method(server.port, &folder);
}

#[test]
fn varnish_passes_on_the_pages_method() {
    let (folder, site) = (Folder::new(), Site::open());
    let origin = Server::nginx(&folder, site.port);
    let server = Server::varnish(&folder, origin.port);
    tells_the_method(server.port, &folder);
}

/// No single request, however odd, makes a cache keep an error in the place of a file.
fn keeps_no_error(server: u16, folder: &Folder) {
    let names = fs::read_dir(folder.served()).unwrap();
    let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_module = |name: &String| {
        name.starts_with("page-") && name.rsplit_once('.').is_some_and(|(_, it)| it == "wasm")
    };
    let hashed = names.find(is_module).unwrap();
    for name in [
        hashed.as_str(),
        "sw.js",
        "status.json",
        "embed.html",
        "plain.html",
        "history/index.json",
    ] {
        for (header, value) in [
            ("Range", "bytes=99999999-"),
            ("Range", "bytes=99999999-,0-1"),
            ("Range", "apples=1-2"),
            ("If-Match", "\"other\""),
            ("If-Range", "\"other\""),
            ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"),
        ] {
            let answer = ask(server, &format!("GET /{name}"), &[(header, value)]);
            let caching = answer.header("cache-control").unwrap_or("no-store");
            let is_kept = !caching.contains("no-store");
            let told = format!("{name}, {header}: {value}: {} {caching}", answer.status);
            assert!(answer.status == 200 || !is_kept, "{told}");
            assert_ne!(answer.status, 206, "{told}");
            assert_ne!(answer.status, 416, "{told}");
        }
    }
}

#[test]
fn nginx_lets_no_cache_keep_an_error() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::nginx(&folder, site.port);
    keeps_no_error(server.port, &folder);
}

#[test]
fn caddy_lets_no_cache_keep_an_error() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::caddy(&folder, site.port);
    keeps_no_error(server.port, &folder);
}

#[test]
fn varnish_lets_no_cache_keep_an_error() {
    let (folder, site) = (Folder::new(), Site::open());
    let origin = Server::caddy(&folder, site.port);
    let server = Server::varnish(&folder, origin.port);
    keeps_no_error(server.port, &folder);
}

/// Certificates are renewed while the site is away: by a file in the folder of the page, or by the site.
fn renews_certificates(server: u16, folder: &Folder) {
    let challenges = folder.served().join(".well-known/acme-challenge");
    fs::create_dir_all(&challenges).unwrap();
    fs::write(challenges.join("token-1"), "token-1.thumbprint").unwrap();
    for is_away in [false, true] {
        folder.set_away(is_away);
        let answer = ask(server, "GET /.well-known/acme-challenge/token-1", &[]);
        assert_eq!(
            (answer.status, answer.text()),
            (200, "token-1.thumbprint".to_owned())
        );
        let answer = ask(server, "GET /.well-known/acme-challenge/token-2", &[]);
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(
            answer
                .text()
                .contains("GET /.well-known/acme-challenge/token-2")
        );
    }
    // Nothing else of that folder's neighbourhood is the site's while it is away.
    for other in ["/.well-known/security.txt", "/.well-known/acme-challenge"] {
        assert_eq!(
            ask(server, &format!("GET {other}"), &[]).status,
            503,
            "{other}"
        );
    }
}

#[test]
fn nginx_lets_certificates_be_renewed() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::nginx(&folder, site.port);
    renews_certificates(server.port, &folder);
}

#[test]
fn caddy_lets_certificates_be_renewed() {
    let (folder, site) = (Folder::new(), Site::open());
    let server = Server::caddy(&folder, site.port);
    renews_certificates(server.port, &folder);
}

#[test]
fn varnish_lets_certificates_be_renewed() {
    let (folder, site) = (Folder::new(), Site::open());
    let origin = Server::nginx(&folder, site.port);
    let server = Server::varnish(&folder, origin.port);
    renews_certificates(server.port, &folder);
}

/// By whatever name a server is asked, nobody gets an empty answer of success. The site's own name is redirected to
/// HTTPS by Caddy.
#[test]
fn servers_answer_by_any_name() {
    for (start, own) in [
        (Server::nginx as fn(&Folder, u16) -> Server, 503),
        (Server::caddy, 308),
    ] {
        let (folder, site) = (Folder::new(), Site::open());
        let server = start(&folder, site.port);
        folder.set_away(true);
        for (name, status) in [
            ("www.example.com", own),
            ("other.example", 503),
            ("10.0.0.1", 503),
        ] {
            let answer = crate::harness::client::ask_as(name, server.port, "GET /orders/7", &[]);
            assert_eq!(answer.status, status, "{name}: {answer:?}");
            let is_page = answer.text().contains("intermission");
            assert!(status == 308 || is_page, "{name}: {answer:?}");
        }
    }
}
