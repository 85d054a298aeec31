//! Feeds of other services: those that the operator allows, and saved ones that a visitor opens.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::deployment::Deployment;
use crate::harness::target::{age, changes, failure, file_notice, headline};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::offline::{LOOKED_AFTER, STORE, kept_with};
use crate::widget::fixture;

in_every_browser!(
    a_document_of_ours_needs_no_readers,
    an_address_may_ask_for_a_feed_that_is_allowed,
    an_address_may_ask_for_no_other,
    a_feed_that_cannot_be_chosen_is_said_to_be_missing,
    changes_are_remembered_by_source,
    only_the_newest_few_sources_are_remembered,
    a_feed_that_was_saved_is_shown,
    a_feed_outlives_its_server,
    readers_that_did_not_come_are_asked_for_again,
);

/// The readers are fetched when they are wanted and not before.
const READERS: &str = "const [done] = arguments; done(performance.getEntriesByType('resource')
    .filter((it) => it.name.includes('/feeds')).map((it) => it.name.endsWith('.wasm')).sort())";

/// A deployment that allows what is below `/api/`.
async fn allowing() -> Deployment {
    let deployment = Deployment::new().await;
    let allow = "<head>\n<meta name=\"intermission-feeds\" content=\"/api/\">";
    let page = deployment.read("index.html").replacen("<head>", allow, 1);
    deployment.write("index.html", &page);
    deployment.write(
        "/api/v1/endpoints/statuses",
        &fixture("gatus/1-endpoints.json"),
    );
    deployment.write("/other.json", &fixture("slack/current.json"));
    deployment
}

/// However little of a document there is.
async fn a_document_of_ours_needs_no_readers(visitor: Visitor, site: Site) {
    let window =
        json!({ "name": "Move", "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z" });
    for (document, wanted) in [
        (
            json!({ "scheduled_maintenances": [window] }),
            "Maintenance is",
        ),
        (
            json!({ "published_at": "2026-11-23T10:00:00Z", "components": [{ "name": "Shop", "status": "operational" }] }),
            "Everything is working",
        ),
        (
            json!({ "status": { "indicator": "none" }, "components": [{ "name": "Shop", "status": "offline" }] }),
            "Major disruption",
        ),
    ] {
        site.control("POST", "document", &document.to_string());
        visitor.open(&site.url("/index.html")).await;
        visitor.until_text(headline(), wanted).await;
        assert_eq!(visitor.run_async(READERS).await, json!([]), "{document}");
    }
}

async fn an_address_may_ask_for_a_feed_that_is_allowed(visitor: Visitor, _: Site) {
    let deployment = allowing().await;
    visitor.open(&deployment.url("/index.html")).await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
    assert_eq!(visitor.run_async(READERS).await, json!([]));
    let page = deployment.url("/index.html?feed=/api/v1/endpoints/statuses");
    visitor.open(&page).await;
    visitor
        .until_text(headline(), "Some services are limited or unavailable")
        .await;
    visitor
        .until_text(".limits", "Missing so far: its suites, its announcements.")
        .await;
    // The rest of it is not there, which is said.
    let services = "return aria().services().length";
    assert_eq!(visitor.run(services).await, json!(4));
    // Browsers note a moment later what they have fetched.
    let both = json!([false, true]);
    visitor.until_it_gives(READERS, &both).await;
}

async fn an_address_may_ask_for_no_other(visitor: Visitor, _: Site) {
    let deployment = allowing().await;
    for feed in [
        "/other.json",
        "https://evil.example/api/x",
        "/api/../other.json",
    ] {
        let page = deployment.url(&format!("/index.html?feed={feed}"));
        visitor.open(&page).await;
        visitor
            .until_text(headline(), "Maintenance is under way")
            .await;
        visitor
            .until_text(
                file_notice(),
                "it is not on this page's list of allowed feeds. This page's own status follows.",
            )
            .await;
        // The script that refuses it, and no reader.
        visitor.until_it_gives(READERS, &json!([false])).await;
    }
}

async fn a_feed_that_cannot_be_chosen_is_said_to_be_missing(visitor: Visitor, _: Site) {
    let deployment = allowing().await;
    deployment.without("feeds-");
    visitor
        .open(&deployment.url("/index.html?feed=/api/v1/endpoints/statuses"))
        .await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
    visitor
        .until_text(
            file_notice(),
            "the part of this page that reads feeds could not be loaded.",
        )
        .await;
    // The page asks for nothing else, and says nothing.
    visitor
        .open(&deployment.url("/index.html?newsfeed=1"))
        .await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
    assert!(!visitor.has(file_notice()).await);
}

/// A document of ours with one service, published at this minute of an hour.
fn own(service: &str, status: &str, minute: u8) -> String {
    json!({
        "published_at": format!("2026-11-23T10:{minute:02}:00Z"),
        "components": [{ "name": service, "status": status }],
    })
    .to_string()
}

