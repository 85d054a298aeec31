//! Texts for visitors: in several languages, and out of other people's markup.

/// A text for visitors, in one language or several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// A text in the page's language.
    Plain(String),
    /// Texts by BCP 47 language tag, in the document's order.
    Languages(Vec<(String, String)>),
}

impl Text {
    /// Returns the text in the first of `languages` that it has, with its tag. An exact tag counts before the same
    /// primary language; without either, it is the first text of the document.
    ///
    /// ```
    /// use intermission::model::document::text::Text;
    /// let text = Text::Languages(vec![("en".into(), "Hello".into()), ("de".into(), "Hallo".into())]);
    /// assert_eq!(text.choose(&["de-AT".into()]), (Some("de"), "Hallo"));
    /// assert_eq!(text.choose(&["fr".into()]), (Some("en"), "Hello"));
    /// ```
    pub fn choose(&self, languages: &[String]) -> (Option<&str>, &str) {
        let texts = match self {
            Self::Plain(text) => return (None, text),
            Self::Languages(texts) => texts,
        };
        let by = |matches: fn(&str, &str) -> bool| {
            let wanted = |language: &String| texts.iter().find(|(tag, _)| matches(tag, language));
            languages.iter().find_map(wanted)
        };
        by(str::eq_ignore_ascii_case)
            .or_else(|| by(|tag, language| primary(tag).eq_ignore_ascii_case(primary(language))))
            .or_else(|| texts.first())
            .map_or((None, ""), |(tag, text)| (Some(tag), text))
    }
}

/// Returns the primary language of a tag, such as `de` of `de-AT`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

/// Returns whether a character is allowed in text that visitors read.
///
/// Control characters and Unicode's noncharacters are not allowed in XML or HTML and steer terminals, except
/// that line ends and tabs are harmless. Bidirectional controls can make a text read as another one (Unicode
/// UAX #9, 2; [Trojan Source](https://trojansource.codes)).
///
/// ```
/// use intermission::model::document::text::is_printable;
/// assert!(is_printable('\n') && is_printable('\u{a0}') && is_printable('\u{1f600}'));
/// assert!(!is_printable('\u{1b}') && !is_printable('\u{202e}') && !is_printable('\u{fffe}'));
/// ```
pub fn is_printable(character: char) -> bool {
    match character {
        '\n' | '\t' => true,
        '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fdd0}'..='\u{fdef}' => false,
        // The last two of each of Unicode's 17 planes are noncharacters.
        _ => !character.is_control() && (character as u32 & 0xFFFE) != 0xFFFE,
    }
}

/// The largest number of combining marks in a row; no script needs more of them over one letter. Unicode's own limit
/// for texts that are processed in pieces is 30 (UAX #15, 13).
pub const MAX_MARKS: usize = 10;

/// Returns whether a character is drawn over or under the one before, or changes its look: combining marks, variation
/// selectors and tags, for the scripts in which they could be stacked. A complete table would be ten times as long.
fn is_mark(character: char) -> bool {
    const RANGES: [(u32, u32); 25] = [
        (0x300, 0x36f),
        (0x483, 0x489),
        (0x591, 0x5bd),
        (0x610, 0x61a),
        (0x64b, 0x65f),
        (0x6d6, 0x6dc),
        (0x730, 0x74a),
        (0x8d3, 0x902),
        (0xdca, 0xddf),
        (0xe34, 0xe3a),
        (0xe47, 0xe4e),
        (0xeb4, 0xebc),
        (0xec8, 0xece),
        (0xf71, 0xf84),
        (0xf8d, 0xfbc),
        (0x102b, 0x103e),
        (0x17b4, 0x17d3),
        (0x1ab0, 0x1aff),
        (0x1dc0, 0x1dff),
        (0x20d0, 0x20ff),
        (0x302a, 0x302f),
        (0x3099, 0x309a),
        (0xfe00, 0xfe2f),
        (0x1d165, 0x1d1ad),
        (0xe0000, 0xe01ef),
    ];
    let code = character as u32;
    // Blocks of 128 for the scripts of India, with signs at the same places in each.
    let is_sign = || (0x900..0xd80).contains(&code) && matches!(code & 0x7f, 0x3c | 0x3e..=0x4d);
    let in_range = |&(first, last): &(u32, u32)| (first..=last).contains(&code);
    code >= 0x300 && (is_sign() || RANGES.iter().any(in_range))
}

