//! The reference window on paper: one sheet that can be handed round.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use serde_json::json;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};

use super::open;
use crate::harness::{Browser, Site, Visitor, in_every_browser};

in_every_browser!(
    the_reference_window_fits_on_one_sheet,
    no_printed_text_is_smaller_than_nine_points,
);

/// A4 and the margins that the style sheet asks for, in centimetres.
const SHEET: (f64, f64) = (21.0, 29.7);
const MARGIN: f64 = 0.9;

/// The page and the rendered page, which has the address and its QR code below. WebKit's driver cannot print.
const PRINTED: [&str; 3] = [
    "page/running/light",
    "page/running/dark",
    "still/running/light",
];
/// The smallest font size of a text that is seen, in CSS pixels.
pub(crate) const SMALLEST_TEXT: &str =
    "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (texts.currentNode.data.trim() && element.checkVisibility()) {
        sizes.push(Number.parseFloat(getComputedStyle(element).fontSize));
      }
    }
    return Math.min(...sizes)";

/// The font size below which no text is printed, in CSS pixels: 9 pt.
pub(crate) const SMALLEST: f64 = 12.0;

async fn the_reference_window_fits_on_one_sheet(visitor: Visitor, site: Site) {
    for cell in PRINTED {
        open(&visitor, &site, cell).await;
        let printed = visitor.driver.print_page(a4()).await;
        if visitor.browser == Browser::WebKit {
            assert!(
                printed.is_err(),
                "WebKit's driver prints now: count its pages too"
            );
        } else {
            assert_eq!(pages(&printed.unwrap()), 1, "{cell}");
        }
    }
    // A count is worth something only if it can be another.
    if visitor.browser != Browser::WebKit {
        visitor
            .run("document.documentElement.style.fontSize = '100%'")
            .await;
        assert_eq!(pages(&visitor.driver.print_page(a4()).await.unwrap()), 2);
    }
}

async fn no_printed_text_is_smaller_than_nine_points(visitor: Visitor, site: Site) {
    for cell in PRINTED {
        open(&visitor, &site, cell).await;
        visitor.show_as_printed().await;
        let found = visitor.run(SMALLEST_TEXT).await.as_f64();
        assert!(found >= Some(SMALLEST), "{cell}: {found:?}");
    }
    let foot = "const foot = document.querySelector('.foot');
        const { width, height } = foot.querySelector('svg').getBoundingClientRect();
        return [foot.innerText.trim(), width, height]";
    let expected = json!(["https://status.example.com", 68, 68]);
    assert_eq!(visitor.run(foot).await, expected);
}

pub(crate) fn a4() -> PrintParameters {
    PrintParameters {
        page: PrintPage {
            width: SHEET.0,
            height: SHEET.1,
        },
        margin: PrintMargins {
            top: MARGIN,
            bottom: MARGIN,
            left: MARGIN,
            right: MARGIN,
        },
        ..PrintParameters::default()
    }
}

/// How many pages a PDF says that it has, in itself or in what is compressed within.
pub(crate) fn pages(pdf: &[u8]) -> usize {
    let mut text = String::from_utf8_lossy(pdf).into_owned();
    for (at, _) in pdf
        .windows(8)
        .enumerate()
        .filter(|(_, it)| *it == b"stream\r\n" || it.starts_with(b"stream\n"))
    {
        let mut inner = Vec::new();
        // What is no such stream, such as a font, ends early and names no page.
        drop(ZlibDecoder::new(&pdf[at + 7..]).read_to_end(&mut inner));
        text.push_str(&String::from_utf8_lossy(&inner));
    }
    let objects = text.split("/Type").skip(1).map(str::trim_start);
    objects
        .filter(|it| it.starts_with("/Page") && !it.starts_with("/Pages"))
        .count()
}
