//! Names and texts that would keep a browser busy: how much of them is read, and that it is told.

use intermission::model::document::text::{
    MAX_MARKS, is_printable, longest_run_of_marks, printable,
};
use serde_json::json;

use crate::members::{every_member, leaves};
use crate::model::understood;

/// A name as it is read, and the problems that are told of it.
fn named(name: &str) -> (String, Vec<String>) {
    let document = json!({"components": [{"id": "a", "name": name, "status": "operational"}]});
    let (snapshot, problems) = understood(&document);
    (snapshot.components[0].name.clone(), problems)
}

#[test]
fn names_end_after_500_characters() {
    let longest = "\u{1f600}".repeat(500);
    assert_eq!(named(&longest), (longest.clone(), Vec::new()));
    let (name, problems) = named(&[&longest, "x"].concat());
    assert_eq!(name, [&longest, "\u{2026}"].concat());
    let told = "`components[0].name`: expected a name of at most 500 characters, found `501`";
    assert_eq!(problems, [told]);
}

#[test]
fn marks_over_one_letter_end_after_ten() {
    for mark in [
        '\u{301}',
        '\u{489}',
        '\u{5b0}',
        '\u{64b}',
        '\u{94d}',
        '\u{e34}',
        '\u{fe0f}',
        '\u{20dd}',
        '\u{e0100}',
    ] {
        let marks = |count| ["a", &String::from(mark).repeat(count), "b"].concat();
        assert_eq!(named(&marks(10)), (marks(10), Vec::new()), "{mark:?}");
        let (name, problems) = named(&marks(400));
        assert_eq!(name, marks(10), "{mark:?}");
        let told = "`components[0].name`: expected at most 10 marks in a row, found `400`";
        assert_eq!(problems, [told], "{mark:?}");
    }
}

/// Words that people write keep all of their marks: letters of Vietnamese, Hebrew, Arabic, Hindi, Thai, Tibetan and Burmese,
/// flags of parts of countries, and families.
#[test]
fn languages_keep_their_marks() {
    for text in [
        "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t",
        "\u{5d1}\u{5b0}\u{5bc}\u{5e8}\u{5b5}\u{5d0}\u{5e9}\u{5c1}\u{5b4}\u{596}\u{5d9}\u{5ea}",
        "\u{645}\u{64f}\u{62d}\u{64e}\u{645}\u{651}\u{64e}\u{62f}\u{64c}",
        "\u{915}\u{94d}\u{937}\u{947}\u{924}\u{94d}\u{930}\u{940}\u{92f}",
        "\u{e17}\u{e35}\u{e48}\u{e19}\u{e35}\u{e48}",
        "\u{f66}\u{f92}\u{fb2}\u{f74}\u{f56}",
        "\u{1019}\u{103c}\u{1014}\u{103a}\u{1019}\u{102c}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "\u{304b}\u{3099}\u{306a}\u{65e5}\u{672c}\u{8a9e}",
    ] {
        assert!(longest_run_of_marks(text) <= 7, "{text}");
        assert_eq!(printable(text), text);
        assert_eq!(named(text), (text.to_owned(), Vec::new()));
    }
}

/// Each member that visitors read alone has a text that is too long, and one with too many marks.
#[test]
fn no_text_of_a_document_is_without_a_limit() {
    let long = "a\u{301}".repeat(60_000);
    let piled = ["a", &"\u{301}".repeat(60_000)].concat();
    let texts = leaves().into_iter().filter(|it| it.is_text);
    let words = [
        "/status/indicator",
        "/components/0/state",
        "/components/0/regions/0",
        "/incidents/0/status",
        "/incidents/0/impact",
        "/scheduled_maintenances/0/phases/0/status",
    ];
    let pointers = texts.map(|it| it.pointer);
    for pointer in pointers.chain(words.map(str::to_owned)) {
        for text in [&long, &piled] {
            let mut document = every_member();
            *document.pointer_mut(&pointer).unwrap() = json!(text);
            let (snapshot, problems) = understood(&document);
            let shown = format!("{snapshot:?}");
            let unescaped = shown.replace("\\u{301}", "\u{301}");
            assert!(longest_run_of_marks(&unescaped) <= MAX_MARKS, "{pointer}");
            let length = unescaped.chars().count();
            assert!(length < 50_000, "{pointer}: {length}");
            // A region is cut without a problem.
            assert_eq!(
                problems.is_empty(),
                pointer.contains("regions"),
                "{pointer}"
            );
        }
    }
}

/// Nothing of a mark makes a character printable that is not.
#[test]
fn marks_are_counted_in_what_is_printed() {
    let text = ["a", &"\u{301}\u{202e}".repeat(30)].concat();
    let kept = printable(&text);
    assert!(kept.chars().all(is_printable));
    assert!(longest_run_of_marks(&kept) <= MAX_MARKS, "{kept:?}");
}
