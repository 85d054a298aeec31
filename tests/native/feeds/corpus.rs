//! Every capture, and what is understood of it: `corpus.txt` says what that must be.

use std::collections::BTreeSet;

use intermission::model::document::error::DocumentError;

use super::{captures, every_capture, line, read_fresh};

/// Names of captures, and the line that is expected of them.
fn expected() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("corpus.txt").lines();
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    let pair = |pair: &[&'static str]| (pair[0], pair[1].trim());
    lines.chunks(2).map(pair).collect()
}

fn found(names: &str) -> Option<String> {
    let bytes = captures(names)?;
    let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    Some(match read_fresh(&bytes) {
        Ok(reading) => line(&reading),
        Err(DocumentError::NoState { .. } | DocumentError::Unrecognised { .. }) => {
            "refused: unrecognised".to_owned()
        }
        Err(error) => format!("refused: {error}"),
    })
}

#[test]
fn captures_are_understood_as_expected() {
    let mut wrong = Vec::new();
    for (names, expected) in expected() {
        let Some(found) = found(names) else { return };
        if found != expected {
            wrong.push(format!(
                "{names}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert_eq!(wrong.join("\n"), "");
}

#[test]
fn no_capture_is_left_out() {
    let told: BTreeSet<&str> = expected()
        .iter()
        .flat_map(|(names, _)| names.split(" + "))
        .collect();
    for file in every_capture() {
        let folder = file.parent().unwrap().file_name().unwrap();
        let name = format!(
            "{}/{}",
            folder.display(),
            file.file_name().unwrap().display()
        );
        assert!(told.contains(name.as_str()), "{name} is not in the table");
    }
}
