//! URLs: which become links.

use intermission::model::url::linkable;

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
