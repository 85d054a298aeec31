//! `intermission init` writes files to start from, which the other commands accept, and overwrites none.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::limited::{in_room_for, obeying_permissions};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("intermission-init-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command.current_dir(&self.0).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn its_document_passes_the_check_without_a_finding() {
    let folder = Folder::new("check");
    let output = folder.run(&["init", "new/site"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = "wrote intermission.toml, status.json and intermission.schema.json in new/site\n";
    assert!(
        text(&output.stdout).starts_with(told),
        "{}",
        text(&output.stdout)
    );
    let output = folder.run(&["check", "new/site/status.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let shown = text(&output.stdout);
    assert!(shown.contains(": no problems\n"), "{shown}");
    assert!(shown.contains("Maintenance"), "{shown}");
}

#[test]
fn no_file_is_overwritten_and_then_none_is_written() {
    let folder = Folder::new("present");
    for name in [
        "intermission.toml",
        "status.json",
        "intermission.schema.json",
    ] {
        fs::write(folder.0.join(name), "mine").unwrap();
        let output = folder.run(&["init"]);
        assert_eq!(output.status.code(), Some(1));
        let told = format!(
            "./{name}: expected no file of this name, found one: remove it, or name another folder\n"
        );
        assert_eq!(text(&output.stderr), told);
        assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), "mine");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
        fs::remove_file(folder.0.join(name)).unwrap();
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new("file");
    fs::write(folder.0.join("a"), "").unwrap();
    let output = folder.run(&["init", "a/b"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(
        told.starts_with("a/b: expected a folder that can be written to, found: "),
        "{told}"
    );
}

#[test]
fn a_folder_without_permission_is_named() {
    let folder = Folder::new("permission");
    fs::create_dir(folder.0.join("a")).unwrap();
    fs::set_permissions(folder.0.join("a"), fs::Permissions::from_mode(0o555)).unwrap();
    for name in ["a", "a/b"] {
        let command = folder.command(&["init", name]);
        let output = obeying_permissions(&command).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let told = format!(
            "{name}: expected a folder that can be written to, found: Permission denied (os error 13)\n"
        );
        assert_eq!(text(&output.stderr), told);
        assert_eq!(fs::read_dir(folder.0.join("a")).unwrap().count(), 0);
    }
}

/// The room ends in the first file, or in the last: a second attempt finds nothing in its way.
#[test]
fn a_full_disk_leaves_no_parts() {
    let folder = Folder::new("full");
    for room in [0, 1, 6] {
        let command = folder.command(&["init"]);
        let output = in_room_for(room, &command).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let told =
            ".: expected a folder that can be written to, found: File too large (os error 27)\n";
        assert_eq!(text(&output.stderr), told);
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0);
    }
    assert_eq!(folder.run(&["init"]).status.code(), Some(0));
}
