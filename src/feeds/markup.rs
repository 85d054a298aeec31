//! Converts HTML and Markdown bodies to plain text.
//!
//! Bodies are shown as text and never rendered: emphasis is lost, and the targets of links are kept. Tags other than
//! links and list items are left to the reader of status documents, which removes them.

use super::node::is_absolute;

/// Converts the links and list items of HTML to plain text.
///
/// ```
/// use intermission::feeds::markup::html;
/// assert_eq!(html(r#"See <a href="https://e.com/a">the post</a>."#), "See the post (https://e.com/a).");
/// assert_eq!(html("<a href='javascript:x'>x</a> <li>one</li>"), "x - one</li>");
/// ```
pub fn html(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut open: Option<(String, usize)> = None;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let length = tag_length(from);
        let (tag, after) = from.split_at(length);
        rest = after;
        match tag_name(tag).as_str() {
            "a" => open = href(tag).map(|url| (url.to_owned(), plain.len())),
            "/a" => close(open.take(), &mut plain),
            "li" => plain.push_str("- "),
            _ => plain.push_str(tag),
        }
    }
    plain.push_str(rest);
    plain
}

/// Returns the length of a tag, or 1 if `<` begins no complete tag. The search for its end stops at the next `<`:
/// beyond that it would take minutes for a text full of unclosed tags.
pub(super) fn tag_length(from: &str) -> usize {
    let inside = from.get(1..).unwrap_or_default();
    match inside.find(['<', '>']) {
        Some(end) if inside.get(end..).is_some_and(|end| end.starts_with('>')) => end + 2,
        Some(_) | None => 1,
    }
}

/// Returns the name of a tag in lower case, with the `/` of an end tag.
pub(super) fn tag_name(tag: &str) -> String {
    let inside = tag.trim_start_matches('<').trim_end_matches(['>', '/']);
    let name = inside.split_ascii_whitespace().next().unwrap_or_default();
    name.to_ascii_lowercase()
}

/// Returns the target of a link if visitors may be sent there.
fn href(tag: &str) -> Option<&str> {
    let value = tag.get(tag.find("href=")? + 5..)?;
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let url = value.get(1..)?.split(quote).next()?;
    is_absolute(url).then_some(url)
}

fn close(open: Option<(String, usize)>, plain: &mut String) {
    let Some((url, from)) = open else { return };
    if plain.get(from..).is_none_or(|label| label.trim() != url) {
        plain.push_str(&[" (", &url, ")"].concat());
    }
}

/// Converts Markdown to plain text: headings, emphasis and code lose their marks, and table rows become lines.
///
/// ```
/// use intermission::feeds::markup::markdown;
/// assert_eq!(markdown("## Summary\n\n* **All** `nodes` of [one](https://e.com)"), "Summary\n\n- All nodes of one (https://e.com)");
/// assert_eq!(markdown("| A | B |\n|---|:--|\n| 1 | 2 \\> 3 |"), "A · B\n1 · 2 > 3");
/// assert_eq!(markdown("snake_case, 2 * 3"), "snake_case, 2 * 3");
/// ```
pub fn markdown(text: &str) -> String {
    let mut lines = Vec::new();
    for line in without_comments(text).lines() {
        lines.extend(block(line.trim_end()));
    }
    lines.join("\n").trim().to_owned()
}

/// Returns the text without `<!-- … -->`.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// Returns a line without the marks of its block; `None` if it has nothing else.
fn block(line: &str) -> Option<String> {
    let bare = line.trim_start();
    let indent = line.get(..line.len() - bare.len()).unwrap_or_default();
    if bare.starts_with('|') {
        return table_row(bare);
    }
    if bare.starts_with("```") || is_rule(bare) {
        return None;
    }
    let unmarked = bare.trim_start_matches('#');
    if unmarked.len() < bare.len() && (unmarked.is_empty() || unmarked.starts_with(' ')) {
        return Some(inline(unmarked.trim()));
    }
    for mark in ["* ", "+ ", "- "] {
        if let Some(item) = bare.strip_prefix(mark) {
            return Some([indent, "- ", &inline(item.trim_start())].concat());
        }
    }
    let quoted = bare.strip_prefix("> ").unwrap_or(bare);
    Some([indent, &inline(quoted)].concat())
}

/// Returns whether a line is a thematic break or the underline of a heading: `---`, `***` or `===`.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_', '=']
        .iter()
        .any(|mark| line.len() >= 3 && line.chars().all(|it| it == *mark))
}

/// Returns the cells of a table row; `None` for the row between head and body.
fn table_row(line: &str) -> Option<String> {
    let is_mark = |it: char| matches!(it, '|' | '-' | ':' | ' ');
    if line.chars().all(is_mark) {
        return None;
    }
    let cells = line.trim_matches('|').split('|');
    let cells: Vec<String> = cells.map(|cell| inline(cell.trim())).collect();
    Some(cells.join(" \u{b7} "))
}

/// Returns a line without its inline marks.
fn inline(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let before = plain.chars().next_back();
        let (written, next) = match first {
            '\\' => escaped(after),
            '`' => (String::new(), after),
            '*' | '_' => emphasis(first, before, rest),
            '!' if after.starts_with('[') => (String::new(), after),
            '[' => link(after).unwrap_or_else(|| ("[".to_owned(), after)),
            '<' => autolink(after).unwrap_or_else(|| ("<".to_owned(), after)),
            _ => (first.to_string(), after),
        };
        plain.push_str(&written);
        rest = next;
    }
    plain
}

/// Returns the text for what follows a backslash, and the rest: punctuation stands for itself.
fn escaped(after: &str) -> (String, &str) {
    match after.chars().next() {
        Some(mark) if mark.is_ascii_punctuation() => {
            (mark.to_string(), after.get(1..).unwrap_or_default())
        }
        _ => ("\\".to_owned(), after),
    }
}

/// Returns the text for a run of asterisks or underscores, and the rest. The run marks emphasis if a word begins or
/// ends there.
fn emphasis(mark: char, before: Option<char>, rest: &str) -> (String, &str) {
    let after = rest.trim_start_matches(mark);
    let run = rest.get(..rest.len() - after.len()).unwrap_or_default();
    let next = after.chars().next();
    let is_space = |it: Option<char>| it.is_none_or(char::is_whitespace);
    let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    let stands_alone = is_space(before) && is_space(next);
    let is_within_word = is_letter(before) && is_letter(next) && (mark == '_' || run.len() == 1);
    let written = if stands_alone || is_within_word {
        run
    } else {
        ""
    };
    (written.to_owned(), after)
}

/// Converts `label](https://…)` to `label (https://…)`, and a link to anywhere else to its label.
fn link(after: &str) -> Option<(String, &str)> {
    let end = after.find(['[', ']'])?;
    let label = after.get(..end)?;
    let target = after.get(end..)?.strip_prefix("](")?;
    // The search stops at the next link: see `tag_length`.
    let end = target.find([')', '['])?;
    let rest = target.get(end..)?.strip_prefix(')')?;
    let url = target.get(..end)?.split(' ').next()?;
    let label = inline(label);
    if !is_absolute(url) || label == url {
        return Some((label, rest));
    }
    Some(([&label, " (", url, ")"].concat(), rest))
}

/// Returns `https://…>` without its brackets, which would be taken for a tag.
fn autolink(after: &str) -> Option<(String, &str)> {
    let end = after.find(['<', '>', ' '])?;
    let url = after.get(..end).filter(|url| is_absolute(url))?;
    let rest = after.get(end..)?.strip_prefix('>')?;
    Some((url.to_owned(), rest))
}
