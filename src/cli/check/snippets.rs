//! Findings with the lines that they are in, and a mark under the value, as compilers show theirs.

use std::env;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::findings::Findings;
use super::found::Found;
use super::reference::Reference;
use super::text::Line;
use crate::cli::columns::WIDTH;
use crate::cli::terminal;
use crate::model::document::text::is_printable;

/// The most findings that are shown with their lines; the others follow in a line each.
const MOST: usize = 50;
/// How much of a long line is shown before the value, in characters.
const BEFORE: usize = 30;
/// How much of a long line is shown in all, in characters.
const LONGEST: usize = WIDTH;

/// Returns whether findings are shown in colours, by the usual rules: `NO_COLOR` and `CLICOLOR=0` are against, and
/// `CLICOLOR_FORCE` is for it; else a terminal has colours.
pub fn are_coloured(is_terminal: bool) -> bool {
    let value = |name: &str| env::var(name).ok().filter(|it| !it.is_empty());
    if value("NO_COLOR").is_some() {
        return false;
    }
    if value("CLICOLOR_FORCE").is_some_and(|it| it != "0") {
        return true;
    }
    value("CLICOLOR").as_deref() != Some("0") && is_terminal
}

impl Findings {
    /// Returns the findings with the lines of `documents` that they are in.
    pub(super) fn to_snippets(
        &self,
        files: &[String],
        documents: &[&[u8]],
        is_coloured: bool,
    ) -> String {
        self.snippets(&self.found(files), documents, is_coloured)
    }

    /// Returns the problems of one document with the lines that they are in, without the warnings.
    pub fn problem_snippets(&self, file: &str, document: &str, is_coloured: bool) -> String {
        let files = [file.to_owned()];
        let found = self.found(&files).into_iter();
        let problems: Vec<Found<'_>> = found.filter(|it| !it.is_warning).collect();
        self.snippets(&problems, &[document.as_bytes()], is_coloured)
    }

    fn snippets(&self, found: &[Found<'_>], documents: &[&[u8]], is_coloured: bool) -> String {
        let renderer = if is_coloured {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let reference = self.reference();
        let mut text = String::new();
        for it in found.iter().take(MOST) {
            let document = documents.get(it.document).copied().unwrap_or_default();
            text.push_str(&snippet(it, document, reference.as_ref(), &renderer));
            text.push_str("\n\n");
        }
        let others = found.iter().skip(MOST).map(|it| Line::from(it).line);
        text + &terminal::lines(&others.collect::<Vec<_>>())
    }
}

fn snippet(
    found: &Found<'_>,
    document: &[u8],
    reference: Option<&Reference>,
    renderer: &Renderer,
) -> String {
    let level = if found.is_warning {
        Level::WARNING
    } else {
        Level::ERROR
    };
    let title = level.primary_title(terminal::escaped_line(&found.message));
    let file = terminal::escaped_line(&found.file);
    let place = found.position.and_then(|position| {
        let text = String::from_utf8_lossy(document);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let line = text.lines().nth(position.line.checked_sub(1)?)?;
        let (shown, span) = part(line, position.column.checked_sub(1)?)?;
        Some((position.line, shown, span))
    });
    let Some((line, shown, span)) = place else {
        let group = Group::with_title(title);
        return format!("{}\n --> {file}", renderer.render(&[group]));
    };
    let mark = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(shown).path(file).line_start(line);
    let help = found.help(reference).into_iter();
    let help = help.map(|it| Level::HELP.message(it));
    renderer.render(&[title.element(snippet.annotation(mark)).elements(help)])
}

/// Returns the part of a line around the value that begins at a column, and the bytes of the value in it. Characters that
/// control a terminal are replaced, one by one.
fn part(line: &str, column: usize) -> Option<(String, Range<usize>)> {
    let characters: Vec<char> = line.chars().collect();
    let value = characters.get(column..)?;
    let length = value_length(value);
    let is_long = characters.len() > LONGEST;
    let first = if is_long {
        column.saturating_sub(BEFORE)
    } else {
        0
    };
    let last = if is_long {
        first + LONGEST
    } else {
        characters.len()
    };
    let shown = |range: Range<usize>| -> String {
        let part = characters.get(range).unwrap_or_default().iter();
        part.map(|it| if is_printable(*it) { *it } else { '\u{fffd}' })
            .collect()
    };
    let last = last.min(characters.len());
    let end = (column + length).min(last);
    let (before, marked, after) = (shown(first..column), shown(column..end), shown(end..last));
    let span = before.len()..before.len() + marked.len();
    Some((format!("{before}{marked}{after}"), span))
}

/// Returns the length of the value at the beginning of a text: a string, a number or word, or the first character of a list
/// or an object.
fn value_length(value: &[char]) -> usize {
    let mut is_escaped = false;
    let ends = |it: &char| matches!(it, ',' | ']' | '}' | ':') || it.is_whitespace();
    match value.first() {
        Some('"') => {
            let rest = value.iter().skip(1);
            let mut rest = rest.take_while(|it| {
                let is_end = **it == '"' && !is_escaped;
                is_escaped = **it == '\\' && !is_escaped;
                !is_end
            });
            // With both quotation marks.
            rest.by_ref().count() + 2
        }
        Some('[' | '{') | None => 1,
        Some(_) => value.iter().take_while(|it| !ends(it)).count().max(1),
    }
}
