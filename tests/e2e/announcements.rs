//! A screen reader announces the changes of a window: the texts of the live regions in order, and no others.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use crate::harness::target::{field, shown_services};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_window_is_told_in_few_sentences,
    a_filter_says_what_it_leaves,
    the_result_of_every_check_is_announced,
);

/// Notes every text that any live region comes to have; counters are in none. Times of day depend on the clock of the
/// machine, and the wait before a return is random and begins at another time in each browser.
const HEAR: &str = "window.said = [];
  const regions = document.querySelectorAll('[role=status], [role=alert], [aria-live]:not([aria-live=off])');
  for (const region of regions) {
    new MutationObserver(() => {
      const text = region.textContent.replace(/\\s+/g, ' ').trim()
        .replace(/ at [^.]*?\\d+:\\d\\d( [AP]M)?/, ' at HH:MM')
        .replace(/ ?(In about|Checking the service).*/, '');
      if (text !== '') window.said.push(text);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  }
  return regions.length";

/// Minutes of the reference window, each a little after something happened in it.
const MINUTES: [&str; 10] = ["-10", "1", "9", "14", "33.5", "40", "47", "52", "62", "75"];

async fn a_window_is_told_in_few_sentences(visitor: Visitor, site: Site) {
    site.control("POST", "at?minute=-20", "");
    visitor.open(&site.url("/index.html")).await;
    assert_eq!(visitor.run(HEAR).await, json!(1));
    let mut transcript = String::new();
    for minute in MINUTES {
        let documents = "performance.getEntriesByType('resource').filter((it) => it.name.endsWith('/status.json')).length";
        let before = visitor.run(&format!("return {documents}")).await;
        site.control("POST", &format!("at?minute={minute}"), "");
        visitor.check_now().await;
        visitor
            .until(&format!("return {documents} > {before}"))
            .await;
        // A second for what follows from it, and for a tick: ticks must say nothing.
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
        let said = visitor.run("return window.said.splice(0)").await;
        for sentence in said.as_array().unwrap() {
            let sentence = sentence.as_str().unwrap();
            writeln!(transcript, "{minute:>5} {sentence}").unwrap();
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/transcript/window.en.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &transcript).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(transcript, expected, "UPDATE_EXPECT=1 rewrites it");
    assert!(transcript.contains("Maintenance is over."), "{transcript}");
}

async fn a_filter_says_what_it_leaves(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.press("Filter and sort").await;
    visitor.run(HEAR).await;
    visitor.click(field("Only affected")).await;
    visitor
        .until_text(shown_services(), "4 of 12 services")
        .await;
    let said = visitor.run("return window.said").await;
    assert_eq!(said, json!(["4 of 12 services"]));
}

async fn the_result_of_every_check_is_announced(visitor: Visitor, site: Site) {
    site.control("POST", "at?minute=14", "");
    visitor.open(&site.url("/index.html")).await;
    visitor.run(HEAR).await;
    for number in 1..=2 {
        visitor.check_now().await;
        visitor
            .until(&format!("return window.said.length >= {number}"))
            .await;
    }
    let said = visitor.run("return window.said").await;
    let expected = "Checked. Maintenance is under way.";
    assert_eq!(said, json!([expected, expected]));
    site.control("POST", "fault?status=503", "");
    visitor.check_now().await;
    visitor.until("return window.said.length >= 3").await;
    let said = visitor.run("return window.said[2]").await;
    let expected = "The status server has a problem. Showing the last known status.";
    assert_eq!(said, json!(expected));
}
