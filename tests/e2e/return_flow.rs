//! The return of visitors from the page that stands in for a site to the address that they asked for.

use serde_json::json;

use crate::deployment::Deployment;
use crate::harness::target::{badge, headline, next_check, region, return_time};
use crate::harness::{Browser, Site, Visitor, in_every_browser};
use crate::rendered_state::still;

in_every_browser!(
    a_visitor_is_taken_back_to_where_he_wanted_to_go,
    nobody_is_taken_to_a_site_that_is_not_back_after_all,
    a_visitor_may_stay_and_go_later,
    whoever_reads_the_page_for_its_own_sake_stays_there,
    however_large_the_page_it_knows_itself,
);

/// Notes what the page fetches from now on: WebKit lists no answers of which the page has read the beginning only.
const NOTE: &str = "const fetch = window.fetch;
  window.asked = [];
  window.fetch = (request, ...more) => {
    asked.push(request.url);
    return fetch.call(window, request, ...more);
  }";

/// Whether the page has fetched its own address since then.
const ASKED_ITSELF: &str = "return asked.includes(location.href)";

/// How many documents the page has fetched.
const DOCUMENTS: &str = "return performance.getEntriesByType('resource').filter((it) =>
  it.name.endsWith('/status.json')).length";

/// The end of the window, with everybody returning within two seconds.
pub(crate) async fn end(visitor: &Visitor) {
    let soon = "const [done] = arguments;
        fetch('/__rehearsal/at?minute=75', { method: 'POST' })
          .then(() => fetch('/status.json')).then((it) => it.json())
          .then((it) => fetch('/__rehearsal/document', { method: 'POST',
            body: JSON.stringify({ ...it, resume: { spread_secs: 2 } }) }))
          .then((it) => done(it.status))";
    assert_eq!(visitor.run_async(soon).await, json!(204));
    visitor.check_now().await;
    visitor.until_text(headline(), "Maintenance is over").await;
}

async fn a_visitor_is_taken_back_to_where_he_wanted_to_go(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7?from=mail#items")).await;
    let expected = visitor.browser.badge_behind_503("Maintenance");
    assert_eq!(visitor.text(badge()).await, expected);
    end(&visitor).await;
    visitor
        .until_text("[role=status][aria-live]", "To stay, choose “Stay here”.")
        .await;
    visitor
        .until_text(
            return_time(),
            "The service is back. You will be taken back in",
        )
        .await;
    visitor
        .until_text(
            "[role=status][aria-live]",
            "You will be taken back in 20 s.",
        )
        .await;
    // Twenty seconds are announced, and counted down.
    visitor
        .until("return / in \\d s\\.$/.test(aria(aria().one('region', 'Return to service')).one('timer').innerText.trim())")
        .await;
    visitor.until_text("h1", "The site is here").await;
    let address = "return location.pathname + location.search + location.hash";
    assert_eq!(
        visitor.run(address).await,
        json!("/orders/7?from=mail#items")
    );
}

async fn nobody_is_taken_to_a_site_that_is_not_back_after_all(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    // The page still answers in its place: a status of success alone would prove nothing.
    visitor.control("POST", "fault?site:away", "").await;
    end(&visitor).await;
    visitor
        .until_text(return_time(), "The service is not responding yet.")
        .await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is over");
}

async fn a_visitor_may_stay_and_go_later(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    end(&visitor).await;
    visitor
        .until_text(return_time(), "You will be taken back in")
        .await;
    visitor.press("Stay here").await;
    visitor
        .until_text(return_time(), "You stay on this page.")
        .await;
    visitor
        .until_text("[role=status][aria-live]", "You stay on this page.")
        .await;
    // Nothing is to happen, so there is nothing to wait for but the end of a notice of twenty seconds.
    tokio::time::sleep(std::time::Duration::from_secs(22)).await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is over");
    visitor.leave_by("Go now").await;
    visitor.until_text("h1", "The site is here").await;
}

async fn whoever_reads_the_page_for_its_own_sake_stays_there(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    stays(&visitor).await;
}

/// A state that is rendered into the page may be of any size.
async fn however_large_the_page_it_knows_itself(visitor: Visitor, _: Site) {
    let site = Deployment::new().await;
    let page = still(0).into_page(&site.read("index.html")).unwrap();
    let (head, rest) = page.split_once("</head>").unwrap();
    let large = "<meta name=\"description\" content=\"so it goes\">\n".repeat(25_000);
    site.write("index.html", &[head, &large, "</head>", rest].concat());
    assert!(site.read("index.html").len() > 1_000_000);
    visitor.open(&site.url("/index.html")).await;
    // A rendered state looks like a page that has started.
    visitor.until_live().await;
    stays(&visitor).await;
}

/// The window ends, and nobody is taken anywhere.
async fn stays(visitor: &Visitor) {
    visitor.run(NOTE).await;
    end(visitor).await;
    if visitor.browser == Browser::WebKit {
        // Not told how it was delivered, the page asks its own address and finds itself there.
        visitor.until(ASKED_ITSELF).await;
    }
    // The next document is the first that could begin a return after that.
    let documents = visitor.run(DOCUMENTS).await;
    visitor.check_now().await;
    visitor.until(&format!("{DOCUMENTS} > {documents}")).await;
    visitor.until_text(next_check(), "Next check in").await;
    let asked = visitor.browser == Browser::WebKit;
    assert_eq!(visitor.run(ASKED_ITSELF).await, json!(asked));
    assert!(!visitor.has(region("Return to service")).await);
}
