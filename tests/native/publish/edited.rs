//! Files that an operator edits in the served folder: no server goes on sending their old compressed copies.

use std::fs;
use std::path::Path;
use std::process::Command;

use intermission::cli::publish::packed::{Packed, is_copy_of};

use serde_json::{Value, json};

use super::{PAGE, Scratch, document};

fn has_copies(folder: &Path, name: &str) {
    let plain = fs::read(folder.join(name)).unwrap();
    for (index, ending) in [".br", ".gz"].iter().enumerate() {
        let copy = fs::read(folder.join(format!("{name}{ending}"))).unwrap();
        assert!(is_copy_of(index, &copy, &plain), "{name}{ending}");
    }
}

#[test]
fn copies_of_edited_files_are_made_anew() {
    let scratch = Scratch::new();
    let served = scratch.served();
    fs::create_dir(served.join("icons")).unwrap();
    for name in ["embed.html", "icons/outage.svg"] {
        let packed = Packed::new("", "the text of the build ".repeat(50).into_bytes());
        fs::write(served.join(name), &packed.plain).unwrap();
        for (ending, copy) in packed.copies() {
            fs::write(served.join(format!("{name}{ending}")), copy.unwrap()).unwrap();
        }
    }
    let before = fs::read(served.join("embed.html.br")).unwrap();
    let quiet = scratch.publish(&document(7), &[]);
    assert!(!String::from_utf8(quiet.stdout).unwrap().contains("anew"));
    assert_eq!(fs::read(served.join("embed.html.br")).unwrap(), before);

    for name in ["embed.html", "icons/outage.svg"] {
        fs::write(served.join(name), "what the operator wrote ".repeat(50)).unwrap();
    }
    fs::write(
        served.join("index.html"),
        PAGE.replace("Status", "Our status"),
    )
    .unwrap();
    let told = scratch.publish(&document(7), &[]);
    let told = String::from_utf8(told.stdout).unwrap();
    for name in ["embed.html", "icons/outage.svg"] {
        assert!(
            told.contains(&format!("compressed {name} anew: it had been edited\n")),
            "{told}"
        );
        has_copies(&served, name);
    }
    has_copies(&served, "index.html");
}

/// A text that does not become smaller has no copies, and keeps none of what it was before.
#[test]
fn a_copy_that_would_be_larger_is_removed() {
    let scratch = Scratch::new();
    let file = scratch.served().join("robots.txt");
    fs::write(&file, "x").unwrap();
    for ending in ["br", "gz"] {
        fs::write(
            file.with_extension(format!("txt.{ending}")),
            "not even a copy",
        )
        .unwrap();
    }
    assert!(scratch.publish(&document(7), &[]).status.success());
    for ending in ["br", "gz"] {
        assert!(!file.with_extension(format!("txt.{ending}")).exists());
    }
}

#[test]
fn check_of_a_folder_tells_copies_of_what_was_edited() {
    let scratch = Scratch::new();
    let served = scratch.served();
    scratch.publish(&document(7), &[]);
    let check = |options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command
            .arg("check")
            .args(options)
            .arg(&served)
            .output()
            .unwrap()
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let well = check(&[]);
    assert_eq!(well.status.code(), Some(0), "{well:?}");
    fs::write(
        served.join("index.html"),
        PAGE.replace("Status", "Our status"),
    )
    .unwrap();
    let told = check(&[]);
    assert_eq!(told.status.code(), Some(1));
    let file = served.join("index.html").display().to_string();
    let expected = format!("{file}: expected compressed copies of this file, found those of");
    let told = text(told.stdout);
    assert!(told.contains(&expected), "{told}");
    let json: Value = serde_json::from_slice(&check(&["--format", "json"]).stdout).unwrap();
    assert_eq!(json["stale_copies"], json!([file]));
    assert_eq!(json["verdict"], "ok");
}