/// Returns the length of the run of marks at `character`, after `before` marks; unprintable characters do not end it.
fn run_of_marks(before: usize, character: char) -> usize {
    if is_mark(character) {
        before + 1
    } else if is_printable(character) {
        0
    } else {
        before
    }
}

/// Returns the largest number of marks that follow one another in `text`.
///
/// ```
/// use intermission::model::document::text::longest_run_of_marks;
/// assert_eq!(longest_run_of_marks("e\u{301}\u{323}x\u{301}"), 2);
/// ```
pub fn longest_run_of_marks(text: &str) -> usize {
    let mut run = 0;
    let runs = text.chars().map(|character| {
        run = run_of_marks(run, character);
        run
    });
    runs.max().unwrap_or(0)
}

/// Returns `text` without characters that are not [printable](is_printable), with every kind of line end as `\n`, and
/// with no more than [`MAX_MARKS`] marks in a row.
///
/// ```
/// use intermission::model::document::text::printable;
/// assert_eq!(printable("A\u{1}\u{202e}B\r\nC\rD\u{2028}E"), "AB\nC\nD\nE");
/// ```
pub fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    let (mut follows_return, mut marks) = (false, 0);
    for character in text.chars() {
        marks = run_of_marks(marks, character);
        match character {
            _ if marks > MAX_MARKS => {}
            '\n' if follows_return => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => printable.push('\n'),
            _ if is_printable(character) => printable.push(character),
            _ => {}
        }
        follows_return = character == '\r';
    }
    printable
}

/// Returns `text` as one line of [`printable`] characters, with single spaces between its words.
pub fn printable_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in printable(text).split_ascii_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Returns the plain lines of a text with or without HTML markup.
///
/// Statuspage bodies are HTML on some pages and plain on others, and do not state which. Breaks and ends of blocks
/// become line ends, other tags are removed, and the common entities are decoded. The result is never interpreted as
/// markup.
///
/// ```
/// use intermission::model::document::text::plain_lines;
/// assert_eq!(plain_lines("Fixed.<br /><br />Sorry &amp; <b>thanks</b>"), "Fixed.\n\nSorry & thanks");
/// assert_eq!(plain_lines("p99 < 800 ms"), "p99 < 800 ms");
/// ```
pub fn plain_lines(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let (replacement, length) = tag(from)
            .or_else(|| entity(from))
            .unwrap_or((from.get(..1).unwrap_or_default(), 1));
        plain.push_str(replacement);
        rest = from.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

/// Returns the replacement of a tag at the start of `text`, and the tag's length; a lone `<` is not a tag.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    // No further than the next `<`: looking for a `>` through the whole rest, once for every tag that is
    // never closed, would take minutes on a text full of them.
    let end = inside.find(['<', '>'])?;
    if !inside.get(end..)?.starts_with('>') {
        return None;
    }
    let name_length = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let name = name.get(..name_length).unwrap_or_default();
    let is = |tag: &&str| tag.eq_ignore_ascii_case(name);
    let ends_block = inside.starts_with('/') && ["p", "li", "div", "ul", "ol"].iter().any(is);
    let breaks = is(&"br") || ends_block;
    Some((if breaks { "\n" } else { "" }, end + 2))
}

/// Returns the character that an entity at the start of `text` stands for, and the entity's length.
fn entity(text: &str) -> Option<(&'static str, usize)> {
    const ENTITIES: [(&str, &str); 7] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", "\u{a0}"),
    ];
    let (name, character) = ENTITIES.iter().find(|(name, _)| text.starts_with(name))?;
    Some((character, name.len()))
}
