//! Where values stand in a text, by the paths that problems name.

use std::fmt::Write as _;
use std::process::Command;

use intermission::cli::locate::{Position, locate, locate_all};

const TEXT: &str = r#"{
 "a": {"b": [10, {"c": 1}], "b2": 2, "": 3},
 "abc": 4,
 "a": {"b": [20, {"c": 5, "c": 6}]},
 "x:": {"y": 7},
 "list": [[1, 2], [3, 4]]
}"#;

fn place(path: &str) -> Option<(usize, usize)> {
    locate(TEXT, path).map(|it| (it.line, it.column))
}

#[test]
fn values_and_the_nearest_around_them_are_found() {
    for (path, expected) in [
        ("", (1, 1)),
        ("nothing", (1, 1)),
        // Of two members of one name the last counts, as for the reader.
        ("a", (4, 7)),
        ("a.b[0]", (4, 14)),
        ("a.b[1].c", (4, 32)),
        ("a.b[1].d", (4, 18)),
        ("a.b[2]", (4, 13)),
        ("a.b2", (4, 7)),
        ("x:y", (5, 14)),
        ("list[1][0]", (6, 20)),
        ("list[1][9].z", (6, 19)),
    ] {
        assert_eq!(place(path), Some(expected), "{path}");
    }
    assert_eq!(locate("{", "a"), None);
}

#[test]
fn places_come_in_the_order_of_the_paths() {
    let places = locate_all(TEXT, &["list", "a", "list", "list[0]"]);
    let list = Some(Position {
        line: 6,
        column: 10,
    });
    assert_eq!(places[0], list);
    assert_eq!(places[2], list);
    assert!(places[3] > list && places[1] < list);
}

/// A member without a name has the path of its object, which is the one that is found, whatever else is looked for.
#[test]
fn members_without_a_name_hide_nothing() {
    let text = r#"{"a": {"": {"b": 1}, "c": 2}}"#;
    let place = |column| Some(Position { line: 1, column });
    assert_eq!(locate(text, "a"), place(7));
    assert_eq!(locate_all(text, &["a", "a.b"]), [place(7), place(18)]);
    assert_eq!(locate_all(text, &["a", "a.c"]), [place(7), place(27)]);
}

/// A long name before many values: kept for each of them, it would be 800 MB of a text of 40 KB.
#[test]
fn a_small_document_takes_little_memory() {
    let mut text = format!("{{\"{}\": [0", "n".repeat(40_000));
    for index in 0..20_000 {
        write!(text, ",{}", index % 10).unwrap();
    }
    text.push_str("], \"components\": [{\"name\": 7}]}");
    let file = std::env::temp_dir().join(format!("intermission-locate-{}", std::process::id()));
    std::fs::write(&file, text).unwrap();
    let mut command = Command::new("bash");
    command.args(["-c", "ulimit -v 600000; exec \"$0\" check \"$1\""]);
    let output = command.arg(env!("CARGO_BIN_EXE_intermission")).arg(&file);
    let output = output.output().unwrap();
    std::fs::remove_file(file).unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("components[0].status"), "{told}");
}
