//! HTML as text: escaping, and finding the parts of a built page.
//!
//! There is no parser: the built page is our own, and everything that is put into it is escaped, so that tags can be
//! found by their text.

use std::ops::Range;

use crate::model::i18n::message::language::Language;

/// Returns `text` escaped for use between tags or in a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Not allowed in HTML, and invisible.
            '\0' => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// Returns the attributes of `<html>` for a page in this language.
pub(super) fn attributes(language: Language) -> String {
    match language.direction() {
        "ltr" => format!("lang=\"{}\"", language.tag()),
        direction => format!("lang=\"{}\" dir=\"{direction}\"", language.tag()),
    }
}

/// Returns the opening `tag` with an attribute, which replaces one of the same name.
pub(super) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let opening = format!(" {name}=\"");
    let bare = tag
        .split_once(&opening)
        .map_or(tag.to_owned(), |(before, rest)| {
            let after = rest.split_once('"').map_or("", |(_, after)| after);
            [before, after].concat()
        });
    bare.replacen('>', &format!("{opening}{value}\">"), 1)
}

/// Returns the range of the content of the element that begins with `opening`, such as `<div id="a">`; `None` if there
/// is no such element, or it is never closed.
pub(crate) fn content(html: &str, opening: &str) -> Option<Range<usize>> {
    let start = html.find(opening)? + opening.len();
    let name = opening.get(1..)?.split([' ', '>']).next()?;
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 1_usize;
    let mut at = start;
    loop {
        let rest = html.get(at..)?;
        let end = rest.find(&close)?;
        match rest.find(&open).filter(|begin| *begin < end) {
            Some(begin) => {
                depth += 1;
                at += begin + open.len();
            }
            None if depth == 1 => return Some(start..at + end),
            None => {
                depth -= 1;
                at += end + close.len();
            }
        }
    }
}

/// Returns the range of the first element that begins with `opening`, up to `ending`, both included.
pub(crate) fn span(html: &str, opening: &str, ending: &str) -> Option<Range<usize>> {
    let start = html.find(opening)?;
    let length = html.get(start..)?.find(ending)? + ending.len();
    Some(start..start + length)
}

/// Returns `html` without the first element that begins with `opening`, and without the line end after it.
pub(super) fn without(html: &str, opening: &str, ending: &str) -> String {
    let Some(span) = span(html, opening, ending) else {
        return html.to_owned();
    };
    let (before, after) = (html.get(..span.start), html.get(span.end..));
    let after = after.unwrap_or_default();
    let after = after.strip_prefix('\n').unwrap_or(after);
    [before.unwrap_or_default(), after].concat()
}

/// Returns `html` with the text at `range` replaced.
pub(crate) fn replaced(html: &str, range: Range<usize>, text: &str) -> String {
    let (before, after) = (html.get(..range.start), html.get(range.end..));
    [before.unwrap_or_default(), text, after.unwrap_or_default()].concat()
}
