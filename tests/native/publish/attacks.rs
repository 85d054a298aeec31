//! Somebody who may write to the served folder can do nothing outside of it to whoever publishes there.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use super::{Scratch, document};

const SECRET: &str = "somebody's own file";

/// A file outside of the served folder, which nobody else may read.
fn target(scratch: &Scratch) -> std::path::PathBuf {
    let path = scratch.0.join("target");
    fs::write(&path, SECRET).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

#[track_caller]
fn is_untouched(target: &Path) {
    assert_eq!(fs::read_to_string(target).unwrap(), SECRET);
    assert_eq!(fs::metadata(target).unwrap().mode() & 0o777, 0o600);
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Fails where the command waits for something that never comes.
#[track_caller]
fn ended(command: &mut Command) -> Output {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    for _ in 0..3_000 {
        if child.try_wait().unwrap().is_some() {
            return child.wait_with_output().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    panic!("it waits for ever");
}

#[test]
fn a_link_at_a_name_that_is_written_next_is_replaced_itself() {
    let scratch = Scratch::new();
    let target = target(&scratch);
    for name in [
        ".status.json.part",
        ".status.json.br.part",
        ".index.html.part",
    ] {
        symlink(&target, scratch.served().join(name)).unwrap();
    }
    // A pipe there would wait for a reader.
    pipe(&scratch.served().join(".plain.html.part"));
    let output = ended(&mut scratch.publishing(&document(7), &[]));
    assert!(output.status.success(), "{output:?}");
    is_untouched(&target);
    for name in ["status.json", "status.json.br", "index.html", "plain.html"] {
        let metadata = fs::symlink_metadata(scratch.served().join(name)).unwrap();
        assert!(metadata.is_file(), "{name}");
    }
}

#[test]
fn a_lock_that_is_no_file_is_refused() {
    type Put = fn(&Path, &Path);
    let ways: [Put; 3] = [
        |target, lock| symlink(target, lock).unwrap(),
        |target, lock| fs::hard_link(target, lock).unwrap(),
        |_, lock| pipe(lock),
    ];
    for put in ways {
        let scratch = Scratch::new();
        let target = target(&scratch);
        put(&target, &scratch.served().join(".publish.lock"));
        let output = ended(&mut scratch.publishing(&document(7), &[]));
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(
            told.contains("`.publish.lock` is a link or no file: remove it"),
            "{told}"
        );
        is_untouched(&target);
        assert!(!scratch.served().join("status.json").exists());
    }
}

#[test]
fn a_document_that_is_a_pipe_is_refused() {
    let scratch = Scratch::new();
    pipe(&scratch.served().join("status.json"));
    let output = ended(&mut scratch.publishing(&document(7), &[]));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("`status.json` is a link or no file"),
        "{told}"
    );
}

#[test]
fn whoever_waits_says_for_whom() {
    let scratch = Scratch::new();
    let lock = scratch.served().join(".publish.lock");
    fs::write(&lock, "4711\n").unwrap();
    let held = File::open(&lock).unwrap();
    held.lock().unwrap();
    let mut waiting = scratch.publishing(&document(7), &[]);
    let mut waiting = waiting
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    let mut errors = BufReader::new(waiting.stderr.take().unwrap());
    errors.read_line(&mut told).unwrap();
    assert!(
        told.ends_with("waiting for process 4711, which publishes there\n"),
        "{told}"
    );
    assert!(waiting.try_wait().unwrap().is_none());
    held.unlock().unwrap();
    assert!(waiting.wait().unwrap().success());
    let mut rest = String::new();
    errors.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn what_is_rendered_goes_through_no_link() {
    let scratch = Scratch::new();
    let target = target(&scratch);
    symlink(&target, scratch.served().join(".index.html.part")).unwrap();
    fs::write(scratch.document(), document(7)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.arg("render").arg(scratch.document());
    let output = ended(command.arg("--into").arg(scratch.served()));
    assert!(output.status.success(), "{output:?}");
    is_untouched(&target);
    // By the name that `render --output` writes to first, and by the name of the file itself.
    let file = scratch.0.join("plain.html");
    let part = format!("plain.html.{}.part", std::process::id());
    symlink(&target, scratch.0.join(part)).unwrap();
    symlink(&target, &file).unwrap();
    intermission::cli::render::files::write(&file, b"rendered").unwrap();
    is_untouched(&target);
    assert!(fs::symlink_metadata(&file).unwrap().is_file());
    assert_eq!(fs::read(&file).unwrap(), b"rendered");
}
