//! The plain page, the state in the built page, and the page in one file.

use intermission::cli::render::{NO_SOURCE, PLAIN_LIMIT, Still};

use super::{reference, states, still};
use crate::expect::{expect_file, repository};

/// A built page, as far as rendering looks at it.
pub(super) const BUILT: &str = r#"<!DOCTYPE html>
<html data-version="0123abcd" lang="en">
<head>
<title>Service status</title>
<meta name="description" content="What is away.">
<meta name="intermission-source" content="/status.json">
<link rel="icon" type="image/svg+xml" href="/icons/unknown.svg">
</head>
<body>
<div id="intermission">
<div class="page"><p data-boot>One moment.</p></div>
</div>
</body>
</html>
"#;

/// The same in one file.
pub(super) fn one_file() -> String {
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; img-src data:\">";
    let icon = "<link rel=\"shortcut icon\" type=\"image/svg+xml\" href=\"data:image/svg+xml,x\">";
    let script = "<script type=\"module\">go()</script>\n</head>";
    let words = "<script type=\"text/plain\" data-intermission-language=\"en\">Full\nNone</script>";
    let module = "<script type=\"text/plain\" id=\"intermission-wasm\">H4sI</script>\n</body>";
    BUILT
        .replace("<title>", &format!("{policy}\n<title>"))
        .replace(
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/icons/unknown.svg\">",
            icon,
        )
        .replace("</head>", script)
        .replace("</body>", &format!("{words}\n{module}"))
        .replace(" data-version=\"0123abcd\"", "")
}

fn in_languages(tags: &[&str]) -> Still {
    let tags: Vec<String> = tags.iter().map(|it| (*it).to_owned()).collect();
    let at = "2026-11-23T10:28:00Z".parse().unwrap();
    Still::read(reference().as_bytes(), at, &tags).unwrap()
}

/// One tag or text a line.
fn lines(html: &str) -> String {
    let html = html.replace('<', "\n<").replace('>', ">\n");
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn the_plain_page_is_small_and_has_no_script() {
    for (name, document, time) in states() {
        let page = still(&document, time).plain();
        assert!(page.len() <= PLAIN_LIMIT, "{name}: {} bytes", page.len());
        for word in ["<script", " onclick", " style=", "url(", "/*"] {
            assert!(!page.contains(word), "{name} has `{word}`");
        }
        let path = repository("tests/fixtures/render").join(format!("{name}.plain.html"));
        expect_file(&path, &page);
    }
}

#[test]
fn what_is_too_much_for_the_plain_page_goes_in_order() {
    let service = |index: usize, status: &str| {
        format!(r#"{{"name": "Service of a long name {index}", "status": "{status}"}}"#)
    };
    let document = |working: usize, away: usize| {
        let working = (0..working).map(|index| service(index, "operational"));
        let away = (0..away).map(|index| service(1000 + index, "offline"));
        let components = working.chain(away).collect::<Vec<_>>().join(",");
        let start = reference().find("\"components\"").unwrap();
        let end = reference().find("\"scheduled_maintenances\"").unwrap();
        let reference = reference();
        format!(
            "{}\"components\": [{components}],{}",
            &reference[..start],
            &reference[end..]
        )
    };
    // The numbers of working services and of those that are away; then whether the page has all updates, some updates,
    // the texts of the phases, and the services that work.
    let cases = [
        (8, 4, [true, true, true, true]),
        (30, 8, [false, true, true, true]),
        (42, 8, [false, false, false, true]),
        (500, 9, [false, false, false, false]),
        (0, 500, [false, false, false, false]),
    ];
    for (working, away, expected) in cases {
        let page = still(&document(working, away), "10:28:00").plain();
        let found = [
            page.contains("We will upgrade the infrastructure"),
            page.contains("<h2>Updates</h2>"),
            page.contains("Each change runs in its own transaction"),
            page.contains("Service of a long name 0<"),
        ];
        assert_eq!(found, expected, "{working}, {away}: {} bytes", page.len());
        assert!(page.contains("Service of a long name 1000<"));
        let says_so = page.contains("Only services that do not work as usual are listed.");
        assert_eq!(says_so, working + away >= 500);
        let cuts_short = page.contains("<p class=\"s\">and ");
        assert_eq!(cuts_short, away == 500);
    }
}

#[test]
fn the_built_page_gets_the_state() {
    for (name, document, time) in states() {
        let still = still(&document, time);
        let once = still.into_page(BUILT).unwrap();
        for word in [
            "role=\"timer\">in ",
            "~ ",
            " ago<",
            "Checking now",
            "Next check",
            "overdue",
        ] {
            assert!(!once.contains(word), "{name} has `{word}`");
        }
        let path = repository("tests/fixtures/render").join(format!("{name}.into.html"));
        expect_file(&path, &lines(&once));
        assert_eq!(
            still.into_page(&once).unwrap(),
            once,
            "{name}: rendered again"
        );
    }
}

#[test]
fn the_document_in_the_page_has_no_white_space_but_that_of_texts() {
    let document = r#"{ "page": {"name": "A \"B\" \\", "x" : [1 ,
        -2.50e1] } , "incidents":	[] }"#;
    let page = still(document, "10:00:00").into_page(BUILT).unwrap();
    let compact = r#"{"page":{"name":"A \"B\" \\","x":[1,-2.50e1]},"incidents":[]}</script>"#;
    assert!(page.contains(compact), "{page}");
}

