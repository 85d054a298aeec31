//! The guide, followed to the letter: docs/deploy.md's own lines, with other values in their first block.

use std::path::{Path, PathBuf};
use std::process::Command;

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

#[test]
fn nginx_is_set_up_by_the_guide() {
    let (home, site) = (Folder::bare(), Site::open());
    let (port, main) = Server::nginx_main(&home, "conf.d/*.conf");
    let (page, sites) = (home.served(), home.home().join("conf.d"));
    let values = [
        ("PAGE", page.to_str().unwrap()),
        ("SITE", &format!("127.0.0.1:{}", site.port)),
        ("NAME", "www.shop.example"),
        ("LISTEN", &format!("127.0.0.1:{port}")),
        ("HERE", &format!("http://127.0.0.1:{port}")),
        ("CONF", sites.to_str().unwrap()),
    ];
    std::fs::create_dir(&sites).unwrap();
    let [first, install, place, away, back] = blocks("nginx").try_into().unwrap();
    let settings = settings(&first, &values);
    run(&settings, &install);
    // `nginx -t` would check the machine's own configuration.
    let tested = format!("sudo nginx -t -e stderr -c {main}");
    assert!(place.contains("sudo nginx -t\n"));
    run(&settings, &place.replace("sudo nginx -t", &tested));
    let _server = Server::nginx_by(port, &home, &main);
    assert_eq!(run(&settings, &away), "503");
    assert_eq!(run(&settings, &back), "200");
}

#[test]
fn caddy_is_set_up_by_the_guide() {
    let (home, site) = (Folder::bare(), Site::open());
    let port = crate::harness::free_port();
    let page = home.served();
    let values = [
        ("PAGE", page.to_str().unwrap()),
        ("SITE", &format!("127.0.0.1:{}", site.port)),
        ("NAME", &format!("http://127.0.0.1:{port}")),
        ("HERE", &format!("http://127.0.0.1:{port}")),
        ("CONF", home.home().to_str().unwrap()),
    ];
    let [first, install, place, away, back] = blocks("Caddy").try_into().unwrap();
    let settings = settings(&first, &values);
    run(&settings, &install);
    run(&settings, &place);
    // No second port for its administration, which other tests would meet.
    let file = home.home().join("Caddyfile");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{{\n\tadmin off\n}}\n{text}")).unwrap();
    let _server = Server::caddy_by(port, &home, file.to_str().unwrap());
    assert_eq!(run(&settings, &away), "503");
    assert_eq!(run(&settings, &back), "200");
}
