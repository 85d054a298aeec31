//! The page and other people's feeds: those that its operator allows, and those that a visitor has saved.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::deployment::Deployment;
use crate::harness::{Site, Visitor, in_every_browser};
use crate::widget::fixture;

in_every_browser!(
    an_address_may_ask_for_a_feed_that_is_allowed,
    an_address_may_ask_for_no_other,
    a_feed_that_was_saved_is_shown,
);

/// The readers are fetched when they are wanted and not before.
const READERS: &str = "return performance.getEntriesByType('resource')
    .filter((it) => it.name.includes('/feeds')).map((it) => it.name.endsWith('.wasm')).sort()";

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

async fn an_address_may_ask_for_a_feed_that_is_allowed(visitor: Visitor, _: Site) {
    let deployment = allowing().await;
    visitor.open(&deployment.url("/index.html")).await;
    visitor.until_text("h1", "Maintenance is under way").await;
    assert_eq!(visitor.run(READERS).await, json!([]));
    let page = deployment.url("/index.html?feed=/api/v1/endpoints/statuses");
    visitor.open(&page).await;
    visitor
        .until_text("h1", "Some services are not available as usual")
        .await;
    visitor
        .until_text(".notice", "Missing so far: its suites, its announcements.")
        .await;
    // The rest of it is not there, which is said.
    let services = "return document.querySelectorAll('tr.service').length";
    assert_eq!(visitor.run(services).await, json!(4));
    assert_eq!(visitor.run(READERS).await, json!([false, true]));
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
        visitor.until_text("h1", "Maintenance is under way").await;
        assert_eq!(visitor.run(READERS).await, json!([false]), "{feed}");
    }
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
    visitor.until_text(".aside", "This is the saved file").await;
    visitor
        .until_text(".notice", "This feed does not list services")
        .await;
}
