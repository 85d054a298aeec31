//! The documents for people: each says who reads it, each is in an index, and none outgrows its purpose.

use crate::expect::repository;
use crate::tidy::files;

fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap()
}

/// The Markdown files of a folder, without those of its folders.
fn documents(folder: &str) -> Vec<(String, String)> {
    let mut found = files(folder, ".md");
    found.retain(|(name, _)| !name[folder.len() + 1..].contains('/'));
    found
}

#[test]
fn every_document_names_its_reader_in_its_first_line() {
    let readers = [
        "For everybody",
        "For operators",
        "For hosts",
        "For translators",
        "For contributors",
    ];
    let mut all = documents("docs");
    for name in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/decisions/README.md",
    ] {
        all.push((name.to_owned(), read(name)));
    }
    for (name, text) in all {
        let mut lines = text.lines().filter(|line| !line.is_empty());
        assert!(lines.next().unwrap().starts_with("# "), "{name}");
        let first = lines.find(|line| !line.starts_with("<!--")).unwrap();
        assert!(
            readers.iter().any(|reader| first.starts_with(reader)),
            "{name} does not say who reads it: {first}"
        );
    }
}

#[test]
fn every_document_and_every_decision_is_in_its_index() {
    for folder in ["docs", "docs/decisions"] {
        let index = read(&format!("{folder}/README.md"));
        for (name, text) in documents(folder) {
            let file = &name[folder.len() + 1..];
            let is_listed = file == "README.md" || index.contains(&format!("]({file})"));
            assert!(is_listed, "{folder}/README.md lacks {file}");
            if folder == "docs/decisions" && file != "README.md" {
                let title = text.lines().next().unwrap();
                let (number, title) = title[2..].split_once(": ").unwrap();
                assert!(file.starts_with(&format!("{number}-")), "{name}");
                assert!(
                    index.contains(&format!("| [{number}]({file}) | {title} |")),
                    "{name}"
                );
                for heading in ["Context", "Decision", "Consequences"] {
                    assert!(text.contains(&format!("\n## {heading}\n")), "{name}");
                }
            }
        }
    }
}

#[test]
fn readme_and_architecture_stay_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= 200, "README.md has {lines} lines");
    let bytes = read("ARCHITECTURE.md").len();
    assert!(bytes <= 10_000, "ARCHITECTURE.md has {bytes} bytes");
}

#[test]
fn the_glossary_names_code_that_exists() {
    let glossary = read("docs/glossary.md");
    let mut code: String = files("src", ".rs").into_iter().map(|file| file.1).collect();
    // It writes `Phrase`.
    code += &read("build.rs");
    let mut names = 0;
    for part in glossary.split("(`").skip(1) {
        let name = part.split('`').next().unwrap();
        let last = name.split("::").last().unwrap();
        let declared = ["struct", "enum", "trait", "mod", "fn"].iter().any(|kind| {
            [" ", "<", "(", ";", "{"]
                .iter()
                .any(|end| code.contains(&format!("{kind} {last}{end}")))
        });
        // The wire types and vocabularies are declared by macros, one name a line.
        let listed =
            code.contains(&format!("    {last} {{")) || code.contains(&format!(" {last}: "));
        assert!(declared || listed, "docs/glossary.md names {name}");
        names += 1;
    }
    assert!(names > 30, "{names}");
}
