//! Documents, comments and configurations name files and folders of the repository by their paths: each exists.

use std::path::{Path, PathBuf};

use crate::expect::repository;

/// The kinds of files that are read.
const READ: [&str; 9] = [
    ".css", ".js", ".json", ".jsx", ".md", ".mjs", ".rs", ".sh", ".toml",
];

/// The other kinds that a path may end in to count as the name of a file.
const NAMED: [&str; 6] = [".conf", ".html", ".png", ".svg", ".ts", ".txt"];

/// Written by other programs.
const NOT_READ: [&str; 2] = ["package-lock.json", "fixtures"];

/// Stand for the name of a file that is still to be written.
const PLACEHOLDERS: [&str; 2] = ["NAME", "TAG"];

/// The folders and files of .gitignore, as paths from the repository's root without a slash at either end.
fn ignored() -> Vec<String> {
    let text = std::fs::read_to_string(repository(".gitignore")).unwrap();
    text.lines()
        .map(|line| line.trim_matches('/').to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The path of `file` from the repository's root.
fn from_root(file: &Path) -> &str {
    let path = file.strip_prefix(repository("")).unwrap();
    path.to_str().unwrap()
}

fn walk(folder: &Path, ignored: &[String], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with('.')
            || NOT_READ.contains(&name)
            || ignored.iter().any(|built| built == from_root(&path))
        {
            continue;
        }
        if path.is_dir() {
            walk(&path, ignored, found);
        } else if name == "Makefile" || READ.iter().any(|kind| name.ends_with(kind)) {
            found.push(path);
        }
    }
}

/// The paths in `text` that begin in one of `folders`: `src/view/`, or `scripts/setup.sh` at the end of a sentence.
fn paths<'a>(text: &'a str, folders: &[String]) -> Vec<&'a str> {
    let is_outside = |sign: char| !(sign.is_ascii_alphanumeric() || "-._/@{}".contains(sign));
    text.split(is_outside)
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| {
            let is_named =
                word.ends_with('/') || READ.iter().chain(&NAMED).any(|kind| word.ends_with(kind));
            let first = word.split_once('/').map(|(first, _)| first);
            let is_template = word.contains(['{', '}']);
            is_named
                && !is_template
                && first.is_some_and(|first| folders.iter().any(|folder| folder == first))
        })
        .collect()
}

#[test]
fn paths_begin_in_a_folder_and_end_in_a_kind_of_file_or_a_slash() {
    let text = "See `one/view/` and two/setup.sh. Neither ../one/a.rs nor one/a nor and/or nor \
                https://example.com/one/b.rs nor ${url}one/b.rs, but one/c.rs:12 and one/*.js.";
    assert_eq!(
        paths(text, &["one".to_owned(), "two".to_owned()]),
        ["one/view/", "two/setup.sh", "one/c.rs", "one/"]
    );
}

#[test]
fn files_that_are_named_exist() {
    let ignored = ignored();
    let mut files = Vec::new();
    walk(&repository(""), &ignored, &mut files);
    let folders: Vec<String> = files
        .iter()
        .filter_map(|file| from_root(file).split_once('/'))
        .map(|(folder, _)| folder.to_owned())
        .collect();
    let mut missing = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        for path in paths(&text, &folders) {
            let is_built = ignored.iter().any(|built| path.starts_with(built));
            let is_example = PLACEHOLDERS.iter().any(|name| path.contains(name));
            if !is_built && !is_example && !repository(path).exists() {
                missing.push(format!("{} names {path}", from_root(file)));
            }
        }
    }
    assert!(missing.is_empty(), "not there: {missing:#?}");
}
