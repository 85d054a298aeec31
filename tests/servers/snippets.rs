//! The headers of docs/widget.md, copied as they stand there into a server's own configuration.

use std::path::Path;

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::{Folder, free_port};

/// The block of docs/widget.md in one language.
fn snippet(language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/widget.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once(&format!("\n```{language}\n")).unwrap();
    rest.split("```").next().unwrap().to_owned()
}

/// What a page of another site needs of the element's files.
#[track_caller]
fn check(port: u16, folder: &Folder) {
    let names = std::fs::read_dir(folder.served()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let needed = |name: &String| {
        let is_packed = [".br", ".gz"].iter().any(|ending| name.ends_with(ending));
        !is_packed && (name.starts_with("widget") || name == "status.json")
    };
    let names: Vec<String> = names.filter(needed).collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let is_asked_for = ["js", "wasm", "json"]
            .iter()
            .any(|it| name.ends_with(&format!(".{it}")));
        let answer = ask(
            port,
            &format!("GET /{name}"),
            &[("Origin", "https://shop.example")],
        );
        assert_eq!(answer.status, 200, "{name}");
        let expected = is_asked_for.then_some("*");
        let found = answer.header("access-control-allow-origin");
        assert_eq!(found, expected, "{name}");
        let expected = is_asked_for.then_some("Date, Retry-After, ETag, Age");
        let found = answer.header("access-control-expose-headers");
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn nginx_lets_other_sites_have_the_element() {
    let folder = Folder::new();
    let (port, main) = Server::nginx_main(&folder, "site.conf");
    let site = format!(
        "server {{\nlisten 127.0.0.1:{port};\nroot {};\n{}}}\n",
        folder.served().display(),
        snippet("nginx")
    );
    std::fs::write(folder.home().join("site.conf"), site).unwrap();
    let server = Server::nginx_by(port, &folder, &main);
    check(server.port, &folder);
}

#[test]
fn caddy_lets_other_sites_have_the_element() {
    let folder = Folder::new();
    let port = free_port();
    let site = format!(
        "{{\n\tadmin off\n}}\nhttp://127.0.0.1:{port} {{\nroot * {}\n{}file_server\n}}\n",
        folder.served().display(),
        snippet("caddyfile")
    );
    let file = folder.home().join("Caddyfile");
    std::fs::write(&file, site).unwrap();
    let server = Server::caddy_by(port, &folder, file.to_str().unwrap());
    check(server.port, &folder);
}
