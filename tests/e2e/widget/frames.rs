//! `embed.html`, the page for hosts that embed frames only.

use serde_json::json;

use super::host::{Host, Policy};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_frame_shows_the_form_that_its_address_asks_for,
    a_frame_tells_its_height_to_whoever_asks_and_nobody_else,
);

async fn a_frame_shows_the_form_that_its_address_asks_for(visitor: Visitor, site: Site) {
    for (query, form) in [
        ("", "compact"),
        ("?form=banner", "banner"),
        ("?form=full", "full"),
    ] {
        let page = site.url(&format!("/embed.html{query}"));
        visitor.driver.goto(page).await.unwrap();
        visitor.until_shows(0, "Maintenance is under way").await;
        let shown = "return [at(0).form, document.documentElement.scrollWidth <= innerWidth]";
        assert_eq!(visitor.ask(shown).await, json!([form, true]));
    }
    assert_eq!(visitor.policy_reports().await, json!([]));
}

async fn a_frame_tells_its_height_to_whoever_asks_and_nobody_else(visitor: Visitor, site: Site) {
    let frame =
        "<iframe id=\"frame\" title=\"Status\" src=\"STATUS/embed.html\" height=\"100\"></iframe>";
    let host = Host::open(&site, Policy::Strict, "", frame);
    visitor.open_host(&host).await;
    let status = site.url("");
    visitor
        .run("window.got = []; addEventListener('message', ({ data, origin }) => got.push([data, origin]))")
        .await;
    visitor.driver.enter_frame(0).await.unwrap();
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.driver.enter_default_frame().await.unwrap();
    assert_eq!(visitor.run("return got").await, json!([]));

    // What is asked in other words is not asked.
    visitor
        .run(&format!(
            "frame.contentWindow.postMessage({{ type: 'something-else' }}, {status:?})"
        ))
        .await;
    visitor
        .run_async("const [done] = arguments; setTimeout(done, 500)")
        .await;
    assert_eq!(visitor.run("return got").await, json!([]));

    visitor
        .run(&format!(
            "frame.contentWindow.postMessage({{ type: 'intermission-measure' }}, {status:?})"
        ))
        .await;
    visitor.until("return got.length > 0").await;
    let message = visitor.run("return got[0]").await;
    assert_eq!(message[0]["type"], "intermission-height");
    assert_eq!(message[1], json!(status));
    let height = message[0]["height"].as_u64().unwrap();
    assert!((200..2000).contains(&height), "{height}");
    // Another width changes the height, which is sent without another request.
    visitor.run("got.length = 0; frame.width = 200").await;
    visitor.until("return got.length > 0").await;
    assert_eq!(host.reports(), [""; 0]);
}