/// What the first paint of the reference window costs every visitor, beside the first load.
#[test]
fn the_first_paint_is_small() {
    let page = still(&reference(), "10:28:00").into_page(BUILT).unwrap();
    let mut packed = Vec::new();
    let best = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut page.as_bytes(), &mut packed, &best).unwrap();
    assert!(page.len() <= 28 * 1024, "{} bytes", page.len());
    assert!(packed.len() <= 4608, "{} bytes after brotli", packed.len());
}

#[test]
fn another_state_takes_the_place_of_the_one_before() {
    let pages = states().into_iter().map(|(_, document, time)| {
        let still = still(&document, time);
        (still.into_page(BUILT).unwrap(), still)
    });
    let pages: Vec<_> = pages.collect();
    for (before, _) in &pages {
        for (after, still) in &pages {
            assert_eq!(still.into_page(before).unwrap(), *after);
        }
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = r#"{"page": {"name": "</title><script>alert(1)</script><!--rendered-->"},
        "summary": "</div><div id=\"intermission\"> <!--/rendered--> </noscript>",
        "notice": "</script><script>alert(2)</script><!--<() />--></input>",
        "components": [{"name": "<img src=x onerror=alert(1)>", "status": "\" onclick=x",
                        "url": "javascript:alert(1)", "detail": "::CDN::", "regions": ["<i>"]}],
        "links": [{"rel": "support", "label": "\"><script>", "url": "https://a.example/\"><script>"}]}"#;
    let still = still(hostile, "10:00:00");
    let page = still.into_page(BUILT).unwrap();
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert_eq!(page.matches("</script").count(), 1, "{page}");
    assert_eq!(page.matches("<div id=\"intermission\">").count(), 1);
    assert_eq!(still.into_page(&page).unwrap(), page);
    let plain = still.plain();
    let badge = still.badge(intermission::cli::render::BadgeStyle::Large);
    for html in [&page, &plain, &badge] {
        for word in [
            "<img",
            "<i>",
            "href=\"javascript:",
            "<script>",
            "status is-unknown\" onclick",
        ] {
            assert!(!html.contains(word), "found `{word}` in {html}");
        }
    }
}

