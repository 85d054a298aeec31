//! The guide, followed to the letter: docs/deploy.md's own lines, with other values in their first block.
//!
//! Nothing is replaced in a text, so that no value can be taken for another, whatever is in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};

/// Lines that change the machine; a test machine has what they install, and its own way to restart.
const LEFT_OUT: [&str; 3] = [
    "sudo apt-get install ",
    "make build",
    "sudo systemctl reload ",
];

/// A section's blocks of commands.
fn blocks(section: &str) -> Vec<String> {
    let guide = std::fs::read_to_string(repository().join("docs/deploy.md")).unwrap();
    let (_, text) = guide.split_once(&format!("\n## {section}\n")).unwrap();
    let text = text.split("\n## ").next().unwrap();
    let blocks = text.split("```sh\n").skip(1);
    blocks
        .map(|it| it.split("```").next().unwrap().to_owned())
        .collect()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The first block with other values; each of its names must be among them.
fn settings(block: &str, values: &[(&str, &str)]) -> String {
    let lines = block.lines().map(|line| {
        let (name, _) = line.split_once('=').unwrap();
        let value = values.iter().find(|(it, _)| *it == name);
        let (_, value) = value.unwrap_or_else(|| panic!("no value for {name}"));
        format!("{name}={value}\n")
    });
    lines.collect()
}

/// Runs a block's lines, and returns what they print.
#[track_caller]
fn run(settings: &str, block: &str) -> String {
    let kept = |line: &&str| !LEFT_OUT.iter().any(|left_out| line.starts_with(left_out));
    let lines: Vec<&str> = block.lines().filter(kept).collect();
    // Without the rights of root, which the test's own folders do not need.
    let script = format!(
        "set -euo pipefail\nsudo() {{ \"$@\"; }}\n{settings}{}\n",
        lines.join("\n")
    );
    let command = Path::new(env!("CARGO_BIN_EXE_intermission"))
        .parent()
        .unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(repository())
        .env("PATH", format!("{}:{path}:/usr/sbin", command.display()))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}{told}{error}");
    told.trim().to_owned()
}

/// What the guide writes of the values in its first block, as they stand there, is the file in `deploy/`, but for what
/// that says of itself.
fn writes(first: &str, place: &str, file: &str) {
    let (_, text) = place.split_once("<<END\n").unwrap();
    let (text, _) = text.split_once("END\n").unwrap();
    let text = first.lines().fold(text.to_owned(), |text, line| {
        let (name, value) = line.split_once('=').unwrap();
        text.replace(&format!("${name}"), value)
    });
    let example = std::fs::read_to_string(repository().join("deploy").join(file)).unwrap();
    let example: String = example
        .split_inclusive('\n')
        .skip_while(|line| line.starts_with('#'))
        .collect();
    assert_eq!(text, example, "{file}");
}

/// A document that is older than the sample of the built page, as most are.
fn own_document(home: &Folder) -> String {
    let path = home.home().join("own.json");
    let text = r#"{"version": 1, "page": {"name": "Own"}, "published_at": "2020-01-01T00:00:00Z",
        "services": [{"id": "shop", "name": "Shop", "status": "operational"}]}"#;
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The page shows the operator's own document, the first as well as the next.
fn shows_own_documents(port: u16, home: &Folder, document: &str) {
    let published = || ask(port, "GET /status.json", &[]).text();
    assert!(published().contains("2020-01-01"), "{}", published());
    let next = home.home().join("next.json");
    let text = std::fs::read_to_string(document).unwrap();
    std::fs::write(&next, text.replace("2020-01-01", "2020-01-02")).unwrap();
    home.publish(&next);
    assert!(published().contains("2020-01-02"), "{}", published());
}

#[test]
fn nginx_is_set_up_by_the_guide() {
    let (home, site) = (Folder::bare(), Site::open());
    let (port, main) = Server::nginx_main(&home, "conf.d/*.conf");
    let (page, document) = (home.served(), own_document(&home));
    let values = [
        ("PAGE", page.to_str().unwrap()),
        ("SITE", &format!("127.0.0.1:{}", site.port)),
        ("NAME", "www.shop.example"),
        ("LISTEN", &format!("127.0.0.1:{port}")),
        ("HERE", &format!("http://127.0.0.1:{port}")),
        ("CONF", home.home().to_str().unwrap()),
        ("DOCUMENT", &document),
    ];
    std::fs::create_dir(home.home().join("conf.d")).unwrap();
    let [first, install, place, away, back] = blocks("nginx").try_into().unwrap();
    writes(&first, &place, "nginx/site.conf");
    let settings = settings(&first, &values);
    run(&settings, &install);
    // `nginx -t` would check the machine's own configuration.
    let tested = format!("sudo nginx -t -e stderr -c {main}");
    assert!(place.contains("sudo nginx -t\n"));
    run(&settings, &place.replace("sudo nginx -t", &tested));
    let _server = Server::nginx_by(port, &home, &main);
    shows_own_documents(port, &home, &document);
    assert_eq!(run(&settings, &away), "503");
    assert_eq!(run(&settings, &back), "200");
}

#[test]
fn caddy_is_set_up_by_the_guide() {
    let (home, site) = (Folder::bare(), Site::open());
    let port = crate::harness::free_port();
    let (page, document) = (home.served(), own_document(&home));
    let values = [
        ("PAGE", page.to_str().unwrap()),
        ("SITE", &format!("127.0.0.1:{}", site.port)),
        ("NAME", "www.shop.example"),
        ("HERE", &format!("http://127.0.0.1:{port}")),
        ("CONF", home.home().to_str().unwrap()),
        ("DOCUMENT", &document),
    ];
    let [first, install, place, away, back] = blocks("Caddy").try_into().unwrap();
    writes(&first, &place, "caddy/Caddyfile");
    let settings = settings(&first, &values);
    run(&settings, &install);
    run(&settings, &place);
    let file = home.home().join("Caddyfile");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, Server::caddy_options(port) + &text).unwrap();
    let _server = Server::caddy_by(port, &home, file.to_str().unwrap());
    shows_own_documents(port, &home, &document);
    assert_eq!(run(&settings, &away), "503");
    assert_eq!(run(&settings, &back), "200");
}
