//! URLs: which become links.

use intermission::model::document::url::{absolute, linkable};
use proptest::prelude::*;

#[track_caller]
fn check(url: &str, expected: Option<&str>) {
    assert_eq!(linkable(url), expected, "{url:?}");
}

#[test]
fn web_addresses_and_relative_ones_are_linked() {
    for url in [
        "https://status.example.com",
        "http://status.example.com:8080/a?b=c#d",
        "HTTPS://EXAMPLE.COM",
        "/help",
        "help",
        "./help",
        "../help?at=10:00",
        "/a:b",
        "?q=a:b",
        "#part:one",
        "//status.example.com/help",
        "/hilfe/übersicht",
    ] {
        check(url, Some(url));
    }
    check("  /help ", Some("/help"));
}

#[test]
fn everything_else_is_not() {
    for url in [
        "",
        "  ",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\0script:alert(1)",
        "\u{1}javascript:alert(1)",
        "java\u{200b}script:alert(1)",
        "data:text/html,hello",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://example.com/x",
        "mailto:help@example.com",
        "intent://x",
        ":no-scheme",
        "https\u{7f}://example.com",
    ] {
        check(url, None);
    }
}

proptest! {
    /// Browsers tidy a URL up when they follow it, so both are compared as they follow it.
    #[test]
    fn a_link_leads_where_a_browser_would_go(
        url in "(https?:)?[/\\\\?#]{0,2}[a-z0-9./?#\\\\]{0,12}",
        base in "https?://[a-z]{1,8}(:[1-9][0-9]{1,3})?(/[a-z.]{0,5}){0,3}([?][a-z/]{0,4})?(#[a-z/?]{0,4})?",
    ) {
        let base = url::Url::parse(&base).unwrap();
        let Ok(expected) = base.join(&url) else {
            return Ok(());
        };
        // Nothing is no link, see above.
        prop_assume!(!url.is_empty());
        // A scheme without its slashes is relative to a base of the same scheme; nobody writes that.
        prop_assume!(!url.starts_with("http") || url.contains("://"));
        let found = url::Url::parse(&absolute(&url, base.as_str())).unwrap();
        prop_assert_eq!(found, expected);
    }
}
