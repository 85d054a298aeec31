//! Several pages of one browser: one of them asks, and nobody asks whom it would not help.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    eight_pages_ask_as_often_as_one,
    a_pause_ends_all_requests,
    a_page_out_of_view_asks_nothing,
);

/// Asked for every ten seconds or so, by whoever asks.
const DOCUMENT: &str = r#"{"refresh_secs": 10, "incidents": [
    {"name": "Logins fail", "status": "investigating", "impact": "major"}]}"#;

/// So long, that is twice to five times.
const A_WHILE: Duration = Duration::from_secs(30);

/// How often the document is asked for in a while.
async fn requests(visitor: &Visitor) -> u64 {
    visitor.control("DELETE", "requests", "").await;
    tokio::time::sleep(A_WHILE).await;
    let count = "const [done] = arguments;
        fetch('/__rehearsal/requests').then((it) => it.json()).then((it) => done(it['/status.json'] ?? 0))";
    visitor.run_async(count).await.as_u64().unwrap()
}

/// Waits until all of the frames show this headline.
async fn all_show(visitor: &Visitor, headline: &str) {
    visitor
        .until(&format!(
            "return [...document.querySelectorAll('iframe')].every((it) =>
               it.contentDocument.querySelector('h1')?.innerText.includes({headline:?}))"
        ))
        .await;
}

/// Frames are pages of their own, each with its own program; unlike tabs, all of them are in view.
async fn eight_pages_ask_as_often_as_one(visitor: Visitor, site: Site) {
    // Before the window the site itself is there: a page that may have frames.
    visitor.driver.goto(site.url("/index.html")).await.unwrap();
    visitor.control("POST", "at?minute=-60", "").await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.driver.goto(site.url("/")).await.unwrap();
    visitor.until_text("h1", "The site is here").await;
    visitor
        .run(
            "for (let i = 0; i < 8; i++) document.body.append(Object.assign(
                document.createElement('iframe'), { src: '/index.html' }))",
        )
        .await;
    all_show(&visitor, "A problem is being looked into").await;
    let count = requests(&visitor).await;
    assert!((1..=6).contains(&count), "{count} requests by eight pages");

    let known = DOCUMENT.replace("investigating", "identified");
    visitor.control("POST", "document", &known).await;
    all_show(&visitor, "The cause of a problem is known").await;

    // Whichever of them has asked so far, more than half of them go.
    visitor
        .run("[...document.querySelectorAll('iframe')].slice(0, 5).forEach((it) => it.remove())")
        .await;
    let count = requests(&visitor).await;
    assert!((1..=6).contains(&count), "{count} requests by three pages");
    visitor.control("POST", "document", DOCUMENT).await;
    all_show(&visitor, "A problem is being looked into").await;
}

async fn a_pause_ends_all_requests(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.check_now().await;
    visitor.until_text("h1", "looked into").await;
    visitor.press("Pause").await;
    assert_eq!(requests(&visitor).await, 0);
    visitor.press("Resume").await;
    visitor
        .until("return !document.querySelector('.next').innerText.includes('paused')")
        .await;
    assert!(requests(&visitor).await > 0);
}

async fn a_page_out_of_view_asks_nothing(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.check_now().await;
    visitor.until_text("h1", "looked into").await;
    // What the browser does when another tab is in front.
    visitor
        .run("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
              document.dispatchEvent(new Event('visibilitychange'))")
        .await;
    assert_eq!(requests(&visitor).await, 0);
    visitor
        .run("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))")
        .await;
    let asked = "const [done] = arguments;
        fetch('/__rehearsal/requests').then((it) => it.json()).then((it) => done(it['/status.json'] > 0))";
    visitor.until_it_gives(asked, &json!(true)).await;
}
