//! Where visitors may be taken: a row for each attack.

use intermission::model::policy::return_target::{Place, ReturnTarget, origin};
use proptest::prelude::{ProptestConfig, prop_oneof, proptest};

fn place() -> Place {
    Place {
        origin: "https://www.example.com".to_owned(),
        path: "/cart".to_owned(),
        query: "?item=7".to_owned(),
        fragment: "#pay".to_owned(),
    }
}

fn allowed() -> Vec<String> {
    vec![
        "https://shop.example.com".to_owned(),
        "http://localhost:8080".to_owned(),
    ]
}

#[test]
fn plain_addresses_of_known_origins_are_taken() {
    for url in [
        "/",
        "/a/b?c=d#e",
        "/a//b",
        "/?next=https://evil.net",
        "https://www.example.com",
        "https://www.example.com/a?b#c",
        "https://www.example.com?x",
        "https://shop.example.com/a",
        "http://localhost:8080/a",
    ] {
        let target = ReturnTarget::parse(url, &place(), &allowed());
        assert_eq!(target.as_ref().map(ReturnTarget::url), Ok(url));
    }
}

#[test]
fn everything_else_is_refused() {
    for url in [
        "",
        "cart",
        "./cart",
        "?x",
        "#x",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:https://www.example.com/1",
        "file:///etc/passwd",
        "ftp://www.example.com/",
        "//evil.net",
        "///evil.net",
        "\\\\evil.net",
        "/\\evil.net",
        "\\/evil.net",
        "/\t/evil.net",
        "/\n/evil.net",
        "/a b",
        "/ä",
        "https:evil.net",
        "https:/evil.net",
        "https:///evil.net",
        "https:\\\\evil.net",
        "https://",
        "https://evil.net/",
        "https://user@www.example.com/",
        "https://www.example.com@evil.net/",
        "https://www.example.com:x@evil.net/",
        "https://www.example.com.evil.net/",
        "https://www.example.comevil.net/",
        "https://evil.net/https://www.example.com",
        "https://evil.net#https://www.example.com",
        "https://evil.net?https://www.example.com",
        "https://www.example.com\\@evil.net/",
        "https://www.example.com./",
        "https://.www.example.com/",
        "https://WWW.example.com/",
        "HTTPS://www.example.com/",
        "https://www.example.com:443/",
        "https://www.example.com:8443/",
        "https://www.example.com:/",
        "https://www.example.com:99999999/",
        "https://www.exämple.com/",
        "https://www%2eexample.com/",
        "https://[::1]/",
        "http://www.example.com/",
        "http://localhost/",
        "http://localhost:8081/",
        "https://www.example.com/\u{202e}",
    ] {
        let refused = ReturnTarget::parse(url, &place(), &allowed()).unwrap_err();
        assert_eq!(refused.found, url);
    }
    let long = format!("/{}", "a".repeat(2048));
    assert!(ReturnTarget::parse(&long, &place(), &[]).is_err());
}

#[test]
fn the_visitors_own_address_is_kept_but_for_our_parameters() {
    for (path, query, fragment, expected) in [
        ("/cart", "?item=7", "#pay", Some("/cart?item=7#pay")),
        ("/", "", "", Some("/")),
        ("/", "?im-find=x&q=1&im-affected", "", Some("/?q=1")),
        ("/a%20b", "?c=%C3%A4", "#d", Some("/a%20b?c=%C3%A4#d")),
        ("//evil.net/", "", "", None),
    ] {
        let place = Place {
            path: path.to_owned(),
            query: query.to_owned(),
            fragment: fragment.to_owned(),
            ..place()
        };
        let target = ReturnTarget::same(&place).ok();
        assert_eq!(target.as_ref().map(ReturnTarget::url), expected, "{path}");
    }
}

#[test]
fn redirects_must_stay_on_the_origin() {
    let own = ReturnTarget::parse("/cart", &place(), &[]).unwrap();
    let other = ReturnTarget::parse("https://shop.example.com/", &place(), &allowed()).unwrap();
    for (target, reached, expected) in [
        (&own, "https://www.example.com/login", true),
        (&own, "https://login.example.com/", false),
        (&own, "https://www.example.com.evil.net/", false),
        (&own, "", false),
        (&other, "https://shop.example.com/a", true),
        (&other, "https://www.example.com/", false),
    ] {
        assert_eq!(
            target.is_same_origin(reached, &place()),
            expected,
            "{reached}"
        );
    }
}

#[test]
fn errors_name_what_was_found() {
    let refused = ReturnTarget::parse("//evil.net", &place(), &[]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "expected a path of this site, or an `https:` or `http:` URL of an origin that is allowed, \
         found `//evil.net`"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Whatever is accepted leads, by the rules that browsers follow, to an origin that is allowed.
    #[test]
    fn what_is_accepted_stays_on_known_origins(
        url in prop_oneof![
            "[/\\\\:@.#?a-z \t]{0,12}",
            "https?:[/\\\\]{0,3}(www\\.example\\.com|evil\\.net|[@:.])[@:./\\\\?#a-z0-9]{0,12}",
            ".{0,20}",
        ],
    ) {
        if let Ok(target) = ReturnTarget::parse(&url, &place(), &allowed()) {
            let base = url::Url::parse("https://www.example.com/cart").unwrap();
            let reached = base.join(target.url()).unwrap().origin().ascii_serialization();
            assert!(reached == place().origin || allowed().contains(&reached), "{url} leads to {reached}");
            assert_eq!(origin(&format!("{reached}/")), Some(reached.as_str()));
        }
    }
}
