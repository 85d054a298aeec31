//! Resolution of URLs relative to other documents.

use super::node::is_absolute;

/// Resolves `relative` against `base`, without support for `..`; `None` if `base` has no host.
///
/// ```
/// use intermission::feeds::address::beside;
/// let base = "https://status.example.com/api/status-page/demo?x=1";
/// assert_eq!(beside(base, "heartbeat/demo").as_deref(), Some("https://status.example.com/api/status-page/heartbeat/demo"));
/// assert_eq!(beside(base, "/api/v1/config").as_deref(), Some("https://status.example.com/api/v1/config"));
/// assert_eq!(beside(base, "https://example.com/").as_deref(), Some("https://example.com/"));
/// assert_eq!(beside("status.json", "other.json"), None);
/// ```
pub fn beside(base: &str, relative: &str) -> Option<String> {
    if is_absolute(relative) {
        return Some(relative.to_owned());
    }
    let base = without_query(base);
    let path = path_start(base)?;
    let end = if relative.starts_with('/') {
        path
    } else {
        base.get(path..)?
            .rfind('/')
            .map_or(base.len(), |at| path + at + 1)
    };
    let slash = if relative.starts_with('/') || base.get(..end)?.ends_with('/') {
        ""
    } else {
        "/"
    };
    Some([base.get(..end)?, slash, relative].concat())
}

/// Returns whether two absolute URLs have the same scheme, host and port. They are compared as text, ignoring case:
/// `example.com:443` differs from `example.com`.
///
/// ```
/// use intermission::feeds::address::is_same_origin;
/// assert!(is_same_origin("https://example.com/a", "HTTPS://EXAMPLE.com?b"));
/// assert!(!is_same_origin("https://example.com/", "http://example.com/"));
/// assert!(!is_same_origin("/a", "/a"), "no origin");
/// ```
pub fn is_same_origin(one: &str, other: &str) -> bool {
    let origin = |url: &str| path_start(url).and_then(|end| url.get(..end).map(str::to_owned));
    let (one, other) = (origin(one), origin(other));
    one.zip(other)
        .is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other))
}

/// Returns the host of a URL, without its port.
///
/// `None` for a relative URL.
///
/// ```
/// use intermission::feeds::address::{host, path};
/// assert_eq!(host("https://me@example.com:8443/a"), Some("example.com"));
/// assert_eq!(host("/a"), None);
/// assert_eq!(path("https://example.com/a/b?c#d"), "/a/b");
/// assert_eq!(path("a/b?c"), "a/b", "a relative URL is a path");
/// ```
pub fn host(url: &str) -> Option<&str> {
    let end = path_start(url)?;
    let host = url.get(..end)?.rsplit('/').next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then_some(host)
}

/// Returns the path of a URL, without query and fragment.
pub fn path(url: &str) -> &str {
    let url = without_query(url);
    path_start(url).and_then(|at| url.get(at..)).unwrap_or(url)
}

fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

fn path_start(url: &str) -> Option<usize> {
    let host = url.find("://").filter(|_| is_absolute(url))? + 3;
    let rest = url.get(host..)?;
    Some(host + rest.find(['/', '?', '#']).unwrap_or(rest.len()))
}
