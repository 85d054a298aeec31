//! The headers that docs/feeds.md has a proxy add, so that pages of another origin may read a feed.

use crate::harness::client::{Answer, ask};
use crate::harness::servers::Server;
use crate::harness::{Folder, Site, free_port};

const FEED: &str = "GET /api/status-page/demo";
const READER: &str = "https://status.example.com";

/// The guide's block in a language, with other values in it, each of which must be there.
fn block(language: &str, changes: &[(&str, &str)]) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/feeds.md");
    let guide = std::fs::read_to_string(path).unwrap();
    let (_, rest) = guide.split_once(&format!("\n```{language}\n")).unwrap();
    let (block, _) = rest.split_once("```").unwrap();
    let mut block = block.to_owned();
    for (from, to) in changes {
        assert!(block.contains(from), "expected `{from}` in: {block}");
        block = block.replace(from, to);
    }
    block
}

/// The feed may be read by pages of one origin, whoever asks, and nothing else of the site by anybody.
fn allows_the_feed_alone(port: u16) {
    let allowed = |answer: &Answer| answer.header("access-control-allow-origin") == Some(READER);
    for origin in [READER, "https://other.example"] {
        let answer = ask(port, FEED, &[("origin", origin)]);
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains("<p>GET /api/status-page/demo</p>"));
        assert!(allowed(&answer), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        // A cache that keeps it must not give it to others as it is.
        let varies = answer.header("vary").unwrap_or_default();
        assert!(varies.eq_ignore_ascii_case("origin"), "{answer:?}");
    }
    for other in ["GET /", "GET /api/settings", "GET /dashboard"] {
        let answer = ask(port, other, &[("origin", READER)]);
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn nginx_lets_others_read_the_feed() {
    let (home, site) = (Folder::bare(), Site::open());
    let (port, main) = Server::nginx_main(&home, "site.conf");
    let behind = format!("127.0.0.1:{}", site.port);
    let location = block("nginx", &[("127.0.0.1:3001", &behind)]);
    let server = format!(
        "server {{\nlisten 127.0.0.1:{port};\nlocation / {{ proxy_pass http://{behind}; }}\n{location}}}\n"
    );
    std::fs::write(home.home().join("site.conf"), server).unwrap();
    let _server = Server::nginx_by(port, &home, &main);
    allows_the_feed_alone(port);
}

#[test]
fn caddy_lets_others_read_the_feed() {
    let (home, site) = (Folder::bare(), Site::open());
    let port = free_port();
    let here = format!("http://127.0.0.1:{port} {{");
    let behind = format!("127.0.0.1:{}", site.port);
    let changes = [
        ("kuma.example.com {", here.as_str()),
        ("127.0.0.1:3001", &behind),
    ];
    // No second port for its administration.
    let text = format!("{{\n\tadmin off\n}}\n{}", block("caddy", &changes));
    let file = home.home().join("Caddyfile");
    std::fs::write(&file, text).unwrap();
    let _server = Server::caddy_by(port, &home, file.to_str().unwrap());
    allows_the_feed_alone(port);
}
