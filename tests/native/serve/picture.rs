//! The picture for previews of links. It needs fonts, as the browsers of other tests do.

use std::process::Command;

use super::{Scratch, Server, document};
use crate::expect::repository;

/// A server that draws pictures, with a document that states its address.
fn serve(scratch: &Scratch, options: &[&str]) -> Server {
    let page = "\"page\": {\"url\": \"https://status.example.com/\", ";
    let document = document(7).replace("\"page\": {", page);
    scratch.put("status.json", document.as_bytes());
    let mut command: Command = scratch.bare_command();
    command.args(["status.json", "--dist", "dist", "--listen", "127.0.0.1:0"]);
    command.args(options);
    Server::start_without_port(command)
}

#[test]
fn the_picture_is_served_and_named() {
    let scratch = Scratch::new();
    let mut server = serve(&scratch, &[]);
    server.port = server.listening("port=Visitors");
    let picture = server.ask("GET /status.png", &[("Accept-Encoding", "br, gzip")]);
    assert_eq!(picture.status, 200);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert_eq!(picture.header("content-encoding"), None);
    assert!(picture.body.starts_with(b"\x89PNG"));
    let address =
        "<meta property=\"og:image\" content=\"https://status.example.com/status.png?1795435207\">";
    for path in ["/", "/plain.html"] {
        let page = server.ask(&format!("GET {path}"), &[]).text();
        assert!(page.contains(address), "{path}: {page}");
    }
}

#[test]
fn without_fonts_everything_else_is_served() {
    let scratch = Scratch::new();
    let docs = repository("docs");
    let mut server = serve(&scratch, &["--fonts", docs.to_str().unwrap()]);
    let line = server.logged("status.png");
    let reason = "status.png: --fonts: expected a folder with fonts, found none in ";
    assert!(line.contains("WARN") && line.contains(reason), "{line}");
    server.port = server.listening("port=Visitors");
    assert_eq!(server.ask("GET /status.png", &[]).status, 503);
    let page = server.ask("GET /", &[]).text();
    assert!(page.contains("Edition-7.") && !page.contains("og:image"));
    // Later documents have no further warning: the next line after this one is about them.
    scratch.put("status.json", document(8).as_bytes());
    assert!(server.logged("").contains("request"));
    assert!(server.logged("").contains("request"));
    let next = server.logged("");
    assert!(next.contains("published"), "{next}");
}