#[test]
fn one_file_asks_where_it_is_told() {
    let still = still(&reference(), "10:28:00");
    let cases = [
        (&[][..], "/status.json", "'self'"),
        (&["/a.json"], "/a.json", "'self'"),
        (
            &["https://cdn.example/a.json"],
            "https://cdn.example/a.json",
            "'self' https://cdn.example",
        ),
        (
            &[
                "https://a.example/1",
                "https://a.example/2",
                "http://b.example:81/1?x&y",
            ],
            "https://a.example/1 https://a.example/2 http://b.example:81/1?x&amp;y",
            "'self' https://a.example http://b.example:81",
        ),
    ];
    for (sources, content, connect) in cases {
        let sources: Vec<String> = sources.iter().map(|it| (*it).to_owned()).collect();
        let page = still.one_file(&one_file(), &sources).unwrap();
        let option = format!("<meta name=\"intermission-source\" content=\"{content}\">");
        assert!(page.contains(&option), "{sources:?}: {page}");
        assert!(
            page.contains(&format!("connect-src {connect};")),
            "{sources:?}: {page}"
        );
        assert!(page.contains("<p class=\"sentence\">Maintenance is under way</p>"));
        assert!(
            page.contains("fill='%238a63c9'"),
            "the icon of a maintenance"
        );
        assert_eq!(
            still.one_file(&page, &sources).unwrap(),
            page,
            "{sources:?}: rendered again"
        );
    }
}

#[test]
fn one_file_without_a_source_has_no_script() {
    let sources = [NO_SOURCE.to_owned()];
    let still = still(&reference(), "10:28:00");
    let page = still.one_file(&one_file(), &sources).unwrap();
    assert!(
        page.contains("<html data-alone lang=\"en\" dir=\"ltr\">"),
        "{page}"
    );
    assert!(page.contains("As of <time"), "{page}");
    for word in [
        "<script type=\"module\"",
        "intermission-wasm",
        "intermission-language",
        "<noscript",
        "intermission-source",
    ] {
        assert!(!page.contains(word), "found `{word}`");
    }
}

#[test]
fn one_file_can_do_without_its_policy() {
    let still = still(&reference(), "10:28:00");
    let page = still.one_file(&one_file(), &[]).unwrap();
    let bare = intermission::cli::render::without_policy(&page);
    assert!(page.contains("Content-Security-Policy"));
    assert!(!bare.contains("Content-Security-Policy") && !bare.contains("connect-src"));
    assert!(page.len() - bare.len() < 200, "nothing else is gone");
}

#[test]
fn the_page_in_one_file_has_the_languages_that_were_asked_for() {
    let still = in_languages(&["de-AT", "tlh", "de", "fr"]);
    let page = still.one_file(&one_file(), &[]).unwrap();
    assert_eq!(page.matches("data-intermission-language=").count(), 2);
    for text in [
        "language=\"de\">Voll",
        "language=\"fr\">",
        "<html lang=\"de\" dir=\"ltr\">",
        "Wartung",
    ] {
        assert!(page.contains(text), "no `{text}`");
    }
    let page = in_languages(&["he"]).one_file(&one_file(), &[]).unwrap();
    assert!(page.contains("<html lang=\"he\" dir=\"rtl\">"));
    let page = in_languages(&[]).one_file(&one_file(), &[]).unwrap();
    assert!(page.contains("language=\"en\">Full\nNone</script>"));
}

#[test]
fn what_is_no_page_of_ours_is_refused() {
    let still = still(&reference(), "10:28:00");
    let cases = [
        ("", "<div id=\"intermission\">"),
        ("<div id=\"intermission\">", "<div id=\"intermission\">"),
        (
            "<div id=\"intermission\"><div></div>",
            "<div id=\"intermission\">",
        ),
        ("<div id=\"intermission\"></div>", "<title>"),
        ("<title>a</title><div id=\"intermission\"></div>", "</head>"),
    ];
    for (html, expected) in cases {
        let error = still.into_page(html).unwrap_err().to_string();
        let wanted = format!("expected a built page with `{expected}`, found none");
        assert_eq!(error, wanted, "{html}");
    }
    let error = still.one_file(BUILT, &[]).unwrap_err().to_string();
    assert!(error.contains("id=\"intermission-wasm\""), "{error}");
    for source in [
        "status.json",
        "//cdn.example/a",
        "ftp://a.example/",
        "",
        NO_SOURCE,
    ] {
        let sources = [source.to_owned(), "/a.json".to_owned()];
        let error = still.one_file(&one_file(), &sources).unwrap_err();
        let wanted = format!("found `{source}`");
        assert!(error.to_string().ends_with(&wanted), "{error}");
    }
}
