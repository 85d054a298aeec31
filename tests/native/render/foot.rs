//! The foot of a printed page: the address and its QR code.

use qrcode::{Color, EcLevel, QrCode};

use super::pages::{BUILT, one_file};
use super::{reference, still};

fn page(url: &str) -> String {
    let document = format!(r#"{{"page": {{"name": "Example", "url": "{url}"}}, "incidents": []}}"#);
    still(&document, "10:00:00").into_page(BUILT).unwrap()
}

/// Returns the part of `html` between two texts.
fn between<'a>(html: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let rest = html.split_once(begin)?.1;
    Some(rest.split_once(end)?.0)
}

/// Draws a path of horizontal lines, as they are in the foot, and returns which of the modules are dark.
fn drawn(path: &str, side: usize) -> Vec<bool> {
    let mut dark = vec![false; side * side];
    for row in path.split('M').skip(1) {
        let (start, runs) = row.split_at(row.find(['h', 'm']).unwrap());
        let (x, y) = start.split_once(' ').unwrap();
        let y: usize = y.strip_suffix(".5").unwrap().parse().unwrap();
        let mut x: usize = x.parse().unwrap();
        let mut rest = runs;
        while let Some(kind) = rest.chars().next() {
            let end = rest[1..].find(['h', 'm']).map_or(rest.len(), |at| at + 1);
            let length = rest[1..end]
                .trim_end_matches(" 0")
                .parse::<usize>()
                .unwrap();
            if kind == 'h' {
                dark[y * side + x..][..length].fill(true);
            }
            x += length;
            rest = &rest[end..];
        }
    }
    dark
}

#[test]
fn the_code_is_that_of_the_address() {
    for url in [
        "https://status.example.com",
        "http://status.example.com:8080/de/?from=paper&x=1",
        "https://例え.example/状態",
    ] {
        let page = page(url);
        let code = QrCode::with_error_correction_level(url, EcLevel::M).unwrap();
        let side = code.width() + 8;
        let shown = format!("viewBox=\"0 0 {side} {side}\"");
        assert!(page.contains(&shown), "{url}: {page}");
        let path = between(&page, "<path d=\"M4 4.5", "\"").unwrap();
        let dark = drawn(&format!("M4 4.5{path}"), side);
        let colors = code.to_colors();
        for y in 0..side {
            for x in 0..side {
                let inside = (4..side - 4).contains(&x) && (4..side - 4).contains(&y);
                let expected = inside && colors[(y - 4) * code.width() + x - 4] == Color::Dark;
                assert_eq!(dark[y * side + x], expected, "{url}: {x}, {y}");
            }
        }
    }
}

#[test]
fn only_an_address_that_can_be_opened_from_paper_is_in_the_foot() {
    let address = |url: &str| {
        let page = page(url);
        between(&page, "<p dir=\"ltr\">", "</p></div>").map(str::to_owned)
    };
    let url = "https://status.example.com/?a=1&b=2";
    assert_eq!(
        address(url).as_deref(),
        Some("https://status.example.com/?a=1&amp;b=2")
    );
    for url in [
        "/status",
        "mailto:status@example.com",
        "javascript:alert(1)",
        "",
    ] {
        assert_eq!(address(url), None, "{url}");
        assert!(!page(url).contains("class=\"foot\""), "{url}");
    }
}

#[test]
fn an_address_that_is_too_long_for_a_code_stays_in_letters() {
    let long = |bytes: usize| format!("https://status.example.com/{}", "a".repeat(bytes - 27));
    // A code of version 8 with error correction M holds 152 bytes.
    let (fits, does_not) = (page(&long(152)), page(&long(153)));
    assert!(fits.contains("viewBox=\"0 0 57 57\""), "{fits}");
    assert!(!does_not.contains("stroke=\"#000\""), "{does_not}");
    assert!(does_not.contains(&format!("hidden><p dir=\"ltr\">{}</p>", long(153))));
}

/// The script replaces what is in the place of the page; the foot is after it, and so remains.
#[test]
fn the_foot_is_outside_what_the_script_replaces() {
    let still = still(&reference(), "10:28:00");
    for page in [
        still.into_page(BUILT).unwrap(),
        still.one_file(&one_file(), &[]).unwrap(),
    ] {
        let foot = between(&page, "</main>", "id=\"intermission-document\"").unwrap();
        let place = foot.find("</div>\n</div>\n<div class=\"foot\" hidden>");
        assert!(place.is_some(), "{foot}");
        assert!(!foot.contains("style="), "{foot}");
    }
}
