//! Comparing with files: `UPDATE_EXPECT=1` rewrites them, and the difference is then for people to read.

use std::path::Path;

/// Fails unless `path` holds `actual`.
#[track_caller]
pub(crate) fn expect_file(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("expected the file {}, found: {error}", path.display()));
    assert_eq!(
        expected,
        actual,
        "{}: UPDATE_EXPECT=1 rewrites it",
        path.display()
    );
}

/// A path within the repository.
pub(crate) fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
