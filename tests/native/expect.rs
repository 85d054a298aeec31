//! Comparing with files: `UPDATE_EXPECT=1` rewrites them, and the difference is then for people to read.

use std::path::Path;

use similar::TextDiff;

/// Fails with the lines that differ unless `path` holds `actual`.
#[track_caller]
pub(crate) fn expect_file(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("expected the file {}, found: {error}", path.display()));
    assert!(
        expected == actual,
        "{}: UPDATE_EXPECT=1 rewrites it\n{}",
        path.display(),
        difference(&expected, actual)
    );
}

/// Fails with the lines that differ unless the text between the lines `begin` and `end` of `path` is `actual`, with an
/// empty line before and after it.
#[track_caller]
pub(crate) fn expect_between(path: &Path, begin: &str, end: &str, actual: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let whole = [before, begin, "\n", actual, "\n", end, after].concat();
    expect_file(path, &whole);
}

/// The lines that differ, in the unified format: `-` is the file, `+` is what the test made.
fn difference(expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    diff.unified_diff().header("expected", "actual").to_string()
}

#[test]
fn a_difference_shows_the_lines_that_differ_and_few_others() {
    let lines = |changed: &str| format!("1\n2\n3\n4\n5\n{changed}\n7\n8\n9\n10\n11\n");
    assert_eq!(
        difference(&lines("six"), &lines("6")),
        "--- expected\n+++ actual\n@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-six\n+6\n 7\n 8\n 9\n"
    );
    assert_eq!(
        difference("same\nend\n", "same\nend"),
        "--- expected\n+++ actual\n@@ -1,2 +1,2 @@\n same\n-end\n+end\n\\ No newline at end of file\n"
    );
}

/// A path within the repository.
pub(crate) fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
