//! References to characters, such as `&amp;` and `&#39;`, in XML and HTML.

/// The longest reference that is read: `&#x10FFFF;` with some leading zeros.
const LONGEST: usize = 16;

/// The named characters of HTML that are common in messages; `&amp;`, `&lt;`, `&gt;` and `&quot;` are not among them.
const NAMED: [(&str, char); 25] = [
    ("apos", '\''),
    ("bull", '\u{2022}'),
    ("copy", '\u{a9}'),
    ("deg", '\u{b0}'),
    ("eacute", '\u{e9}'),
    ("auml", '\u{e4}'),
    ("ouml", '\u{f6}'),
    ("uuml", '\u{fc}'),
    ("szlig", '\u{df}'),
    ("euro", '\u{20ac}'),
    ("hellip", '\u{2026}'),
    ("laquo", '\u{ab}'),
    ("ldquo", '\u{201c}'),
    ("lsquo", '\u{2018}'),
    ("mdash", '\u{2014}'),
    ("middot", '\u{b7}'),
    ("nbsp", '\u{a0}'),
    ("ndash", '\u{2013}'),
    ("raquo", '\u{bb}'),
    ("rarr", '\u{2192}'),
    ("rdquo", '\u{201d}'),
    ("reg", '\u{ae}'),
    ("rsquo", '\u{2019}'),
    ("times", '\u{d7}'),
    ("trade", '\u{2122}'),
];

/// Appends `text` with the characters that its references stand for in XML: numbers, and the five names that XML
/// defines. Any other reference stays as it is written.
pub fn push_decoded(decoded: &mut String, text: &str) {
    replace(decoded, text, |name| match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => numbered(name),
    });
}

/// Returns HTML without references to characters that the reader of status documents does not know. It knows `&amp;`,
/// `&lt;` and `&gt;`, and they stay: they must not become markup.
///
/// ```
/// use intermission::feeds::references::known_only;
/// assert_eq!(known_only("It&rsquo;s &#8220;up&#8221; &amp; 1 &lt; 2, &#60;b&#62;"), "It’s “up” &amp; 1 &lt; 2, &#60;b&#62;");
/// assert_eq!(known_only("&unknown; & &#0;"), "&unknown; & \u{fffd}");
/// ```
pub fn known_only(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    replace(&mut text, html, |name| {
        let named = NAMED.iter().find(|(it, _)| *it == name);
        let character = named.map(|(_, it)| *it).or_else(|| numbered(name))?;
        (!"<>&".contains(character)).then_some(character)
    });
    text
}

/// Appends `text` with the characters that `find` returns for the names of references.
fn replace(replaced: &mut String, text: &str, find: impl Fn(&str) -> Option<char>) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        replaced.push_str(before);
        let end = from.bytes().take(LONGEST).position(|it| it == b';');
        let name = end.and_then(|end| from.get(1..end));
        let character = name.and_then(&find);
        replaced.push(character.unwrap_or('&'));
        let length = character.and(end).map_or(1, |end| end + 1);
        rest = from.get(length..).unwrap_or_default();
    }
    replaced.push_str(rest);
}

/// Returns the character with a number, such as `#39` or `#x27`; U+FFFD if there is none with that number.
fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    if digits.is_empty() || !digits.chars().all(|it| it.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok();
    let character = code.and_then(char::from_u32).filter(|it| *it != '\0');
    Some(character.unwrap_or(char::REPLACEMENT_CHARACTER))
}