/// What one source says has nothing to do with what another said before.
async fn changes_are_remembered_by_source(visitor: Visitor, _: Site) {
    let deployment = allowing().await;
    let page = deployment.read("index.html");
    let page = page.replacen("/status.json", "/api/ours.json", 1);
    deployment.write("index.html", &page);
    deployment.write("/api/ours.json", &own("Shop", "operational", 10));
    deployment.write("/api/theirs.json", &own("Mail", "operational", 50));
    let ours = deployment.url("/index.html");
    let theirs = deployment.url("/index.html?feed=/api/theirs.json");
    let services =
        "return aria().services().map((it) => it.querySelector('th .name').innerText.trim())";
    let texts = "return aria().section('What changed')?.innerText ?? ''";
    for (url, service) in [(&ours, "Shop"), (&theirs, "Mail"), (&ours, "Shop")] {
        visitor.open(url).await;
        visitor.until_text(age(), "Published").await;
        // Theirs is newer, and ours is not taken for an older copy of it.
        visitor.until_text("tr.service", service).await;
        visitor.check_now().await;
        assert_eq!(visitor.run(services).await, json!([service]));
        assert_eq!(visitor.run(texts).await, json!(""));
        assert_eq!(
            visitor
                .run("return document.querySelector('.failure')")
                .await,
            json!(null)
        );
    }
    // What is remembered of each source is still there.
    deployment.write("/api/theirs.json", &own("Mail", "major_outage", 55));
    deployment.write("/api/ours.json", &own("Shop", "degraded_performance", 15));
    for (url, change) in [
        (&theirs, "Mail: Outage (was Operational)"),
        (&ours, "Shop: Degraded (was Operational)"),
    ] {
        visitor.open(url).await;
        visitor.until_text(changes(), change).await;
        let lines = "return aria(aria().section('What changed')).all('listitem').length";
        assert_eq!(visitor.run(lines).await, json!(1));
    }
    visitor.run("localStorage.clear()").await;
}

/// The storage is the site's as well, and has room for some ten of the largest documents.
async fn only_the_newest_few_sources_are_remembered(visitor: Visitor, _: Site) {
    let deployment = allowing().await;
    visitor.open(&deployment.url("/index.html")).await;
    visitor.run("localStorage.clear(); localStorage.setItem('cart', '1'); localStorage.setItem('intermission.theme', 'dark')").await;
    for number in 0..6 {
        let feed = format!("/api/{number}.json");
        deployment.write(&feed, &own(&format!("Service {number}"), "operational", 10));
        visitor
            .open(&deployment.url(&format!("/index.html?feed={feed}")))
            .await;
        visitor
            .until_text("tr.service", &format!("Service {number}"))
            .await;
        // Instants are kept to the second.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    }
    let names = "return Object.keys(localStorage).map((it) => it.replace(/ .*\\/api/, '')).sort()";
    visitor.open(&deployment.url("/orders/7")).await;
    let kept = visitor.run(names).await;
    let kept: Vec<&str> = kept
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    let documents = kept
        .iter()
        .filter(|it| it.starts_with("intermission.document"));
    assert_eq!(documents.count(), 4, "{kept:?}");
    for name in ["cart", "intermission.theme", "intermission.document/5.json"] {
        assert!(kept.contains(&name), "{name} is missing among {kept:?}");
    }
    assert!(!kept.contains(&"intermission.document/0.json"), "{kept:?}");
    visitor.run("localStorage.clear()").await;
}

async fn a_feed_that_was_saved_is_shown(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/feeds/slack/current.json"
    );
    let field = visitor
        .driver
        .find(By::Css("input[type=file]"))
        .await
        .unwrap();
    field.send_keys(file).await.unwrap();
    visitor
        .until_text(file_notice(), "This is the saved file")
        .await;
    visitor
        .until_text(".limits", "This feed does not list services")
        .await;
}

/// What the readers made of it, and what they make of it once nothing answers any more.
async fn a_feed_outlives_its_server(visitor: Visitor, mut site: Site) {
    site.control("POST", "document", &fixture("vigil/report.json"));
    visitor.open(&site.url("/index.html")).await;
    let wanted = "Some services are limited or unavailable";
    visitor.until_text(headline(), wanted).await;
    visitor.until(LOOKED_AFTER).await;
    visitor.check_now().await;
    // Fetched by a page that had no worker yet, which keeps them all the same.
    let kept = kept_with(&["/feeds.js", "/feeds_bg.wasm"]);
    visitor.until_it_gives(STORE, &kept).await;
    let rows = "return aria().services().length";
    let services = visitor.run(rows).await;
    site.stop();
    for path in ["/index.html", "/orders/7"] {
        // What the page itself has kept is a document of ours; the worker's is the feed, which must be read.
        visitor.run("localStorage.clear()").await;
        visitor.open(&site.url(path)).await;
        visitor
            .until_text(failure(), "Showing the last known status.")
            .await;
        assert_eq!(visitor.run(rows).await, services);
        visitor.until_text(".limits", "This feed does not").await;
    }
    site.start();
    site.control("POST", "document", &fixture("vigil/report.json"));
    visitor.run("dispatchEvent(new Event('online'))").await;
    visitor.until_absent(failure()).await;
    assert_eq!(visitor.text(headline()).await, wanted);
}

async fn readers_that_did_not_come_are_asked_for_again(visitor: Visitor, _: Site) {
    for part in ["feeds-", "feeds_bg-"] {
        let deployment = Deployment::new().await;
        visitor.open(&deployment.url("/index.html")).await;
        let missing = deployment.without(part);
        assert_eq!(missing.len(), 1);
        let feed = fixture("vigil/report.json");
        visitor.control("POST", "document", &feed).await;
        visitor.check_now().await;
        let refused = "The status file is damaged or cut off.";
        visitor.until_text(failure(), refused).await;
        assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
        for (file, content) in missing {
            std::fs::write(file, content).unwrap();
        }
        visitor.check_now().await;
        visitor
            .until_text(headline(), "Some services are limited or unavailable")
            .await;
    }
}
