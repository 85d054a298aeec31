//! The packaged crate has every file that the command is compiled from, and cannot be built without the page.

use std::path::Path;
use std::process::Command;

use crate::expect::repository;
use crate::tidy::files;

/// The files of the package, as Cargo lists them.
fn listed() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(repository(""))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let list = String::from_utf8(output.stdout).unwrap();
    list.lines().map(|line| line.replace('\\', "/")).collect()
}

/// The paths that `include_str!` and `include_bytes!` name in a source file, from the root.
fn included(name: &str, text: &str) -> Vec<String> {
    let folder = Path::new(name).parent().unwrap();
    let calls = ["include_str!(\"", "include_bytes!(\""];
    let paths = calls.iter().flat_map(|call| text.split(call).skip(1));
    paths
        .filter_map(|rest| rest.split('"').next())
        .map(|path| {
            let mut parts: Vec<&str> = folder.iter().map(|it| it.to_str().unwrap()).collect();
            for part in path.split('/') {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(part);
                }
            }
            parts.join("/")
        })
        .collect()
}

#[test]
fn every_file_that_is_compiled_is_packaged() {
    let listed = listed();
    let mut count = 0;
    for (name, text) in files("src", ".rs") {
        assert!(listed.contains(&name), "{name}");
        for path in included(&name, &text) {
            assert!(listed.contains(&path), "{name} includes {path}");
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
    for name in [
        "build.rs",
        "languages/en.json",
        "gallery/documents/affected.json",
        "README.md",
    ] {
        assert!(listed.iter().any(|it| it == name), "{name}");
    }
    assert!(
        !listed
            .iter()
            .any(|it| it.starts_with("tests/") || it.starts_with(".tools/"))
    );
}

/// `.gitignore` has the built page, and the package has it all the same, where there is one.
#[test]
fn the_built_page_is_packaged() {
    let is_built = repository("dist/index.html").exists();
    let listed = listed();
    assert_eq!(listed.iter().any(|it| it == "dist/index.html"), is_built);
    let build = std::fs::read_to_string(repository("build.rs")).unwrap();
    assert!(build.contains("const PACKAGED: &str = \"Cargo.toml.orig\";"));
    assert!(listed.iter().any(|it| it == "Cargo.toml.orig"));
}

/// `cargo install` installs every program whose features are turned on, and only in browsers Leptos has this one.
#[test]
fn only_the_command_is_installed() {
    let manifest = std::fs::read_to_string(repository("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let native = format!("{:?}", manifest["dependencies"]["leptos"]);
    assert!(!native.contains("csr"), "{native}");
    let mut installed = Vec::new();
    for program in manifest["bin"].as_array().unwrap() {
        let name = program["name"].as_str().unwrap();
        match program.get("required-features") {
            None => installed.push(name),
            Some(needed) => {
                let needed = needed.as_array().unwrap();
                assert_eq!(needed[0].as_str(), Some("leptos/csr"), "{name}");
            }
        }
    }
    assert_eq!(installed, ["intermission"]);
}
