//! `docs/accessibility.md` says what is tested where: each test that it names is there, and each criterion in it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::expect::repository;

/// The success criteria of WCAG 2.2 at levels A and AA, but for 4.1.1, which 2.2 has taken out.
const CRITERIA: [&str; 55] = [
    "1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4",
    "1.3.5", "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13",
    "2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4",
    "2.4.5", "2.4.6", "2.4.7", "2.4.11", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8",
    "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1", "3.3.2", "3.3.3",
    "3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3",
];
const STANDINGS: [&str; 3] = ["met", "partly", "not applicable"];

fn document() -> String {
    std::fs::read_to_string(repository("docs/accessibility.md")).unwrap()
}

/// The rows of its table: criterion, standing, how it is met, where it is tested.
fn rows(document: &str) -> Vec<Vec<String>> {
    let rows = document
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains(". "));
    let cells = |row: &str| {
        let row = row.trim_matches('|');
        row.split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let rows: Vec<_> = rows.map(cells).collect();
    rows.into_iter()
        .filter(|row| row[0].starts_with(|it: char| it.is_ascii_digit()))
        .collect()
}

/// What stands in back quotes and is written like a test: `file.rs` and `a_name_of_several_words`.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The text of all files below `folder`.
fn sources(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|it| it == "rs" || it == "mjs") {
            into.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_criterion_has_a_row_and_a_standing() {
    let document = document();
    let rows = rows(&document);
    let found: Vec<_> = rows
        .iter()
        .map(|row| row[0].split(' ').next().unwrap())
        .collect();
    assert_eq!(found, CRITERIA);
    for row in &rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(STANDINGS.contains(&row[1].as_str()), "{row:?}");
        let is_tested = named(&row[3]).next().is_some();
        assert!(
            is_tested || row[1] != "met" || row[3] == "by design",
            "{row:?}"
        );
    }
}

#[test]
fn every_test_that_is_named_is_there() {
    let document = document();
    let mut code = String::new();
    for folder in ["tests", "src", "scripts", "web"] {
        sources(&repository(folder), &mut code);
    }
    let mut seen = BTreeSet::new();
    for row in rows(&document) {
        for name in named(&row[3]).map(str::to_owned) {
            if name.contains('/') || name.contains('.') {
                assert!(repository(&name).exists(), "{} names {name}", row[0]);
            } else {
                assert!(
                    code.contains(&format!("fn {name}(")),
                    "{} names {name}",
                    row[0]
                );
            }
            seen.insert(name);
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
}

/// What an operator has to fill in is marked in one way, and the guide says so.
#[test]
fn the_statement_marks_what_operators_fill_in() {
    let statement = std::fs::read_to_string(repository("docs/accessibility-statement.md")).unwrap();
    assert!(statement.contains("what stands in ⟦double brackets⟧"));
    let opened = statement.matches('⟦').count();
    assert_eq!(opened, statement.matches('⟧').count());
    assert!(10 < opened, "{opened}");
}
