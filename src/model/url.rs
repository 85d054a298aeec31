//! Which URLs of a document may become links.

/// Returns `url` when a link to it is harmless: `https:`, `http:` or relative to the page.
///
/// Everything with another scheme is refused, and so is every control character: browsers drop tabs and
/// line ends inside a scheme, so `java⇥script:` would pass a check of its letters alone.
///
/// ```
/// use intermission::model::url::linkable;
/// assert_eq!(linkable("/help?q=a:b"), Some("/help?q=a:b"));
/// assert_eq!(linkable("HTTPS://status.example.com"), Some("HTTPS://status.example.com"));
/// assert_eq!(linkable("javascript:alert(1)"), None);
/// assert_eq!(linkable("java\tscript:alert(1)"), None);
/// ```
pub fn linkable(url: &str) -> Option<&str> {
    let url = url.trim();
    if url.is_empty() || url.chars().any(char::is_control) {
        return None;
    }
    match scheme(url) {
        None => Some(url),
        Some(scheme) => (scheme.eq_ignore_ascii_case("https")
            || scheme.eq_ignore_ascii_case("http"))
        .then_some(url),
    }
}

/// What stands before the first colon, unless the path, query or fragment begins earlier.
fn scheme(url: &str) -> Option<&str> {
    let end = url.find([':', '/', '\\', '?', '#'])?;
    url.get(end..)?
        .starts_with(':')
        .then(|| url.get(..end))
        .flatten()
}
