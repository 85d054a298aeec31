//! Publishing where the operating system refuses to write.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;

use super::{Scratch, document, editions, traces};
use crate::limited::{in_room_for, obeying_permissions};

/// No file of an edition is longer than this, in kibibytes.
const ROOM: u32 = 64;

/// Fails unless the command ended with status 1 and said why: what was expected of a path, and what was found.
#[track_caller]
fn check(output: Output, path: &Path, why: &str) {
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told, format!("{}: {why}\n", path.display()));
}

/// The room ends within a file: the first, or one of those after it.
#[test]
fn a_full_disk_loses_nothing_that_is_published() {
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    let before = traces(&scratch.served());
    let publishing = scratch.publishing(&document(8), &[]);
    let mut refused = 0;
    for room in 0..ROOM {
        let output = in_room_for(room, &publishing).output().unwrap();
        if output.status.success() {
            break;
        }
        let why =
            "expected a folder that can be read and written, found: File too large (os error 27)";
        check(output, &scratch.served(), why);
        editions::check(&scratch.served(), editions::Kind::Plain, 7);
        assert_eq!(traces(&scratch.served()), before, "room for {room} KiB");
        refused += 1;
    }
    assert!(2 < refused, "{refused}");
    editions::check(&scratch.served(), editions::Kind::Plain, 8);
}

#[test]
fn a_folder_without_permission_is_named_and_stays_as_it_is() {
    let scratch = Scratch::new();
    scratch.publish(&document(7), &[]);
    let before = traces(&scratch.served());
    let publishing = scratch.publishing(&document(8), &[]);
    let set = |mode| {
        fs::set_permissions(scratch.served(), fs::Permissions::from_mode(mode)).unwrap();
    };
    set(0o555);
    let output = obeying_permissions(&publishing).output().unwrap();
    set(0o755);
    let why =
        "expected a folder that can be read and written, found: Permission denied (os error 13)";
    check(output, &scratch.served(), why);
    assert_eq!(traces(&scratch.served()), before);
}

/// Another user's document, which is not readable.
#[test]
fn a_document_without_permission_is_named() {
    let scratch = Scratch::new();
    let publishing = scratch.publishing(&document(8), &[]);
    fs::set_permissions(scratch.document(), fs::Permissions::from_mode(0o000)).unwrap();
    let output = obeying_permissions(&publishing).output().unwrap();
    let why = "expected a readable file, found: Permission denied (os error 13)";
    check(output, &scratch.document(), why);
}
