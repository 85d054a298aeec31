//! The phrases of the English catalogue: the program says each of them.

use crate::expect::repository;
use crate::tidy::files;

#[test]
fn every_phrase_is_said_somewhere() {
    let source = files("src", ".rs");
    let catalogue = std::fs::read_to_string(repository("languages/en.json")).unwrap();
    let catalogue: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&catalogue).unwrap();
    for key in catalogue.keys() {
        let name: String = key.split('-').map(capitalised).collect();
        let wanted = format!("Phrase::{name}");
        let said = |text: &str| {
            let mut found = text.match_indices(&wanted);
            found.any(|(at, it)| !text[at + it.len()..].starts_with(char::is_alphanumeric))
        };
        assert!(
            source.iter().any(|(_, text)| said(text)),
            "nobody says `{key}`"
        );
    }
}

/// A phrase is said somewhere only if the function that says it is called.
#[test]
fn every_sentence_is_asked_for_somewhere() {
    let code: String = files("src", ".rs")
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut found = 0;
    for (file, text) in files("src/model/i18n/message", ".rs") {
        for line in text.lines() {
            let public = line.strip_prefix("pub fn ");
            let public = public.or_else(|| line.strip_prefix("pub(super) fn "));
            let Some((name, _)) = public.and_then(|it| it.split_once('(')) else {
                continue;
            };
            assert!(is_called(&code, name), "{file}: nobody calls `{name}`");
            found += 1;
        }
    }
    assert!(found > 40, "{found}");
}

/// Whether a free function of this name is called or handed on; a method of the same name is another.
fn is_called(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let is_part = |it: char| it.is_alphanumeric() || it == '_';
        let is_handed_on = before.ends_with("message::") || before.ends_with("still::");
        let is_other = before.ends_with(|it| is_part(it) || it == '.') || before.ends_with("fn ");
        !is_other && (after.starts_with('(') || is_handed_on && !after.starts_with(is_part))
    })
}

fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
