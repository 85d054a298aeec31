//! The choice of a form of the page by `Accept`: the page itself, problem details or plain text.
//!
//! The rule for `Accept` is one that nginx, Caddy and Varnish can follow by regular expressions, because all of them
//! choose alike: the first of HTML, JSON and plain text that the header names, in this order, wherever it stands and
//! whatever its weight. A browser that opens an address names HTML, a program that wants JSON does not.

/// A form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The page itself.
    Page,
    /// Problem details (RFC 9457).
    Problem,
    /// Plain text.
    Text,
}

/// Returns what a client with this `Accept` gets in place of the site's answer.
pub(super) fn form(accept: &str) -> Form {
    let accept = accept.to_ascii_lowercase();
    let mut names = accept.split([',', ';']).map(str::trim);
    let has = |is_meant: fn(&str) -> bool| names.clone().any(is_meant);
    if has(|it| matches!(it, "text/html" | "application/xhtml+xml")) {
        Form::Page
    } else if has(|it| it == "application/json" || is_json_suffix(it)) {
        Form::Problem
    } else if names.any(|it| it == "text/plain") {
        Form::Text
    } else {
        Form::Page
    }
}

/// Returns whether a media type is like `application/problem+json`.
fn is_json_suffix(name: &str) -> bool {
    let subtype = name.strip_prefix("application/");
    subtype.and_then(|it| it.strip_suffix("+json")).is_some()
}
