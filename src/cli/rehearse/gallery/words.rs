//! The page with every phrase of a language, for translators: `/gallery/words.html?lang=de`.

use std::collections::BTreeMap;

use super::states::{ALL, Reply};
use crate::cli::rehearse::plan::Plan;
use crate::cli::render::{Still, escape};
use crate::model::i18n::message::native;

const ENGLISH: &str = include_str!("../../../../languages/en.json");
/// The document with the table of where phrases stand and how long they may be.
const GUIDE: &str = include_str!("../../../../docs/languages.md");

/// A row of the table in the guide.
struct Note {
    /// Keys; one that ends in `…` stands for all that begin so.
    keys: Vec<&'static str>,
    place: &'static str,
    longest: Option<usize>,
}

fn notes() -> Vec<Note> {
    let table = GUIDE
        .split_once("| keys | where | length |\n")
        .map(|it| it.1);
    let rows = table.unwrap_or_default().lines().skip(1);
    let row = |line: &'static str| {
        let mut cells = line.strip_prefix("| ")?.split('|').map(str::trim);
        let (keys, place, longest) = (cells.next()?, cells.next()?, cells.next()?);
        let keys = keys.split('`').skip(1).step_by(2).collect();
        let longest = longest.parse().ok();
        Some(Note {
            keys,
            place,
            longest,
        })
    };
    rows.map_while(row).collect()
}

/// Returns the note with the longest key that fits `key`.
fn note_of<'a>(notes: &'a [Note], key: &str) -> Option<&'a Note> {
    let fits = |pattern: &&&str| {
        let prefix = pattern.strip_suffix('\u{2026}');
        prefix.map_or(key == **pattern, |prefix| key.starts_with(prefix))
    };
    let pairs = notes.iter().filter_map(|note| {
        let longest = note.keys.iter().filter(fits).map(|it| it.len()).max()?;
        Some((longest, note))
    });
    pairs
        .max_by_key(|(length, _)| *length)
        .map(|(_, note)| note)
}

/// Returns the length in characters of the longest variant, without the name of its plural category.
fn length(text: &str) -> usize {
    let bare = |variant: &str| match variant.split_once(':') {
        Some((_, bare)) if text.contains('|') => bare.chars().count(),
        _ => variant.chars().count(),
    };
    text.split('|').map(bare).max().unwrap_or_default()
}

/// Returns the name of the first state that shows the phrase, by the longest part of it without a placeholder.
fn states_with<'a>(phrase: &str, rendered: &'a [(&'static str, String)]) -> Option<&'a str> {
    let parts = phrase.split(['{', '}', '|']);
    let part = parts.max_by_key(|it| it.chars().count())?;
    let found = rendered.iter().find(|(_, text)| text.contains(part))?;
    (part.chars().count() > 3).then_some(found.0)
}

/// Returns the page; `None` if there is no such language.
pub(super) fn html(tag: &str, plan: &Plan) -> Option<String> {
    let texts = native::lines(tag)?;
    let direction = native::language(tag)?.direction();
    let english: BTreeMap<String, String> = serde_json::from_str(ENGLISH).ok()?;
    let states = ALL.iter().filter(|it| matches!(it.reply, Reply::Document));
    let rendered: Vec<(&'static str, String)> = states
        .filter_map(|state| {
            let document = state.document(plan)?;
            let still = Still::read(document.as_bytes(), state.at(), &[tag.to_owned()]).ok()?;
            Some((state.name, still.plain()))
        })
        .collect();
    let notes = notes();
    // The lines have the order of the keys.
    let rows: Vec<String> = english
        .iter()
        .zip(texts.lines())
        .map(|((key, english), text)| {
            let note = note_of(&notes, key);
            let place = note.map_or("", |it| it.place);
            let length = length(text);
            let longest = note.and_then(|it| it.longest);
            let length = match longest {
                Some(longest) if length > longest => format!("<strong>{length} of {longest}</strong>"),
                Some(longest) => format!("{length} of {longest}"),
                None => length.to_string(),
            };
            let state = states_with(text, &rendered);
            let link = state.map(|it| format!("<a href=\"/gallery/plain/{it}/light\">{it}</a>"));
            let (english, text, place) = (escape(english), escape(text), escape(place));
            format!(
                "<tr><th>{key}</th><td>{english}</td><td lang=\"{tag}\" dir=\"{direction}\">{text}</td>\
                 <td>{place}</td><td>{length}</td><td>{}</td></tr>\n",
                link.unwrap_or_default()
            )
        })
        .collect();
    let tags = native::tags();
    let links: Vec<String> = tags
        .iter()
        .map(|it| format!("<a href=\"?lang={it}\">{it}</a>"))
        .collect();
    Some(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Phrases of {tag}</title>\n\
         <link rel=\"stylesheet\" href=\"/gallery/gallery.css\">\n</head>\n<body>\n<h1>Phrases of {tag}</h1>\n\
         <p>{}</p>\n<table>\n<tr><th>key</th><th>English</th><th>{tag}</th><th>where</th><th>length</th>\
         <th>shown in</th></tr>\n{}</table>\n</body>\n</html>\n",
        links.join(" "),
        rows.concat()
    ))
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, html, length, note_of, notes};
    use crate::cli::rehearse::plan::Plan;

    #[test]
    fn every_phrase_of_a_language_has_a_row() {
        let plan = Plan::reference().unwrap();
        let english: std::collections::BTreeMap<String, String> =
            serde_json::from_str(ENGLISH).unwrap();
        let page = html("de", &plan).unwrap();
        for key in english.keys() {
            assert!(page.contains(&format!("<tr><th>{key}</th>")), "{key}");
        }
        let row = page.lines().find(|it| it.contains("<th>services</th>"));
        let row = row.unwrap();
        assert!(row.contains("lang=\"de\" dir=\"ltr\""), "{row}");
        assert!(row.contains("href=\"/gallery/plain/"), "{row}");
        assert!(html("tlh", &plan).is_none());
    }

    #[test]
    fn notes_come_from_the_guide() {
        let notes = notes();
        assert_eq!(
            note_of(&notes, "still-verdict-behind").unwrap().longest,
            Some(24)
        );
        assert_eq!(note_of(&notes, "badge-outage").unwrap().longest, Some(24));
        assert_eq!(note_of(&notes, "join-facts").unwrap().longest, None);
        assert!(note_of(&notes, "no-such-key").is_none());
    }

    #[test]
    fn every_phrase_has_a_note() {
        let notes = notes();
        let english: std::collections::BTreeMap<String, String> =
            serde_json::from_str(ENGLISH).unwrap();
        let without = english.keys().filter(|it| note_of(&notes, it).is_none());
        assert_eq!(without.collect::<Vec<_>>(), Vec::<&String>::new());
    }
    #[test]
    fn the_name_of_a_plural_category_takes_no_room() {
        assert_eq!(length("one:{0} day|other:{0} days"), 8);
        assert_eq!(length("{0}: new"), 8);
    }

    /// German stands for languages with long words.
    #[test]
    fn english_and_german_fit_into_their_places() {
        let notes = notes();
        for tag in ["en", "de"] {
            let english: std::collections::BTreeMap<String, String> =
                serde_json::from_str(ENGLISH).unwrap();
            let texts = crate::model::i18n::message::native::lines(tag).unwrap();
            for (key, text) in english.keys().zip(texts.lines()) {
                let longest = note_of(&notes, key).unwrap().longest;
                assert!(
                    longest.is_none_or(|it| length(text) <= it),
                    "{tag}: {key}: {text}"
                );
            }
        }
    }
}
