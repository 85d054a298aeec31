//! A slow site is not hidden behind the page that its service worker shows meanwhile.

use std::time::Duration;

use serde_json::json;

use crate::harness::target::{next_check, return_time};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::offline::{LOOKED_AFTER, WORKERS};

in_every_browser!(
    a_slow_site_is_not_hidden_behind_the_page,
    a_slow_site_in_trouble_is_offered,
    a_slow_site_is_believed_to_be_there,
);

/// Longer than the worker waits for a page, which is ten seconds.
const SLOW: &str = "site:delay=14000";

/// Opens an address of a slow site after the service worker is installed, and waits for the page that the worker shows
/// instead.
async fn open_slow_page(visitor: &Visitor, site: &Site, document: &str) {
    visitor.open(&site.url("/orders/7")).await;
    visitor.until(LOOKED_AFTER).await;
    if !document.is_empty() {
        site.control("POST", &format!("fault?{document}"), "");
    }
    site.control("POST", &format!("fault?{SLOW}"), "");
    site.control("POST", "at?minute=75", "");
    visitor
        .driver
        .goto(&site.url("/orders/8?from=mail#items"))
        .await
        .unwrap();
    visitor
        .until("return document.documentElement.dataset.stored === ''")
        .await;
}

async fn arrives(visitor: &Visitor) {
    visitor.until_text("h1", "The site is here").await;
    let address = "return location.pathname + location.search + location.hash";
    let wanted = json!("/orders/8?from=mail#items");
    assert_eq!(visitor.run(address).await, wanted);
    visitor.until_it_gives(WORKERS, &json!([])).await;
}

/// The page that the visitor asked for comes after all, and nothing else is known.
async fn a_slow_site_is_not_hidden_behind_the_page(visitor: Visitor, site: Site) {
    open_slow_page(&visitor, &site, "status=500").await;
    visitor
        .until_text(
            return_time(),
            "The service is back. You will be taken back in",
        )
        .await;
    arrives(&visitor).await;
}

async fn a_slow_site_in_trouble_is_offered(visitor: Visitor, site: Site) {
    let trouble = r#"{"refresh_secs": 10, "incidents": [
        {"name": "Slow", "status": "investigating", "impact": "major"}]}"#;
    site.control("POST", "document", trouble);
    open_slow_page(&visitor, &site, "").await;
    visitor
        .until_text(return_time(), "You stay on this page.")
        .await;
    // Further word of the trouble takes nothing back.
    let documents = "return performance.getEntriesByType('resource').filter((it) =>
        it.name.endsWith('/status.json')).length > 1";
    visitor.until(documents).await;
    visitor.until_text(next_check(), "Next check in").await;
    visitor
        .until_text(return_time(), "You stay on this page.")
        .await;
    visitor.leave_by("Go now").await;
    arrives(&visitor).await;
}

/// A probe waits longer than people do.
async fn a_slow_site_is_believed_to_be_there(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    visitor.control("POST", &format!("fault?{SLOW}"), "").await;
    crate::return_flow::end(&visitor).await;
    // Each of two slow answers makes the visitor wait, the first for up to half a minute, the second for up to one.
    let mut looks_left = 900;
    while !visitor
        .text(return_time())
        .await
        .contains("You will be taken back in")
    {
        assert!(looks_left > 0, "{}", visitor.text("body").await);
        looks_left -= 1;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    visitor.leave_by("Go now").await;
    visitor.until_text("h1", "The site is here").await;
}
