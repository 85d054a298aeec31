//! Which URLs of a document may become links, and where they lead.

use crate::model::document::text::is_printable;

/// Returns `url` when a link to it is harmless: `https:`, `http:` or relative to the page.
///
/// A URL with another scheme is refused, and so is one with a character that is not
/// [printable](crate::model::document::text::is_printable), a tab or a line end: browsers drop tabs and line ends
/// inside a scheme, so `java⇥script:` would pass a check of its letters alone.
///
/// ```
/// use intermission::model::document::url::linkable;
/// assert_eq!(linkable("/help?q=a:b"), Some("/help?q=a:b"));
/// assert_eq!(linkable("HTTPS://status.example.com"), Some("HTTPS://status.example.com"));
/// assert_eq!(linkable("javascript:alert(1)"), None);
/// assert_eq!(linkable("java\tscript:alert(1)"), None);
/// ```
pub fn linkable(url: &str) -> Option<&str> {
    let url = url.trim();
    let is_refused = |it: char| it.is_control() || !is_printable(it);
    if url.is_empty() || url.chars().any(is_refused) {
        return None;
    }
    match scheme(url) {
        None => Some(url),
        Some(scheme) => (scheme.eq_ignore_ascii_case("https")
            || scheme.eq_ignore_ascii_case("http"))
        .then_some(url),
    }
}

/// Returns the text before the first colon, unless the path, query or fragment begins earlier.
fn scheme(url: &str) -> Option<&str> {
    let end = url.find([':', '/', '\\', '?', '#'])?;
    url.get(end..)?
        .starts_with(':')
        .then(|| url.get(..end))
        .flatten()
}

/// Returns whether `url` has a query or a fragment.
///
/// ```
/// use intermission::model::document::url::has_query;
/// assert!(has_query("/confirm?token=7") && has_query("/#top") && !has_query("/health"));
/// ```
pub fn has_query(url: &str) -> bool {
    url.contains(['?', '#'])
}

/// Resolves `url` against `base`, the absolute URL of a document. Segments such as `..` stay as they are, because
/// browsers resolve them.
///
/// ```
/// use intermission::model::document::url::absolute;
/// let base = "https://status.example.com/v2/status.json?draft";
/// assert_eq!(absolute("https://www.example.com", base), "https://www.example.com");
/// assert_eq!(absolute("//cdn.example.com/a", base), "https://cdn.example.com/a");
/// assert_eq!(absolute("/help", base), "https://status.example.com/help");
/// assert_eq!(absolute("help", base), "https://status.example.com/v2/help");
/// assert_eq!(absolute("?all", base), "https://status.example.com/v2/status.json?all");
/// assert_eq!(absolute("#top", base), "https://status.example.com/v2/status.json?draft#top");
/// ```
pub fn absolute(url: &str, base: &str) -> String {
    if scheme(url).is_some() {
        return url.to_owned();
    }
    let before = |ends: &[char], from: usize| {
        let found = base.get(from..).and_then(|rest| rest.find(ends));
        found.map_or(base.len(), |it| from + it)
    };
    let slashes = before(&['/'], 0);
    let origin = before(&['/', '?', '#'], slashes + 2);
    let path = before(&['?', '#'], origin);
    let mut letters = url.chars().map(|it| if it == '\\' { '/' } else { it });
    let kept = match (letters.next(), letters.next()) {
        (Some('/'), Some('/')) => slashes,
        (Some('/'), _) => origin,
        (Some('?'), _) => path,
        (Some('#'), _) => before(&['#'], path),
        _ => return [folder(base, origin, path).as_str(), url].concat(),
    };
    [base.get(..kept).unwrap_or_default(), url].concat()
}

/// Returns `base` up to and including the last `/` of its path, which reaches from byte `origin` to byte `path`.
fn folder(base: &str, origin: usize, path: usize) -> String {
    let names = base.get(origin..path).unwrap_or_default();
    let slash = names.bytes().rposition(|byte| byte == b'/');
    let kept = slash.and_then(|slash| names.get(..=slash));
    [base.get(..origin).unwrap_or_default(), kept.unwrap_or("/")].concat()
}
